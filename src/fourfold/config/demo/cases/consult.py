"""Consults and screenings of the demonstration: waiting, taken, answered once and twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from fourfold.apps.cases.access import region_team
from fourfold.apps.cases.actions import consult_answers, consults, facts, law, screenings
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.actions.consult_answers import Answer
from fourfold.apps.cases.actions.screenings import Around, Filled
from fourfold.apps.cases.rules.screening import SAID, Answered
from fourfold.apps.cases.states.consults import Urgency
from fourfold.apps.cases.states.screenings import Alone, Interpreter, Occasion, WhyNot
from fourfold.config.demo.cases.youths import Youth
from fourfold.reference import active_pack
from fourfold.security.access.policy import Discipline
from fourfold.security.keys import new_person
from fourfold.security.models import TeamMember

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OURS = slice(3, 8)
"""The youths of this room."""

ASKED = (
    (
        (
            "She came back on Monday with new shoes and a second telephone, and will not say from "
            "whom. A man waits in a car across from the school."
        ),
        "Is this for the team? May we ask her about the car?",
    ),
    (
        "His roommate found an advertisement with his picture. He says it is a joke.",
        "How worried should we be, and who speaks with him first?",
    ),
    (
        "She works in a salon six days a week and sleeps there. She owes somebody for the journey.",
        "Is this labor trafficking or a wage case?",
    ),
)
THEIRS = Answer(
    "SUSPECTED",
    ("UNEXPLAINED_THINGS", "OLDER_PERSON", "MISSING_OFTEN"),
    "Two of these alone would worry me less. Together, and after the second time away, I would "
    "not wait. Nobody should ask her about the car before the interview is planned.",
    ("CA01", "CA02", "CA04", "CA05", "CA16"),
    "Let the counselor she trusts sit in.",
)
OTHERS = Answer(
    "AT_RISK",
    ("UNEXPLAINED_THINGS",),
    "I know the family. The telephone may be from her uncle; ask him first.",
    ("CA01", "CA02", "CA15"),
)
LABOR = Answer(
    "CONFIRMED",
    ("TOLD_US", "DEBT_OR_PAPERS", "CANNOT_LEAVE_WORK"),
    "She says herself that she cannot leave until the debt is paid, and the owner has her papers.",
    ("CA01", "CA02", "CA04", "CA05", "CA07", "CA12"),
)
DIFFERS = "THREATS"
"""The fact on which a report by telephone and the screening differ; nobody settled it yet."""
HEARD = {
    "SQ01": Answered(SAID, "Through a friend of a friend, online."),
    "SQ02": Answered("YES", "“It was that or nowhere to sleep.”"),
    "SQ03": Answered("UNKNOWN"),
    "SQ05": Answered("NO"),
    "SQ07": Answered("YES"),
    "SQ09": Answered("YES", "“He put the knife on the table when he talked.”"),
    "SQ10": Answered("REFUSED"),
}


def fill(staff: Staff, youths: Sequence[Youth]) -> None:
    """Give Luis and Nora seats in regions, and leave consults and screenings in every state."""
    regions = [row["code"] for row in active_pack().rows("regions")]
    _seat(staff, "luis", regions)
    _seat(staff, "nora", regions[:2])
    named = {row["code"] for row in active_pack().rows("concern_actions")}
    waits, taken, once, twice, screened = (
        _case(staff, youth, region=regions[0], ago=(12 + nth) * DAY)
        for nth, youth in enumerate(youths[OURS])
    )
    _ask(staff, waits, ASKED[0], Urgency.NOW, ago=2 * HOUR)
    _take(staff, _ask(staff, taken, ASKED[1], Urgency.TODAY, ago=5 * HOUR), taken, ago=3 * HOUR)
    labor = _ask(staff, once, ASKED[2], Urgency.THIS_WEEK, ago=6 * DAY)
    _take(staff, labor, once, ago=5 * DAY)
    _answer(staff, labor, once, _known(LABOR, named), ago=4 * DAY + 3 * HOUR)
    both = _ask(staff, twice, ASKED[0], Urgency.TODAY, ago=9 * DAY)
    _take(staff, both, twice, ago=9 * DAY - HOUR)
    _answer(staff, both, twice, _known(THEIRS, named), ago=9 * DAY - 4 * HOUR)
    consult_answers.ask_again(
        both,
        case=twice,
        words="Her uncle says the telephone is his.",
        by=staff.viewer("carmen", before=8 * DAY),
    )
    _take(staff, both, twice, who="nora", ago=8 * DAY - HOUR)
    _answer(staff, both, twice, _known(OTHERS, named), who="nora", ago=7 * DAY)
    _screen(staff, (once, twice, screened))


def _seat(staff: Staff, key: str, regions: Sequence[str]) -> None:
    for region in regions:
        TeamMember.objects.create(
            team=region_team(region),
            account_id=staff.accounts[key],
            discipline=Discipline.CHILD_WELFARE.value,
            from_at=staff.at - 380 * DAY,
            given_by="demo",
        )


def _case(staff: Staff, youth: Youth, *, region: str, ago: timedelta) -> str:
    by = staff.viewer("carmen", before=ago)
    person = new_person(agency=by.agency)
    number = open_case(person, region=region, by=by, summary="Came through a report.")
    said = youth.facts(today=timezone.localdate(by.at))
    with transaction.atomic():
        facts.write(facts.begin(person, by=by), said, by=by, via=number)
    return number


def _ask(
    staff: Staff, case: str, said: tuple[str, str], urgency: Urgency, *, ago: timedelta
) -> str:
    why, question = said
    by = staff.viewer("carmen", before=ago)
    return consults.ask(case, why=why, question=question, urgency=urgency, by=by)


def _take(staff: Staff, consult: str, case: str, *, ago: timedelta, who: str = "luis") -> None:
    consults.take(consult, case=case, by=staff.viewer(who, before=ago))


def _answer(
    staff: Staff, consult: str, case: str, said: Answer, *, ago: timedelta, who: str = "luis"
) -> None:
    consult_answers.answer(consult, case=case, said=said, by=staff.viewer(who, before=ago))


def _known(said: Answer, actions: set[str]) -> Answer:
    """Leave out what this state's tables do not have."""
    reasons = {row["code"] for row in active_pack().rows("concern_reasons")}
    return Answer(
        said.concern,
        tuple(each for each in said.reasons if each in reasons),
        said.words,
        tuple(each for each in said.actions or () if each in actions),
        said.advice,
    )


def _screen(staff: Staff, cases: Sequence[str]) -> None:
    """Leave a finished screening, one half filled and one that was not needed."""
    done, half, not_needed = cases
    by = staff.viewer("carmen", before=6 * DAY)
    forms = [each for each in active_pack().instruments if each.items]
    fits = [each for each in forms if each.holds_on(timezone.localdate(by.at))]
    if fits:
        one = fits[0]
        asked = {each.code for each in active_pack().law_facts}
        if DIFFERS in asked:
            before = staff.viewer("carmen", before=7 * DAY)
            law.state_facts(done, facts={DIFFERS: "no"}, by=before)
        heard = {item.code: HEARD[item.code] for item in one.items if item.code in HEARD}
        for case, finishes in ((done, True), (half, False)):
            around = Around(
                timezone.localdate(by.at),
                Occasion.FIRST,
                "SPANISH",
                Alone.ALONE,
                Interpreter.TRAINED,
            )
            begun = screenings.begin(
                case, instrument=one.code, edition=one.version, around=around, by=by
            )
            act = screenings.finish if finishes else screenings.save
            said = Filled(heard, "Laughed at first, then asked for the nurse.")
            act(begun, case=case, filled=said, seen_at=by.at, by=by)
    around = Around(timezone.localdate(by.at), Occasion.FIRST)
    screenings.not_done(
        not_needed,
        why=WhyNot.NO_NEED_TO_TELL,
        around=around,
        words="The police report says enough.",
        by=by,
    )
