"""The made-up youths keep to what was published about 212 real referrals, and to nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import date

from fourfold.apps.cases.rules.people import age
from fourfold.config.demo.cases.youths import YOUTHS
from fourfold.reference import load_pack

TODAY = date(2026, 3, 1)


def printed(indicator: str) -> dict[str, int]:
    """Return a table of the referrals of 2017 as printed."""
    rows = load_pack("ct").rows("figures")
    return {row["group"]: int(row["value"]) for row in rows if row["indicator"] == indicator}


def close(counts: list[int], figures: list[int]) -> bool:
    """Tell whether counts of 40 are those of 212 within one youth."""
    return all(
        abs(count - figure * 40 / 212) < 1 for count, figure in zip(counts, figures, strict=True)
    )


def test_there_are_forty_with_names_of_their_own() -> None:
    names = {(each.given_name, each.family_name) for each in YOUTHS}

    assert len(names) == len(YOUTHS) == 40


def test_race_and_ethnicity_are_as_in_the_referrals() -> None:
    figures = printed("DCF_REFERRALS_BY_RACE_ETHNICITY")
    found = Counter(each.race for each in YOUTHS)
    order = ["HISPANIC", "WHITE", "BLACK", "MULTI_RACIAL", None, "ASIAN", "OTHER"]

    assert close([found[each] for each in order], list(figures.values()))  # type: ignore[index]


def test_ages_are_as_in_the_referrals() -> None:
    figures = printed("DCF_REFERRALS_BY_AGE")
    bands = [(0, 10), (11, 12), (13, 14), (15, 16), (17, 18), (19, 99)]
    ages = [each.age for each in YOUTHS]
    counts = [sum(age is not None and low <= age <= high for age in ages) for low, high in bands]

    assert close([*counts, ages.count(None)], list(figures.values()))


def test_where_they_live_is_as_in_the_referrals() -> None:
    figures = printed("DCF_REFERRALS_BY_RESIDENCE")
    found = Counter(each.lives for each in YOUTHS)
    order = ["HOME", "AWAY", "FOSTER", "CONGREGATE", "RELATIVES"]

    assert close([found[each] for each in order], list(figures.values())[:5])


def test_a_day_of_birth_makes_them_as_old_as_they_are() -> None:
    for each in YOUTHS:
        born = each.born_on(today=TODAY)
        assert (age(born, on=TODAY) if born else None) == each.age
