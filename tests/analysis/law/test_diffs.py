"""Two texts word by word: nothing is lost, and what changed is what a reader sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.law import DiffPiece, Kept, diff_words

TEXTS = st.lists(
    st.sampled_from(("a", "b", "c", " ", "  ", ",", "53a-192a", "\n")), max_size=30
).map("".join)


def kept(pieces: tuple[DiffPiece, ...], *kinds: Kept) -> str:
    return "".join(each.words for each in pieces if each.kept in kinds)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again_to_the_letter(old: str, new: str) -> None:
    pieces = diff_words(old, new)

    assert kept(pieces, Kept.SAME, Kept.GONE) == old
    assert kept(pieces, Kept.SAME, Kept.NEW) == new
    assert all(each.words for each in pieces)
    assert all(one.kept is not two.kept for one, two in zip(pieces, pieces[1:], strict=False))


@given(st.text(max_size=60), st.text(max_size=60))
def test_it_holds_for_any_letters(old: str, new: str) -> None:
    pieces = diff_words(old, new)

    assert kept(pieces, Kept.SAME, Kept.GONE) == old
    assert kept(pieces, Kept.SAME, Kept.NEW) == new


@given(TEXTS)
def test_a_text_differs_in_nothing_from_itself(text: str) -> None:
    assert diff_words(text, text) == ((DiffPiece(Kept.SAME, text),) if text else ())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("for a fee", "for anything of value", "for [-a fee-]{+anything of value+}"),
        ("(1) compels", "(1) knowingly compels", "(1) {+knowingly +}compels"),
        ("as 53a-192, fraud", "as 53a-192a, fraud", "as [-53a-192-]{+53a-192a+}, fraud"),
        ("one", "", "[-one-]"),
        ("", "one", "{+one+}"),
    ],
)
def test_a_reader_sees_whole_words_change(old: str, new: str, said: str) -> None:
    marks = {Kept.SAME: "{}", Kept.GONE: "[-{}-]", Kept.NEW: "{{+{}+}}"}

    assert "".join(marks[each.kept].format(each.words) for each in diff_words(old, new)) == said
