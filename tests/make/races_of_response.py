"""
Races at the response desk, on a new database: two people, each a process of its own, have the
same page open and click at once. `main` prints, for each race, what came of its rounds, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from fourfold.apps.cases.actions import consult_answers, links, merges, referrals, reporters
from fourfold.apps.cases.actions.consult_answers import Answer as Said
from fourfold.apps.cases.models import (
    Case,
    CaseClock,
    CaseLine,
    Consult,
    Draft,
    Merge,
    MissingEpisode,
    Opinion,
    Pair,
    Referral,
    Report,
    ReportMessage,
)
from fourfold.security.access import relations
from fourfold.security.access.viewer import Viewer
from fourfold.security.ids import new_id
from fourfold.security.keys import new_person
from fourfold.security.models import RelationKind
from tests.apps.cases.made import case_of
from tests.make import clicks, people
from tests.make.response_world import AT, Seen, World, open_desk, told
from tests.make.services import ELSEWHERE, KIND

WORDS = "A teacher saw bruises and a hotel key."
WEB = Viewer(account="web", agency=people.DCF, at=people.NOW)
MORE = 3
"""Times as many rounds of the race that has a name in the list of what must hold."""
NOT_SURE = Said(words="Not sure yet.")
DAYS = count(1)


def answered_beside(world: World) -> Seen:
    """Two give their opinion beside the same first answer."""
    made, seen = world.made, Seen()
    for _ in world.turns(MORE):
        made.case = world.case()
        one = made.ask()
        made.take(one, "luis", minutes=2)
        made.take(one, "ana", minutes=3, over="luis")
        for who in ("luis", "ana"):
            consult_answers.keep(one, case=made.case, said=NOT_SURE, by=made.by(who, 3))
        made.take(one, "mia", minutes=4, over="ana")
        made.answer(one, "mia", minutes=5)
        page = f"/desk/cases/{made.case}/consults/{one}/"
        writes = {"concern": "CONFIRMED", "offered": "1", "do": "give"}
        answers = world.pair.at_once(
            *[
                world.click(who, page, {**writes, "words": f"Seen by {who}."}, f"{page}answer/")
                for who in ("luis", "ana")
            ]
        )
        seen["told who was first"] += told(answers, "answered this", "What you wrote is kept")
        seen["whose answer is kept"] += told(answers, "Your answer is kept")
        seen["opinions"] += Consult.objects.get(pk=one).opinions
        words = {each.words for each in Opinion.objects.filter(consult=one)}
        seen["words kept"] += len(words & {"Seen by luis.", "Seen by ana."})
    return seen


def answered_while_taken_over(world: World) -> Seen:
    """One answers what another took over while the page was open."""
    made, seen = world.made, Seen()
    for _ in world.turns():
        made.case = world.case()
        one = made.ask()
        made.take(one, "luis", minutes=2)
        made.take(one, "ana", minutes=3, over="luis")
        page = f"/desk/cases/{made.case}/consults/{one}/"
        writes = {"concern": "SUSPECTED", "offered": "1", "do": "give", "beside": "0"}
        answers = world.pair.at_once(
            *[
                world.click(who, page, {**writes, "words": f"Seen by {who}."}, f"{page}answer/")
                for who in ("luis", "ana")
            ]
        )
        seen["told who has it"] += told(answers[:1] * 2, "Ana", "What you wrote is kept") // 2
        seen["whose answer is kept"] += told(answers, "Your answer is kept")
        seen["opinions"] += Consult.objects.get(pk=one).opinions
        words = {each.words for each in Opinion.objects.filter(consult=one)}
        seen["words kept"] += len(words & {"Seen by luis.", "Seen by ana."})
    return seen


def answer_sent_twice(world: World) -> Seen:
    """One person's answer comes twice at once."""
    made, seen = world.made, Seen()
    for _ in world.turns():
        made.case = world.case()
        one = made.ask()
        made.take(one, "luis", minutes=2)
        page = f"/desk/cases/{made.case}/consults/{one}/"
        writes = {"concern": "SUSPECTED", "words": "Seen.", "offered": "1", "do": "give"}
        same = world.click("luis", page, writes, f"{page}answer/")
        answers = world.pair.at_once(same, same)
        seen["kept"] += told(answers, "Seen.")
        seen["opinions"] += Opinion.objects.filter(consult=one).count()
        lines = CaseLine.objects.filter(case=made.case, step="CONSULT_ANSWERED")
        seen["lines"] += lines.count()
    return seen


def consult_taken(world: World) -> Seen:
    """Two liaisons take one consult."""
    made, seen = world.made, Seen()
    for _ in world.turns():
        made.case = world.case()
        one = made.ask()
        page = f"/desk/cases/{made.case}/consults/{one}/"
        answers = world.pair.at_once(
            *[world.click(who, page, {}, f"{page}do/take/") for who in ("luis", "ana")]
        )
        seen["theirs"] += told(answers, "It is yours.")
        seen["told who was first"] += told(answers, "took this Jan 7")
        lines = CaseLine.objects.filter(case=made.case, step="CONSULT_TAKEN")
        seen["lines"] += lines.count()
    return seen


def report_taken(world: World) -> Seen:
    """Two screeners take one report from the queue."""
    seen = Seen()
    for nth in world.turns():
        digits = f"{nth:016d}"
        person = new_person(agency=people.DCF)
        reporters.receive({"narrative": WORDS}, receipt=digits, person=person, by=WEB)
        report = Report.objects.get(state="NEW")
        page = f"/desk/reports/{report.id}/"
        answers = world.pair.at_once(
            *[world.click(who, page, {}, f"{page}take/") for who in ("carmen", "rita")]
        )
        seen["theirs"] += told(answers, "Accept and open a case")
        seen["told who was first"] += told(answers, "took this report at")
        report.refresh_from_db()
        seen["takers"] += report.lines.filter(step="REPORT_TAKEN").count()
    return seen


def report_saved_twice(world: World) -> Seen:
    """A screener's form comes twice at once, with its draft still on the way."""
    seen = Seen()
    codes = {"danger": "UNKNOWN", "call_type": "CONCERN", "channel": "PHONE"}
    for nth in world.turns():
        before, key = Report.objects.count(), new_id()
        form = {**codes, "reporter_kind": "UNKNOWN", "mandated": "UNKNOWN", "narrative": WORDS}
        new = "/desk/reports/new/"
        sends = world.click("carmen", new, form | {"draft": key}, new)
        other = sends if nth % 2 else world.click("carmen", new, form, f"{new[:-4]}drafts/{key}/")
        answers = world.pair.at_once(sends, other)
        seen["reports"] += Report.objects.count() - before
        seen["refused"] += sum(each.status >= 400 for each in answers)
        seen["places"] += len({each.place for each in answers} - {""})
        seen["drafts left"] += Draft.objects.filter(pk=key).count()
    return seen


def draft_kept_twice(world: World) -> Seen:
    """Two tabs keep one draft for the first time at once."""
    seen = Seen()
    for _ in world.turns():
        key = new_id()
        to = f"/desk/reports/drafts/{key}/"
        one = world.click("carmen", "/desk/reports/new/", {"narrative": WORDS}, to)
        answers = world.pair.at_once(one, one)
        seen["kept"] += sum(each.status == 200 for each in answers)
        seen["drafts"] += Draft.objects.filter(pk=key).count()
        Draft.objects.all().delete()
    return seen


def report_accepted_twice(world: World) -> Seen:
    """A report is accepted twice at once."""
    seen = Seen()
    for _, report in zip(world.turns(), Report.objects.filter(state="TAKEN"), strict=False):
        who = "carmen" if report.taken_by == world.made.accounts["carmen"].id else "rita"
        page = f"/desk/reports/{report.id}/"
        same = world.click(who, page, {}, f"{page}accept/")
        answers = world.pair.at_once(same, same)
        seen["cases"] += Case.objects.filter(person=report.person).count()
        # Both clicks are of one browser, so the words of one may stand on the other's page.
        seen["theirs"] += sum("/cases/" in each.place for each in answers)
        seen["told"] += sum(each.place.endswith(page) for each in answers)
    return seen


def told_the_public_page_twice(world: World) -> Seen:
    """The public's page is sent twice at once, and words are added twice at once."""
    seen = Seen()
    for nth in world.turns():
        typed = {"narrative": f"{WORDS} {nth}", "page": f"page-{nth}"}
        same = world.click("", "/report/", typed)
        answers = world.pair.at_once(same, same)
        numbers = {clicks.digits(each.words) for each in answers}
        seen["numbers"] += len(numbers)
        back = {"receipt": numbers.pop(), "words_added": "A red bag.", "page": f"x{nth}"}
        again = world.click("", "/report/back/", back)
        seen["thanked"] += told(world.pair.at_once(again, again), "We have it")
    seen["reports"] = Report.objects.filter(channel="WEB", state="NEW").count()
    seen["added"] = ReportMessage.objects.filter(by="").count()
    return seen


def answered_by_link(world: World) -> Seen:
    """One link and code in two browsers, then its one page sent twice."""
    made, seen = world.made, Seen()
    for _ in world.turns():
        case, carmen = world.case(), made.by("carmen")
        number = referrals.draft(
            case, kind=KIND, to_agency=ELSEWHERE, purpose="SERVICES", by=carmen
        )
        referrals.send(number, case=case, person_said="YES", version=1, by=carmen)
        link = links.make_link(number, case=case, told_to="Ms. Abbott", by=carmen)
        page = f"/answer/{link.token}/"
        both = world.click("", page, {"code": link.code})
        answers = world.pair.at_once(both, both)
        seen["opened"] += told(answers, "Send your answer")
        seen["opens nothing"] += told(answers, "This link opens nothing")
        (given,) = [
            found["given"]
            for each in answers
            if "given" in (found := clicks.hidden(each.words, page))
        ]
        reply = {"given": given, "then": "ACCEPTED"}
        answers = world.pair.at_once(*[world.click("", page, reply)] * 2)
        seen["thanked"] += told(answers, "Your answer is with the worker")
        found = Referral.objects.get(pk=number)
        seen["accepted"] += found.state == "ACCEPTED" and found.version == 3
    return seen


def closed_while_written(world: World) -> Seen:
    """One closes a case while another writes in it."""
    seen = Seen()
    for _ in world.turns():
        case = world.case(supervisor="luis")
        page = f"/desk/cases/{case}/"
        ends = {"outcome": "CLOSED", "because": "GOALS_MET", "words": "She is safe and well."}
        answers = world.pair.at_once(
            world.click("carmen", f"{page}close/", ends),
            world.click("luis", f"{page}summary/", {"summary": "She moved to her aunt."}),
        )
        seen["done"] += sum(each.status == 302 for each in answers)
        seen["told"] += told(answers, "This was changed while your page was open")
        typed = ("She is safe and well.", "She moved to her aunt.")
        late = [
            words
            for each, words in zip(answers, typed, strict=True)
            if each.status == 200 and words in each.words
        ]
        seen["words on the page"] += len(late)
    return seen


def missing_twice(world: World) -> Seen:
    """Two write down that one youth is missing: its clocks start once."""
    seen = Seen()
    for _ in world.turns():
        case = world.case(supervisor="luis")
        page = f"/desk/cases/{case}/missing/"
        local = timezone.localtime(AT)
        known = {"known_at_month": "1", "known_at_day": "7", "known_at_year": "2030"}
        typed = {**known, "known_at_time": f"{local:%I:%M %p}", "missing_from": "7 Quiet Street"}
        answers = world.pair.at_once(
            *[
                world.click(who, page, typed | {"last_seen": f"By {who}."})
                for who in ("carmen", "luis")
            ]
        )
        seen["episodes"] += MissingEpisode.objects.filter(case=case).count()
        seen["clocks of one rule"] += max(
            Counter(CaseClock.objects.filter(case=case).values_list("rule", flat=True)).values()
        )
        seen["told who was first"] += told(answers, "wrote this down before you", "7 Quiet Street")
        seen["refused"] += sum(each.status >= 400 for each in answers)
    return seen


def decided_by_two(world: World) -> Seen:
    """Two decide on one pair: one says the same person, the other two persons."""
    seen = Seen()
    for _, pair in zip(world.turns(), _pairs(world, world.rounds), strict=True):
        page = f"/desk/duplicates/{pair.id}/"
        answers = world.pair.at_once(
            world.click("carmen", page, {"decision": "SAME"}),
            world.click("luis", page, {"decision": "TWO"}),
        )
        pair.refresh_from_db()
        joined = Merge.objects.filter(record_id=pair.record_id, undone_at=None).count()
        seen["agrees"] += joined == (pair.decision == "SAME")
        seen["told who was first"] += told(answers, "decided this at")
    return seen


def merged_in_a_ring(world: World) -> Seen:
    """Of three records, two pairs are joined at once; the third pair is one already."""
    seen = Seen()
    for _ in world.turns():
        before = Merge.objects.count()
        found = _pairs(world, 1, of=3)
        answers = world.pair.at_once(
            world.click("carmen", f"/desk/duplicates/{found[0].id}/", {"decision": "SAME"}),
            world.click("luis", f"/desk/duplicates/{found[1].id}/", {"decision": "SAME"}),
        )
        seen["joined"] += told(answers, "shown as one person")
        seen["merges"] += Merge.objects.count() - before
        third = world.click("luis", f"/desk/duplicates/{found[2].id}/", {"decision": "SAME"})
        seen["one already"] += told((world.pair.at_once(third, third)), "already") > 0
        seen["merges after"] += Merge.objects.count() - before
    return seen


def _pairs(world: World, many: int, *, of: int = 2) -> list[Pair]:
    """Return pairs of persons (`of` records of each) that Carmen keeps and Luis supervises."""
    before = set(Pair.objects.values_list("pk", flat=True))
    carmen, luis = world.made.by("carmen"), world.made.accounts["luis"].id
    for _ in range(many):
        born_on = date(2010, 1, 1) + timedelta(days=next(DAYS))
        for _ in range(of):
            case = case_of(carmen, family_name=f"Soto {born_on:%B}", born_on=born_on)
            relations.assign(case, luis, by=carmen, kind=RelationKind.SUPERVISOR)
    merges.find(people.DCF, by=carmen)
    return list(Pair.objects.exclude(pk__in=before).order_by("record", "other"))


RACES: dict[str, Callable[[World], Seen]] = {
    "answer beside one answer": answered_beside,
    "answer what was taken over": answered_while_taken_over,
    "send one answer twice": answer_sent_twice,
    "take one consult": consult_taken,
    "take one report": report_taken,
    "accept one report": report_accepted_twice,
    "save one form": report_saved_twice,
    "keep one draft": draft_kept_twice,
    "tell one page": told_the_public_page_twice,
    "answer by one link": answered_by_link,
    "close while another writes": closed_while_written,
    "start one clock": missing_twice,
    "decide on one pair": decided_by_two,
    "join three": merged_in_a_ring,
}


def main(rounds: str, *only: str) -> None:
    """Play the races, `rounds` rounds each."""
    made = open_desk()
    with clicks.two_processes() as pair:
        found = {}
        for name, race in RACES.items():
            if not only or name in only:
                began = time.monotonic()
                found[name] = race(World(pair, made, int(rounds)))
                print(f"{name}: {time.monotonic() - began:.1f} s", file=sys.stderr)
    json.dump(found, sys.stdout)
