"""Quotes leave one by one, cleared by another; with the key goes everything else that was said."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold.apps.surveys.actions import focus_quotes as quotes
from fourfold.apps.surveys.models import ClearedQuote, FocusFile, FocusQuote, FocusTranscript
from fourfold.apps.surveys.queries import focus_quotes as quoted
from fourfold.apps.surveys.queries import focus_texts as said
from fourfold.apps.surveys.rules.focus import NoSuchGroup, NotCleared
from fourfold.apps.surveys.states import MoveNotAllowed
from fourfold.reference.retention import RECORD
from fourfold.security.keys import CannotOpen
from fourfold.security.keys import shred as shred_key
from fourfold.security.retention.due_lines import due_records, schedule
from fourfold.security.retention.registry import kinds
from tests.make import focus as make
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db]


def test_with_its_key_what_was_said_is_gone_and_cleared_quotes_stay(
    room, django_capture_on_commit_callbacks
) -> None:
    room.to_transcript()
    quote = make.proposed(room.group, room.lead)
    quotes.clear_quote(quote, checked=True, by=room.first, at=NOW)
    file = FocusFile.objects.get(group=room.group)
    with django_capture_on_commit_callbacks(execute=True):
        shred_key(file.whose)

    with pytest.raises(CannotOpen):
        said.transcript(room.group, viewer=room.lead)
    file.delete()
    assert FocusTranscript.objects.count() == FocusQuote.objects.count() == 0
    assert [each.words for each in quoted.cleared_quotes(viewer=room.other)] == ["A bed tonight."]
    with pytest.raises(NoSuchGroup):
        quotes.withdraw_quote(quote, why="x", by=room.other, at=NOW)
    quotes.withdraw_quote(quote, why="x", by=room.second, at=NOW)
    assert quoted.cleared_quotes(viewer=room.other) == []


def test_a_quote_is_never_cleared_by_who_proposed_it(room) -> None:
    room.to_transcript()
    quote = make.proposed(room.group, room.lead)

    with pytest.raises(NotCleared, match="somebody else"):
        quotes.clear_quote(quote, checked=True, by=room.lead, at=NOW)
    with pytest.raises(NotCleared, match="all three"):
        quotes.clear_quote(quote, checked=False, by=room.first, at=NOW)
    with pytest.raises(NoSuchGroup):
        quotes.clear_quote(quote, checked=True, by=room.other, at=NOW)
    with pytest.raises(NotCleared, match="take it back"):
        quotes.refuse_quote(quote, why="x", by=room.lead, at=NOW)
    assert quoted.cleared_quotes(viewer=room.lead) == []

    for _ in range(2):
        quotes.clear_quote(quote, checked=True, by=room.first, at=NOW)
    found = quoted.cleared_quotes(viewer=room.other, four_p="protection", code="housing")
    assert [(each.words, each.study) for each in found] == [("A bed tonight.", room.study)]
    assert quoted.cleared_quotes(viewer=room.other, four_p="prevention") == []


def test_a_refused_quote_stays_closed_and_a_withdrawn_one_loses_its_words(room) -> None:
    room.to_transcript()
    first, second = (make.proposed(room.group, room.lead, once=each) for each in ("a", "b"))
    with pytest.raises(NotCleared, match="Say why"):
        quotes.refuse_quote(first, why="", by=room.first, at=NOW)
    quotes.refuse_quote(first, why="too rare", by=room.first, at=NOW)
    with pytest.raises(MoveNotAllowed):
        quotes.clear_quote(first, checked=True, by=room.second, at=NOW)
    quotes.clear_quote(second, checked=True, by=room.first, at=NOW)
    for _ in range(2):
        quotes.withdraw_quote(second, why="asked for", by=room.lead, at=NOW)

    assert quoted.cleared_quotes(viewer=room.lead) == []
    assert ClearedQuote.objects.get().words == ""
    assert [each.why for each in quoted.quotes(room.group, viewer=room.second)] == [
        "too rare",
        "asked for",
    ]


def test_a_number_in_a_quote_is_refused_outright(room) -> None:
    room.to_transcript()
    with pytest.raises(NotCleared, match="555-0100"):
        quotes.propose_quote(
            room.group,
            turn="t2",
            said="x",
            words="call 203 555-0100",
            code=make.HOUSING,
            once="n",
            by=room.lead,
            at=NOW,
        )


def test_what_was_said_is_due_two_years_on_and_the_group_is_not(room) -> None:
    room.to_transcript()
    kind = kinds()["FOCUS_FILE"]
    file = FocusFile.objects.get(group=room.group).id

    def due(day: date) -> list[str]:
        return [each for each, _rule in due_records(kind, RECORD, schedule(), day, None)]

    assert due(date(2032, 1, 6)) == []
    assert due(date(2032, 1, 8)) == [file]
    assert "FOCUS_GROUP" not in kinds()
