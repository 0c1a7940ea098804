"""Words of names, and what sounds alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.cases.rules.names import MOST, codes, spanish, words


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("  José  DÍAZ ", ("jose", "diaz")),
        ("de la Cruz-Núñez", ("cruz", "nunez")),
        ("O'Brien", ("obrien",)),
        ("Y", ("y",)),
        ("", ()),
        ("...", ()),
        ("Ann Ann", ("ann",)),
        ("a1 b2 c3 d4 e5", ("a1", "b2", "c3", "d4")),
        ("Straße", ("strasse",)),
        ("李 小龍", ("李", "小龍")),
    ],
)
def test_a_name_is_taken_apart_into_its_words(name: str, found: tuple[str, ...]) -> None:
    assert words(name) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jimenez", "gimenes"),
        ("jimenez", "ximenez"),
        ("hernandez", "ernandes"),
        ("vasquez", "bazquez"),
        ("gonzalez", "gonsales"),
        ("quezada", "kesada"),
        ("yolanda", "llolanda"),
        ("catherine", "kathryn"),
        ("smith", "schmidt"),
        ("stephen", "steven"),
        ("juanito", "juan"),
        ("anita", "ana"),
        ("rosita", "rosa"),
    ],
)
def test_names_that_sound_alike_share_a_code(one: str, other: str) -> None:
    assert codes(one) & codes(other)


@pytest.mark.parametrize(("one", "other"), [("maria", "jose"), ("santos", "rivera"), ("李", "王")])
def test_names_that_sound_different_share_none(one: str, other: str) -> None:
    assert not codes(one) & codes(other)


def test_the_spanish_step_keeps_apart_from_double_metaphone() -> None:
    assert {code[:2] for code in codes("jimenez")} == {"d:", "s:"}
    assert spanish("jimenez") == "JMNS"


@given(st.text(max_size=60))
def test_every_name_has_at_most_four_words_and_each_word_a_code(name: str) -> None:
    found = words(name)

    assert len(found) <= MOST
    assert all(codes(word) for word in found)
