"""Districts move by law, so a lookup is for a day."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold import reference

CONNECTICUT = reference.load_pack("ct")
ZAMARA = reference.load_pack("zz")
MOVED = ["Avon", "Burlington", "Canton", "Farmington", "Granby", "Simsbury"]


@pytest.mark.parametrize(
    ("on", "district"),
    [
        (date(2025, 9, 30), "HARTFORD"),
        (date(2025, 10, 1), "LITCHFIELD"),
        (date(2016, 1, 1), "HARTFORD"),
    ],
)
def test_avon_moves_to_litchfield_on_the_first_of_october(on: date, district: str) -> None:
    assert reference.district_of("Avon", on=on, pack=CONNECTICUT) == district


def test_six_towns_moved_and_no_other() -> None:
    before, after = date(2025, 9, 30), date(2025, 10, 1)

    moved = [
        town.name
        for town in CONNECTICUT.towns
        if reference.district_of(town.code, on=before, pack=CONNECTICUT)
        != reference.district_of(town.code, on=after, pack=CONNECTICUT)
    ]

    assert moved == MOVED


@pytest.mark.parametrize(
    ("on", "name"), [(date(2023, 12, 31), "Fairfield"), (date(2024, 1, 1), "Bridgeport")]
)
def test_the_district_of_bridgeport_was_named_fairfield(on: date, name: str) -> None:
    code = reference.district_of("Fairfield", on=on, pack=CONNECTICUT)

    assert code == "BRIDGEPORT"
    assert reference.name_of_district(code, on=on, pack=CONNECTICUT) == name


def test_every_town_has_one_district_and_a_region_on_any_day() -> None:
    for on in (date(1990, 1, 1), date(2025, 10, 1), date(2040, 1, 1)):
        for town in CONNECTICUT.towns:
            holding = [
                each
                for each in CONNECTICUT.town_districts
                if each.town == town.code
                and (each.from_ is None or each.from_ <= on)
                and (each.until is None or on < each.until)
            ]
            assert len(holding) == 1, (town.name, on)


def test_a_region_is_found_by_the_name_of_a_town() -> None:
    assert reference.region_of("Avon", pack=CONNECTICUT) == "REGION_6"
    assert reference.region_of("New London") == "REGION_3"


def test_the_active_pack_answers_when_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOURFOLD_JURISDICTION", "zz")

    assert reference.district_of("Foxhollow", on=date(2030, 6, 30)) == "HARBOR"
    assert reference.district_of("Foxhollow", on=date(2030, 7, 1)) == "HILLS"
    assert reference.name_of_district("HARBOR", on=date(2028, 12, 31)) == "Coast"


def test_an_unknown_town_or_district_offers_the_nearest() -> None:
    with pytest.raises(reference.UnknownName, match="Did you mean Foxhollow"):
        reference.district_of("Foxholow", on=date(2030, 1, 1), pack=ZAMARA)
    with pytest.raises(reference.UnknownName, match="Did you mean HARBOR"):
        reference.name_of_district("HARBOUR", on=date(2030, 1, 1), pack=ZAMARA)
