"""Turns, ids that hold, pointers, codebooks and agreement, on plain values."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.evaluate.statistics.agreement import krippendorff_alpha
from fourfold.apps.surveys.rules import focus_codes as codes
from fourfold.apps.surveys.rules import focus_texts as texts
from fourfold.apps.surveys.rules.focus import BadBook, BadGroup, BadTranscript, check_people
from fourfold.apps.surveys.rules.focus_pointing import Hint, names_nobody, pointers, pointers_of
from fourfold.apps.surveys.states import (
    FOCUS_MOVES,
    QUOTE_MOVES,
    FocusState,
    MoveNotAllowed,
    QuoteState,
    check_focus_move,
)
from tests.make.focus import COURT, HOUSING, TRAINING

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORDS = st.lists(
    st.tuples(st.sampled_from(["P1", "P2", ""]), st.text("abc ", min_size=1).map(str.strip)),
    max_size=8,
).map(lambda said: [each for each in said if each[1]])


def docx(*paragraphs: str) -> bytes:
    made = io.BytesIO()
    body = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
    return made.getvalue()


def test_turns_begin_with_who_speaks_or_after_an_empty_line() -> None:
    said = texts.read_text("P1: One.\nstill one\n\nsomebody\nP2: Two: and more.\r\n\r\nP3: Three")

    assert said == [
        ("P1", "One. still one"),
        ("", "somebody"),
        ("P2", "Two: and more."),
        ("P3", "Three"),
    ]


def test_captions_of_one_voice_in_a_row_are_one_turn() -> None:
    vtt = (
        "WEBVTT\n\nNOTE made up\n\n1\n00:00:01.000 --> 00:00:02.000\n<v P1>A bed\n\n"
        "00:02.000 --> 00:03.000\n<v P1>tonight</v>\n\n00:03.000 --> 00:04.000\nP2: Yes"
    )

    assert texts.read_text(vtt) == [("P1", "A bed tonight"), ("P2", "Yes")]


def test_a_word_document_is_its_paragraphs() -> None:
    assert texts.read_text(texts.docx_text(docx("P1: One", "", "P2: Two"))) == [
        ("P1", "One"),
        ("P2", "Two"),
    ]
    with pytest.raises(BadTranscript, match="cannot be read"):
        texts.docx_text(b"PK nothing")


def test_a_long_turn_is_cut_at_its_sentences() -> None:
    found = texts.read_text("P1: " + "A made-up sentence. " * 100)

    assert len(found) == 3
    assert all(len(text) <= texts.LONGEST_TURN and who == "P1" for who, text in found)


@pytest.mark.parametrize("content", ["", "  \n\n ", "WEBVTT\n\n"])
def test_a_transcript_without_words_is_refused(content: str) -> None:
    with pytest.raises(BadTranscript, match="no words"):
        texts.read_text(content)


def test_what_is_no_text_is_refused_in_words() -> None:
    assert texts.plain_text("ñ".encode("utf-16")) == "ñ"
    with pytest.raises(BadTranscript, match="UTF-8"):
        texts.plain_text(b"\xff\x00\xe9")
    with pytest.raises(BadTranscript, match="letters"):
        texts.read_text("a" * (texts.MOST_LETTERS + 1))


@given(WORDS, WORDS)
def test_a_correction_keeps_ids_of_what_stays_and_gives_none_twice(first, second) -> None:
    old = texts.begun(first)
    new, after = texts.corrected(old, second, number=len(first) + 1)

    assert [(each.who, each.text) for each in new] == second
    assert len({each.id for each in new}) == len(new)
    kept = {each.id: (each.who, each.text) for each in old}
    for each in new:
        if each.id in kept:
            assert kept[each.id] == (each.who, each.text)
        else:
            assert int(each.id[1:]) > len(first)
            assert each.was == "" or each.was in kept
    assert after == len(first) + 1 + sum(each.id not in kept for each in new)


@given(WORDS)
def test_nothing_corrected_changes_nothing(said) -> None:
    old = texts.begun(said)

    assert texts.corrected(old, said, number=99) == (old, 99)
    assert texts.changes(old, old) == []


@given(WORDS.filter(bool))
def test_what_is_shown_to_be_corrected_reads_back_as_it_is(said) -> None:
    turns = texts.begun(
        texts.read_text("\n\n".join(f"{who or 'P9'}: {text}" for who, text in said))
    )

    assert texts.corrected(turns, texts.read_text(texts.as_typed(turns)), number=9)[0] == turns


def test_what_an_edited_quote_lost_is_told_by_words() -> None:
    assert texts.edited("Ann at the shelter helped me", "[…] at the shelter helped me") == [
        ("out", "Ann"),
        ("in", "[…]"),
        ("same", "at the shelter helped me"),
    ]


@pytest.mark.parametrize(
    ("text", "hint", "found"),
    [
        ("write to a.b@made-up.example", Hint.MAIL, "a.b@made-up.example"),
        ("call (203) 555-0100 now", Hint.PHONE, "(203) 555-0100"),
        ("her number was 123-45-6789", Hint.NUMBER, "123-45-6789"),
        ("at 12 Made Street today", Hint.ADDRESS, "12 Made Street"),
        ("then Officer Madeup came", Hint.NAME, "Officer Madeup"),
        ("my name is Lara", Hint.NAME, "Lara"),
        ("I told Mara Madeup", Hint.NAME, "Mara Madeup"),
        ("we went to Ashford again", Hint.PLACE, "Ashford"),
        ("Ashford is far", Hint.PLACE, "Ashford"),
    ],
)
def test_what_may_say_who_somebody_is_is_pointed_out(text: str, hint: Hint, found: str) -> None:
    assert (hint, found) in [(each.hint, each.text) for each in pointers(text, places=["Ashford"])]


def test_plain_words_are_not_pointed_out() -> None:
    assert pointers("On Monday I said it in Spanish. The State should listen, and I agree.") == []


@pytest.mark.parametrize(
    ("who", "nobody"),
    [("P3", True), ("Facilitator", True), ("Note taker", True), ("", True), ("Mara", False)],
)
def test_a_name_before_a_turn_is_told_from_a_part(who: str, nobody: bool) -> None:
    assert names_nobody(who) is nobody


def test_a_name_before_many_turns_is_pointed_out_once() -> None:
    turns = texts.begun([("Mara", "yes"), ("Mara", "no")])

    assert [each.text for each in pointers_of(turns)] == ["Mara"]


def test_people_are_counted_once_in_each_list() -> None:
    check_people(4, kinds={("AGE", "A"): 2, ("FIELD", "X"): 4})
    with pytest.raises(BadGroup, match="5 people are counted, and 4 took part"):
        check_people(4, kinds={("AGE", "A"): 2, ("AGE", "B"): 3})
    with pytest.raises(BadGroup, match="from 2 to"):
        check_people(1, kinds={})


# ------------------------------------------------------------------ codes
BOOK = (HOUSING, TRAINING, COURT)


@pytest.mark.parametrize("key", ["", "A", "1x", "a", "a" * 21, "sp ace"])
def test_a_key_is_plain(key: str) -> None:
    with pytest.raises(BadBook, match="key"):
        codes.with_code(BOOK, codes.Code(key, "x", "x", "protection"))


def test_a_code_is_below_no_code_that_is_below_it() -> None:
    below = codes.with_code(BOOK, codes.Code("beds", "Beds", "x", "protection", parent="housing"))

    with pytest.raises(BadBook, match="below itself"):
        codes.with_code(below, codes.Code("housing", "x", "x", "protection", parent="beds"))


def test_a_merged_code_counts_as_the_other_and_its_children_move() -> None:
    book = codes.with_code(BOOK, codes.Code("beds", "Beds", "x", "protection", parent="housing"))
    book = codes.merged(book, "housing", into="training")
    book = codes.merged(book, "training", into="court")

    assert codes.settled_keys(book, ["housing", "training", "gone"]) == ("court",)
    assert next(each for each in book if each.key == "beds").parent == "court"
    with pytest.raises(BadBook, match="in use"):
        codes.merged(book, "housing", into="court")
    with pytest.raises(BadBook, match="another"):
        codes.merged(book, "court", into="court")


def test_a_retired_code_stays_and_is_given_no_more() -> None:
    book = codes.retired(BOOK, "court")

    assert [each.is_used for each in book] == [True, True, False]
    assert codes.settled_keys(book, ["court"]) == ("court",)


def test_agreement_is_told_by_code_and_over_all() -> None:
    turns = [f"t{nth}" for nth in range(20)]
    first = {each: {"housing"} for each in turns[:10]}
    second = {each: {"housing"} for each in turns[:8]} | {turns[19]: {"training"}}

    overall, housing, training = codes.agreement(
        first, second, turns=turns, codes=["housing", "training", "court"]
    )

    assert (housing.n, housing.both, housing.one, housing.none) == (20, 8, 2, 10)
    assert housing.percent == 90
    assert housing.kappa == pytest.approx(0.8)
    assert housing.kappa_low < housing.kappa < housing.kappa_high
    assert (overall.n, training.both, training.one) == (40, 0, 1)
    sides = [
        [str(each in coded) for each in turns] for coded in (first, {**dict.fromkeys(turns[:8])})
    ]
    assert housing.alpha == pytest.approx(krippendorff_alpha(sides).alpha)
    assert housing.alpha_low < housing.alpha < housing.alpha_high


def test_what_both_always_gave_tells_nothing_beyond_chance() -> None:
    turns = ["t1", "t2"]
    same = {each: {"housing"} for each in turns}

    found = codes.agreement(same, same, turns=turns, codes=["housing"])

    assert [(each.percent, each.kappa, each.alpha) for each in found] == [(100, None, None)] * 2
    assert codes.agreement({}, {}, turns=turns, codes=["housing"]) == ()


CODED = st.dictionaries(
    st.sampled_from(["t1", "t2", "t3", "t4"]), st.sets(st.sampled_from(["housing", "court"]))
)


@given(CODED, CODED)
def test_agreement_does_not_ask_who_was_first(one, other) -> None:
    turns, keys = ["t1", "t2", "t3", "t4"], ["housing", "court"]
    here = codes.agreement(one, other, turns=turns, codes=keys)
    there = codes.agreement(other, one, turns=turns, codes=keys)

    for a, b in zip(here, there, strict=True):
        assert (a.percent, a.both, a.one) == (b.percent, b.both, b.one)
        assert a.alpha == b.alpha
        if a.kappa is not None:
            assert a.kappa == pytest.approx(b.kappa)
    apart = codes.disagreements(one, other, turns=turns)
    assert (not apart) is all(each.one == 0 for each in here)


@pytest.mark.parametrize("now", list(FocusState))
@pytest.mark.parametrize("then", list(FocusState))
def test_a_group_moves_as_its_table_says(now: FocusState, then: FocusState) -> None:
    if then in FOCUS_MOVES[now]:
        check_focus_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_focus_move(now, then)


def test_every_state_has_its_moves() -> None:
    assert set(FOCUS_MOVES) == set(FocusState)
    assert set(QUOTE_MOVES) == set(QuoteState)
