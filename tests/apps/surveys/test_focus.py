"""Focus groups from plan to cleared quotes: who may, in which order, and what stays closed."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from fourfold.apps.surveys.actions import focus as groups
from fourfold.apps.surveys.actions import focus_codes as codes
from fourfold.apps.surveys.actions import focus_quotes as quotes
from fourfold.apps.surveys.actions import focus_texts as texts
from fourfold.apps.surveys.models import (
    FocusFile,
    FocusMember,
    FocusSettled,
)
from fourfold.apps.surveys.queries import focus as lists
from fourfold.apps.surveys.queries import focus_codes as coded
from fourfold.apps.surveys.queries import focus_quotes as quoted
from fourfold.apps.surveys.queries import focus_texts as said
from fourfold.apps.surveys.rules.focus import (
    BadBook,
    BadGroup,
    BadTranscript,
    ChangedMeanwhile,
    NoSuchGroup,
    NotACoder,
    NotNow,
)
from fourfold.apps.surveys.rules.focus_texts import read_text
from fourfold.apps.surveys.states import ConsentRead, FocusState
from fourfold.security.models import AuditEvent, RoleGrant
from tests.make import focus as make
from tests.make import people
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db]
TABLE = Path(__file__).with_name("focus_access.csv")
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


def may(ask: Callable[[], object]) -> str:
    try:
        found = ask()
    except NoSuchGroup:
        return "no"
    except NotNow:  # not forbidden, but too late
        return "yes"
    return "yes" if found else "no"


@pytest.mark.parametrize("row", ROWS, ids=[row["who"] for row in ROWS])
def test_who_may_see_what_is_what_the_table_says(room, row) -> None:
    facilitator = people.viewer("Fay", "STAFF")
    notes = people.viewer("Nat", "TRAINING_LEAD")
    left = people.viewer("Lee", "ANALYST")
    how = make.plan(room.lead, room.first.account, room.second.account)
    for who in (left, facilitator):
        how = replace(how, facilitator=who.account, notes=notes.account)
        groups.name_team(room.group, how=how, by=room.lead, at=NOW)
    known = room.to_transcript()
    for coder in (room.first, room.second):
        make.coded(room.group, coder, known)
    texts.keep_memo(room.group, text="x", once="m", by=room.lead, at=NOW)
    quote = make.proposed(room.group, room.lead)
    quotes.clear_quote(quote, checked=True, by=room.first, at=NOW)
    ended = people.viewer("Eve", "ANALYST")
    RoleGrant.objects.filter(account=ended.account).update(until_at=NOW)
    FocusMember.objects.create(group_id=room.group, account=ended.account, part="NOTES")
    who = {
        "lead": room.lead,
        "facilitator": facilitator,
        "notes": notes,
        "first coder": room.first,
        "second coder": room.second,
        "runs surveys": room.other,
        "trainer": people.viewer("Tara", "TRAINER"),
        "privacy officer": people.viewer("Paul", "PRIVACY"),
        "operator": people.viewer("Omar", "OPERATOR"),
        "member": people.viewer("Max", "MEMBER"),
        "left the team": left,
        "role ended": people.viewer("Eve"),
    }[row["who"]]
    group, book = room.group, coded.book(room.study, viewer=room.lead).codes
    own = "t2" if row["who"].endswith("coder") else ""

    seen = {
        "list": may(lambda: lists.groups(room.study, viewer=who)),
        "group": may(lambda: lists.group(group, study=room.study, viewer=who)),
        "plan": may(lambda: groups.name_team(group, how=how, by=who, at=NOW) or True),
        "transcript": may(lambda: said.transcript(group, viewer=who).turns),
        "own_coding": may(lambda: own and coded.own_coding(group, viewer=who)),
        "other_coding": "no",
        "differences": may(lambda: coded.compared(group, codes=book, turns=known, viewer=who)),
        "memos": may(lambda: said.memos(group, viewer=who)),
        "quotes": may(lambda: quoted.quotes(group, viewer=who)),
        "cleared": may(lambda: quoted.cleared_quotes(viewer=who)),
    }
    assert seen == {name: value for name, value in row.items() if name != "who"}


def test_neither_coder_nor_lead_sees_codes_before_both_have_finished(room) -> None:
    known = room.to_transcript()
    make.coded(room.group, room.first, known)
    codes.code_turns(room.group, turns=["t2"], codes=["court"], known=known, by=room.second, at=NOW)
    book = coded.book(room.study, viewer=room.lead).codes

    assert coded.own_coding(room.group, viewer=room.second) == {"t2": ("court",)}
    for who in (room.lead, room.first, room.second):
        assert coded.compared(room.group, codes=book, turns=known, viewer=who) is None
    with pytest.raises(NoSuchGroup):
        coded.own_coding(room.group, viewer=room.lead)
    assert FocusSettled.objects.count() == 0


def test_a_plan_sent_twice_is_one_group_with_a_key_of_its_own(room) -> None:
    again = make.planned(room.study, room.lead, room.first.account, room.second.account)
    other = make.planned(room.study, room.lead, room.first.account, room.second.account, once="g2")

    assert again == room.group
    assert other != room.group
    assert len(set(FocusFile.objects.values_list("whose", flat=True))) == 2


def test_one_person_does_not_code_twice(room) -> None:
    with pytest.raises(BadGroup, match="Two different people"):
        make.planned(room.study, room.lead, room.first.account, room.first.account, once="x")


def test_nothing_is_kept_before_consent_was_read(room) -> None:
    with pytest.raises(NotNow, match="consent"):
        texts.keep_transcript(room.group, said=read_text("P1: x"), based_on=0, by=room.lead, at=NOW)
    with pytest.raises(BadGroup, match="Without consent"):
        groups.hold(room.group, people=4, kinds={}, consent=ConsentRead.NO, by=room.lead, at=NOW)
    assert room.state() == FocusState.PLANNED


def test_what_was_said_lies_sealed_in_the_database(room) -> None:
    room.to_transcript()
    texts.keep_memo(room.group, text="A secret memo.", once="m", by=room.lead, at=NOW)
    make.proposed(room.group, room.lead)
    with connection.cursor() as cursor:
        for table in ("focustranscript", "focusmemo", "focusquote"):
            cursor.execute(f"SELECT * FROM surveys_{table}")  # noqa: S608 - our own tables
            for row in cursor.fetchall():
                raw = b" ".join(
                    bytes(each) if isinstance(each, (bytes, memoryview)) else str(each).encode()
                    for each in row
                )
                assert b"bed" not in raw
                assert b"secret" not in raw


def test_a_correction_keeps_codes_and_asks_again_about_what_changed(room) -> None:
    known = room.to_transcript()
    for coder in (room.first, room.second):
        make.coded(room.group, coder, known)
    assert room.state() == FocusState.CODED
    fixed = make.TALK.replace("Judges wait too long.", "They wait too long.")

    nth = texts.keep_transcript(
        room.group, said=read_text(fixed), based_on=1, why="a slip", by=room.lead, at=NOW
    )

    kept = said.transcript(room.group, viewer=room.lead, with_changes=True)
    assert nth == kept.nth == 2
    assert kept.ids == ["t1", "t2", "t3", "t6", "t5"]
    assert [each.was for each in kept.turns] == ["", "", "", "t4", ""]
    assert [(each.kind, each.text) for each in kept.changed] == [
        ("gone", "Judges wait too long."),
        ("new", "They wait too long."),
    ]
    assert kept.versions[0].why == "a slip"
    assert room.state() == FocusState.TRANSCRIBED
    with pytest.raises(NotNow, match="1 of 5"):
        codes.finish_coding(room.group, known=kept.ids, by=room.first, at=NOW)
    for coder in (room.first, room.second):
        codes.code_turns(
            room.group, turns=["t6"], codes=["court"], known=kept.ids, by=coder, at=NOW
        )
        codes.finish_coding(room.group, known=kept.ids, by=coder, at=NOW)
    assert room.state() == FocusState.CODED
    assert FocusSettled.objects.get(turn="t2").codes == ["housing"]


def test_a_correction_of_an_older_version_is_told_and_the_same_again_is_none(room) -> None:
    room.to_transcript()
    for text, based, why in (("P1: new", 1, "x"), ("P1: new", 1, "x")):
        nth = texts.keep_transcript(
            room.group, said=read_text(text), based_on=based, why=why, by=room.lead, at=NOW
        )
        assert nth == 2
    with pytest.raises(ChangedMeanwhile, match="Version 2"):
        texts.keep_transcript(
            room.group, said=read_text("P1: b"), based_on=1, why="x", by=room.first, at=NOW
        )
    with pytest.raises(BadTranscript, match="why"):
        texts.keep_transcript(
            room.group, said=read_text("P1: b"), based_on=2, by=room.first, at=NOW
        )


def test_a_difference_is_settled_with_who_and_why_and_the_last_makes_it_coded(room) -> None:
    known = room.to_transcript()
    make.coded(room.group, room.first, known)
    make.coded(room.group, room.second, known, t4=(), t3=("training", "court"))
    book = coded.book(room.study, viewer=room.lead).codes
    both = coded.compared(room.group, codes=book, turns=known, viewer=room.lead)
    assert [each.turn for each in both.left] == ["t3", "t4"]
    assert both.left[0].common == ("training",)
    with pytest.raises(NotNow, match="why"):
        codes.settle(room.group, turn="t4", codes=[], why=" ", known=known, by=room.first, at=NOW)

    make.settled(room.group, "t3", known, room.first, "training")
    make.settled(room.group, "t3", known, room.first, "training")
    with pytest.raises(ChangedMeanwhile, match="otherwise"):
        make.settled(room.group, "t3", known, room.second, "court")
    make.settled(room.group, "t4", known, room.second, "court")

    assert room.state() == FocusState.CODED
    row = FocusSettled.objects.get(turn="t4")
    assert (row.codes, row.settled_by) == (["court"], room.second.account)
    assert [each.text for each in said.memos(room.group, viewer=room.lead)] == [
        "A made-up reason."
    ] * 2
    assert coded.compared(room.group, codes=book, turns=known, viewer=room.lead).settled == 2


def test_only_coders_code_and_not_after_they_finished(room) -> None:
    known = room.to_transcript()
    give = {"turns": ["t2"], "known": known, "at": NOW}
    with pytest.raises(NotACoder):
        codes.code_turns(room.group, codes=["court"], by=room.lead, **give)
    with pytest.raises(BadBook, match="Not in use: x"):
        codes.code_turns(room.group, codes=["x"], by=room.first, **give)
    with pytest.raises(ChangedMeanwhile):
        codes.code_turns(room.group, codes=[], by=room.first, **give | {"turns": ["t99"]})
    make.coded(room.group, room.first, known)
    with pytest.raises(NotACoder, match="finished"):
        codes.code_turns(room.group, codes=["court"], by=room.first, **give)
    codes.finish_coding(room.group, known=known, by=room.first, at=NOW)


def test_a_book_that_somebody_changed_meanwhile_is_told(room) -> None:
    make.book(room.study, room.lead)
    with pytest.raises(ChangedMeanwhile, match="version 3"):
        codes.retire_code(room.study, key="court", based_on=2, by=room.first, at=NOW)
    assert codes.keep_code(room.study, code=make.COURT, based_on=1, by=room.first, at=NOW) == 3, (
        "the same again is no new version"
    )


def test_small_groups_are_hidden_in_counts_and_in_no_total(room) -> None:
    room.to_transcript()
    known = said.transcript(room.group, viewer=room.lead).ids
    for coder in (room.first, room.second):
        make.coded(room.group, coder, known)
    small = make.planned(room.study, room.lead, room.first.account, room.second.account, once="s")
    make.held(small, room.lead, people=4, few=1)
    make.transcribed(small, room.lead)
    for coder in (room.first, room.second):
        make.coded(small, coder, known)

    found = coded.overview(room.study, viewer=room.other)

    counts = {each.code.key: each for each in found.counts}
    place = [each for each, _name in found.groups].index(small)
    assert counts["housing"].by_group[place] is None
    assert counts["housing"].by_group[1 - place] == 1
    assert counts["housing"].total == 1
    kinds = [each.code for each in found.kinds]
    assert counts["court"].by_kind[kinds.index("POLICE")] is None
    assert counts["court"].by_kind[kinds.index("PROVIDERS")] == 2


def test_a_closed_group_changes_no_more(room) -> None:
    room.to_transcript()
    with pytest.raises(NoSuchGroup, match="leads"):
        groups.close(room.group, by=room.first, at=NOW)
    for _ in range(2):
        groups.close(room.group, by=room.lead, at=NOW)

    with pytest.raises(NotNow):
        texts.keep_transcript(room.group, said=[("", "x")], based_on=1, by=room.lead, at=NOW)
    with pytest.raises(NotNow):
        codes.code_turns(room.group, turns=["t1"], codes=[], known=["t1"], by=room.first, at=NOW)


def test_codes_of_a_coder_who_was_replaced_settle_nothing(room) -> None:
    known = room.to_transcript()
    codes.code_turns(room.group, turns=["t2"], codes=["court"], known=known, by=room.first, at=NOW)
    how = make.plan(room.lead, room.other.account, room.second.account)
    groups.name_team(room.group, how=how, by=room.lead, at=NOW)

    for coder in (room.other, room.second):
        make.coded(room.group, coder, known)

    assert room.state() == FocusState.CODED
    assert FocusSettled.objects.get(turn="t2").codes == ["housing"]
    with pytest.raises(NoSuchGroup):
        said.transcript(room.group, viewer=room.first)


def test_a_coder_who_has_finished_is_not_replaced(room) -> None:
    known = room.to_transcript()
    make.coded(room.group, room.first, known)
    how = make.plan(room.lead, room.other.account, room.second.account)

    with pytest.raises(NotNow, match="finished"):
        groups.name_team(room.group, how=how, by=room.lead, at=NOW)


def test_the_log_holds_no_word_of_what_was_said(room) -> None:
    known = room.to_transcript()
    make.coded(room.group, room.first, known)
    texts.note_opening(room.group, what="transcript", by=room.second, at=NOW)
    lines = list(AuditEvent.objects.filter(subject=f"focus-group:{room.group}"))

    assert {each.event for each in lines} >= {"FOCUS_PLANNED", "FOCUS_OPENED", "FOCUS_CODED"}
    assert not any("bed" in str(each.facts) for each in lines)


def test_a_later_look_needs_a_role_that_holds_then(room) -> None:
    room.to_transcript()
    RoleGrant.objects.filter(account=room.first.account).update(until_at=NOW)
    later = people.viewer("Ann", at=NOW + timedelta(hours=1))

    with pytest.raises(NoSuchGroup):
        said.transcript(room.group, viewer=later)
