"""The demand calculator: the documents' numbers come out, ranges show, nonsense is told."""

from __future__ import annotations

import pytest
from django.test import Client

from fourfold.analysis.demand import factors_of, outcomes
from fourfold.reference import load_pack

pytestmark = pytest.mark.django_db
PAGE = "/council/demand/"


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_page_starts_with_the_documents_numbers_and_says_what_they_are_not() -> None:
    page = said(Client().get(PAGE))

    for words in ("82,992", "456 × 1 × 182", "6,300", "315,000", "315 × 20 × 50", "half a year"):
        assert words in page
    assert "arithmetic, not an estimate" in page
    assert "Which assumption matters most" in page


@pytest.mark.parametrize("code", ["ct", "zz"])
def test_every_pack_starts_at_its_own_base_within_what_is_possible(code: str) -> None:
    for group in factors_of(load_pack(code).rows("demand_assumptions"), language="en").values():
        for each in group:
            assert each.start.low < each.base < each.start.high
            assert each.most is None or each.start.high <= each.most
        found = outcomes(group, {each.code: each.start for each in group})
        assert found
        assert all(each.reach.low < each.reach.base < each.reach.high for each in found)


def test_other_numbers_come_with_the_address_and_give_a_range() -> None:
    typed = {"DAYS.low": "100", "DAYS.base": "100", "DAYS.high": "200"}

    page = said(Client().get(PAGE, typed))

    assert "456 × 1 × 100" in page
    assert "From 25,650 to 142,500" in page  # 342 x 0.75 x 100 and 570 x 1.25 x 200
    assert "Back to the documents' numbers" in page or "Back to the documents&#x27; numbers" in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"DAYS.base": "400"}, "366"),
        ({"DAYS.base": "many"}, "Enter a number"),
        ({"DAYS.low": "-1"}, "greater than or equal to 0"),
        ({"DAYS.low": "180", "DAYS.base": "100"}, "must go up"),
        ({"DAYS.base": "NaN"}, "Enter a number"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_typed_is_lost(typed, told) -> None:
    answer = Client().get(PAGE, typed)

    assert answer.status_code == 422
    assert told in said(answer)
    assert all(f'value="{each}"' in said(answer) for each in typed.values())
    assert "82,992" not in said(answer)


def test_the_page_speaks_spanish() -> None:
    page = said(Client().get("/council/demanda/"))

    assert "Calculadora de demanda" in page
    assert "no una estimación" in page
    assert "Remisiones de menores" in page
    assert "82,992" in page
