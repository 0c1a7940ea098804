"""What many methods say is said once, and nothing of it is lost."""

import pytest

from fourfold.documents.annual.shared import letter, shared, shortened
from fourfold.documents.blocks import Link
from fourfold.documents.outline import plain

COMMON = "The hotline counts calls, texts and chats."
OTHER = "No day is printed."


def test_a_sentence_of_many_methods_is_said_once():
    methods = [f"{COMMON} {own}" for own in ("One.", "Two.", "Three.", "Four.")]

    assert shared(methods) == (COMMON,)


def test_a_sentence_of_few_methods_stays_where_it_is():
    assert shared([COMMON, COMMON, COMMON]) == ()


def test_a_sentence_that_stands_twice_in_one_method_counts_once():
    assert shared([f"{COMMON} {COMMON}", COMMON, COMMON]) == ()


@pytest.mark.parametrize(
    ("method", "said"),
    [
        (f"{COMMON} Its own part.", "See A. Its own part."),
        (f"Its own part. {OTHER} {COMMON}", "See A and B. Its own part."),
        (COMMON, "See A."),
        ("Its own part.", "Its own part."),
    ],
)
def test_a_method_leads_to_what_it_shares(method, said):
    line = shortened(method, (COMMON, OTHER))

    assert plain(line) == said
    assert {piece.to for piece in line if isinstance(piece, Link)} <= {"#shared-A", "#shared-B"}


def test_letters_go_on_after_z():
    assert [letter(place) for place in (0, 25, 26, 27)] == ["A", "Z", "AA", "AB"]
