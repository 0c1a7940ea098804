"""Minutes with motions, and from page to page: from a draft to what everybody reads."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest

from fourfold.apps.council.actions import attendance, motions, votes
from fourfold.apps.council.actions import minutes as writing
from fourfold.apps.council.actions import minutes_issue as going
from fourfold.apps.council.models import Minutes
from fourfold.apps.council.queries import minutes as queries
from fourfold.apps.council.queries.minutes_facts import NAMES, RESULTS, WAYS
from fourfold.apps.council.rules import NotWhole
from fourfold.apps.council.rules.minutes import lacks
from fourfold.apps.council.states.attendance import Mark
from fourfold.apps.council.states.motions import About, MotionState, Taken
from fourfold.apps.council.states.votes import Choice
from fourfold.documents import docx, html, pdf
from fourfold.documents.minutes import compose
from fourfold.documents.minutes_said import (
    ENGLISH_WORDS,
    SPANISH_WORDS,
    Said,
    approval_words,
    meeting_words,
    result_words,
)
from fourfold.documents.minutes_told import as_kept, counts, dissent, from_kept
from fourfold.security.access.viewer import nobody
from tests.make import council, desk, people
from tests.make.council import BY
from tests.make.minutes import DAY, THEN, approved, attended, held, page, step
from tests.make.people import NOW

HOUR = timedelta(hours=1)
EVERYBODY = nobody(NOW)


@pytest.fixture
def met(db: Any) -> str:
    return attended()


# ------------------------------------------------------------------ motions
def moved(of: str, at, *, item: str = "", about: str = "FREE", ref: str = "", **cast: str) -> Any:
    """Make a motion, put it to the vote, and decide it; SEAT01 moves, SEAT02 seconds."""
    told = motions.Told("To act.", "SEAT01", "SEAT02", item, About(about), ref)
    who: Any = {"by": BY, "at": at}
    motion = motions.make(of, told=told, moment=at, once=f"{of}{item}{about}", **who)
    vote = motions.put(motion, way=Taken.ROLL_CALL, moment=at, **who)
    for seat, choice in cast.items():
        votes.cast(vote, choice=Choice(choice), seat_code=seat, **who)
    motions.decide(motion, **who)
    return motion


def test_a_motion_stands_under_its_topic_with_votes_by_seat_and_dissent_by_agency(met: str) -> None:
    council.minutes(met, words="")
    item = page(met).blocks[1][0].item
    moment = THEN + timedelta(minutes=10)
    moved(met, moment, item=item, SEAT01="FOR", SEAT02="AGAINST")
    moved(met, moment, SEAT01="FOR", SEAT02="FOR")
    # A topic with a motion needs no words.
    assert "First" not in lacks(page(met).told)
    told = page(met).told
    motion = told.parts[1].motions[0]
    seats = {each.code: each for each in told.seats}
    against = seats["SEAT02"].agency or seats["SEAT02"].name
    assert (motion.nth, motion.result) == (1, "Not carried")
    assert motion.mover == seats["SEAT01"].name
    assert dict(counts(motion)) == {"FOR": 1, "AGAINST": 1, "ABSTAIN": 0}
    assert dissent(motion) == (("AGAINST", (against,)),)
    assert [each.result for each in told.others] == ["Carried"]
    text = html.page(compose(told))
    assert "Against" in text
    assert against.replace("'", "&#x27;") in text or against in text
    assert "Motions of no topic" in text
    assert from_kept(as_kept(told)) == told


def test_the_frame_is_spanish_and_what_was_typed_stays_and_is_marked_as_english(met: str) -> None:
    council.minutes(met, words="The made-up innkeepers wrote.")
    item = page(met).blocks[1][0].item
    moved(met, THEN + timedelta(minutes=10), item=item, SEAT01="FOR", SEAT02="AGAINST")
    told = replace(page(met).told, nth=2, why="A name was wrong.")

    made = compose(told, language="es")
    text = html.page(made)

    assert (made.language, made.title) == ("es", "Acta")
    for words in ("Quiénes estuvieron", "Qué se dijo", "Moción 1", "No aprobada.", "1 en contra"):
        assert words in text
    for typed in ("To act.", "The made-up innkeepers wrote.", "A name was wrong."):
        assert f'<span lang="en">{typed}</span>' in text
    assert re.search(r'<h3 id="part-2" lang="en">', text)
    for english in ("Moved by", "Who was there", "Not carried", "needed", "in the room", "Seat<"):
        assert english not in text
    assert pdf.render(made) == pdf.render(compose(told, language="es"))
    with zipfile.ZipFile(BytesIO(docx.render(made))) as files:
        assert '<w:lang w:val="en"/>' in files.read("word/document.xml").decode()
    assert '<span lang="en">' not in html.page(compose(told))


def test_every_result_of_a_motion_has_its_spanish_words() -> None:
    for state in MotionState:
        result = RESULTS[state]
        assert result_words(result, "en") == result
        for more in ("", "; a vote found no quorum", "; it has the new words of motion 2"):
            assert result_words(f"{result}{more}", "es")
    assert result_words("Words that somebody typed", "es") is None
    assert all(result_words(each, "es") for each in WAYS.values())
    assert all(meeting_words(each, "es") != each for each in NAMES.values())
    said = "Motion 5 carried: 17 for, 0 against, 2 took no part."
    told = "Moción 5, aprobada: 17 a favor, 0 en contra, 2 no participó."
    assert approval_words(said, "es") == told
    assert approval_words("By a show of hands.", "es") is None


def test_both_languages_fill_in_the_same_places() -> None:
    def asked(said: Said, field: str) -> object:
        value = getattr(said, field)
        if isinstance(value, str):
            return sorted(re.findall(r"{\w+}", value))
        return sorted(value) if isinstance(value, Mapping) else type(value)

    for field in (each.name for each in fields(Said)):
        assert asked(SPANISH_WORDS, field) == asked(ENGLISH_WORDS, field), field


@pytest.mark.parametrize(
    ("second", "refused"), [("FOR", ""), ("AGAINST", "was not carried")], ids=["carried", "lost"]
)
def test_a_motion_of_the_later_meeting_approves_minutes_or_not(met, second, refused) -> None:
    council.minutes(met)
    step(going.circulate, met)
    starts = NOW - 2 * DAY
    later = held("later", starts=starts)
    for seat in ("SEAT01", "SEAT02"):
        how = {"what": Mark.ROOM, "moment": starts, "once": f"later-{seat}", "by": BY}
        attendance.mark(later, seat=seat, at=starts, **how)
    motion = moved(later, starts + HOUR, about="MINUTES", ref=met, SEAT01="FOR", SEAT02=second)
    if refused:
        with pytest.raises(NotWhole, match=refused):
            approved(met)
        return
    approved(met, how="")
    kept = Minutes.objects.get(meeting=met)
    assert kept.motion == motion
    assert kept.approved_how == "Motion 1 carried: 2 for, 0 against, 0 abstained."
    # The motion said nothing of what is corrected later.
    step(going.publish, met)
    writing.correct(met, why="A name was wrong.", once="c", by=BY, at=NOW)
    step(going.circulate, met)
    with pytest.raises(NotWhole, match="how they were approved"):
        approved(met, how="")


# ------------------------------------------------------------------ pages
@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.mark.usefixtures("standing_clock")
def test_the_pages_take_minutes_from_a_draft_to_the_public(met: str, client: Any) -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    mia = desk.signed_in(people.account("Mia", "MEMBER"), at=NOW)
    here = f"/desk/council/meetings/{met}/minutes/"
    later = held("later", starts=NOW - 2 * DAY)

    def press(**told: Any) -> SimpleNamespace:
        now = queries.minutes_page(met, viewer=BY)
        answer = staff.post(here, {"version": now.version if now else 0} | told, follow=True)
        return SimpleNamespace(status=answer.status_code, text=answer.content.decode())

    assert "Begin the minutes" in staff.get(here).content.decode()
    assert "What comes next" in press(do="begin", once="one").text
    assert "No minutes were sent" in mia.get(here).content.decode()
    for block, _part in page(met).blocks:
        there = f"{here}{block.id}/"
        told = {"do": "change", "version": block.version, "title": block.title}
        assert staff.post(there, told | {"words": "Said."}).status_code == 302
        assert staff.post(there, told | {"words": "Other."}).status_code == 302
        shown = staff.get(there).content.decode()
        assert "Two texts of this block" in shown
        assert "Other." in shown
        rival = queries.minutes_block(block.id, viewer=BY)
        told |= {"do": "choose", "rival": rival.rivals[0].id, "words": "Said."}
        assert staff.post(there, told | {"version": rival.version}).status_code == 302
        assert mia.get(there).status_code == 404
    assert "with the members" in press(do="circulate").text
    assert "Said." in mia.get(here).content.decode()
    assert mia.post(here, {"do": "publish"}).status_code == 404
    assert client.get(f"/council/meetings/{met}/minutes.html").status_code == 404
    assert "Choose one" in press(do="approve", meeting="", how="").text
    assert "approved, not published" in press(do="approve", meeting=later, how="By all.").text
    assert "published" in press(do="publish").text
    public = client.get(f"/council/meetings/{met}/").content.decode()
    assert "Mary Madeup" in public
    assert "Sam Secret" not in public
    for form in ("html", "pdf", "docx"):
        assert client.get(f"/council/meetings/{met}/minutes.{form}").status_code == 200
        assert mia.get(f"/desk/council/meetings/{met}/minutes.{form}").status_code == 200
    assert client.get(f"/council/meetings/{met}/minutes.exe").status_code == 404
    assert client.get(f"/council/meetings/{met}/minutes.pdf?issue=no").status_code == 404
    assert 'minutes">Minutes' in client.get("/council/meetings/").content.decode().replace("#", "")
    assert press(do="nothing").status == 404
    assert "What was wrong" in press(do="correct").text
    told = {"do": "correct", "c-once": "again", "c-why": "A name."}
    assert "version 2: a correction" in press(**told).text
