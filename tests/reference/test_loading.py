"""A pack loads as one value, and says plainly what it does not know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

from fourfold import reference

from .conftest import Spoil


def test_a_pack_knows_its_name_and_its_rows() -> None:
    pack = reference.load_pack("zz")

    assert (pack.code, pack.name) == ("zz", "Zamara")
    assert len(pack.towns) == len(pack.rows("towns")) == 6
    assert len(pack.help_lines) == 4


def test_a_row_is_a_mapping_that_says_where_it_stands() -> None:
    row = reference.load_pack("zz").rows("towns")[1]

    assert dict(row)["name"] == row["name"] == "Brineport"
    assert (row.file, row.line) == ("towns.csv", 3)
    assert row.parts("source") == ("zz003",)
    assert repr(row) == "Row(towns.csv line 3)"


def test_a_row_and_the_settings_are_read_only() -> None:
    pack = reference.load_pack("zz")

    assert isinstance(pack.settings, MappingProxyType)
    assert not hasattr(pack.rows("towns")[0], "__setitem__")


def test_what_is_unknown_is_none_or_empty() -> None:
    dunmere = reference.load_pack("zz").town("DUNMERE")

    assert dunmere.population_2020 is None
    assert dunmere.population_acs == 960
    assert dunmere.area_office == ""


def test_a_second_load_gives_the_same_value() -> None:
    assert reference.load_pack("zz") is reference.load_pack("zz")


def test_the_packs_are_listed_without_the_schema() -> None:
    assert reference.list_packs() == ("ct", "zz")


def test_no_folder_of_packs_lists_none(tmp_path: Path) -> None:
    assert reference.list_packs(root=tmp_path / "nowhere") == ()


def test_the_active_pack_is_connecticut_unless_the_setting_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("FOURFOLD_JURISDICTION", raising=False)
    assert reference.active_code() == "ct"

    monkeypatch.setenv("FOURFOLD_JURISDICTION", "zz")
    assert reference.active_pack().name == "Zamara"


def test_packs_can_be_kept_in_another_folder(
    zamara: Path, spoil: Spoil, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil("pack.yaml", "name: Zamara\n", "name: New Zamara\n")
    monkeypatch.setenv("FOURFOLD_JURISDICTIONS", str(zamara.parent))

    assert reference.load_pack("zz").name == "New Zamara"


@pytest.mark.parametrize("name", ["BRINEPORT", "brineport", "Brineport", " Brineport "])
def test_a_town_is_found_by_code_or_name(name: str) -> None:
    assert reference.load_pack("zz").town(name).code == "BRINEPORT"


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda pack: pack.town("Brinport"),
            "no town 'Brinport' in Zamara. Did you mean Brineport?",
        ),
        (lambda pack: pack.region("Nort"), "no region 'Nort' in Zamara. Did you mean North?"),
        (lambda pack: pack.organization("ORG01"), "Did you mean ORG001?"),
        (
            lambda pack: pack.statute("ZC_40_11"),
            "no law 'ZC_40_11' in Zamara. Did you mean ZC_40_1?",
        ),
        (lambda pack: pack.source("zz01"), "no source 'zz01' in Zamara. Did you mean zz001?"),
        (lambda pack: pack.rows("town"), "no file 'town' in a pack. Did you mean towns?"),
        (lambda pack: pack.report(1999), "no report of '1999' in pack zz (it has 2030, 2031)."),
        (lambda pack: pack.town("Q" * 5000), "no town 'QQQ"),
    ],
)
def test_an_unknown_name_offers_the_nearest(
    ask: Callable[[reference.Pack], object], message: str
) -> None:
    with pytest.raises(reference.UnknownName) as raised:
        ask(reference.load_pack("zz"))

    assert message in str(raised.value)
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize("code", ["cx", "../ct", "", "ct/../zz", "CT", "ct\0", "."])
def test_an_unknown_pack_is_named_and_never_a_path(code: str) -> None:
    with pytest.raises(reference.UnknownName, match="There is no pack"):
        reference.load_pack(code)


def test_help_lines_know_their_link() -> None:
    links = {line.kind: line.href for line in reference.load_pack("ct").help_lines}

    assert links["emergency"] == "tel:911"
    assert links["text"] == "sms:233733"
    assert links["chat"] == "https://humantraffickinghotline.org"


def test_reports_and_recommendations_are_found_by_year() -> None:
    pack = reference.load_pack("zz")

    assert pack.report_years() == (2030, 2031)
    assert pack.report(2030)["key_figure"]["figure"] == "F001"
    assert [each.opposed_by for each in pack.recommendations_of(2030)] == [("ORG005",)]
    assert pack.recommendations_of(1999) == ()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("towns.csv", "code,name,county,", "code,nome,county,"),
        ("towns.csv", "10.42", "ten"),
        ("pack.yaml", "exit_url: ", "exit: "),
        ("pack.yaml", "languages: [en]", "languages: [en"),
        ("town_districts.csv", "2030-07-01,OFFICIAL,Moved", "July 1,OFFICIAL,Moved"),
    ],
)
def test_a_broken_pack_says_in_one_line_how_to_hear_more(
    zamara: Path, file: str, old: str, new: str
) -> None:
    text = (zamara / file).read_text(encoding="utf-8")
    (zamara / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(reference.BrokenPack) as raised:
        reference.load_pack("zz", root=zamara.parent)

    assert "fourfold pack check zz" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_broken_pack_loads_once_it_is_mended(zamara: Path, spoil: Spoil) -> None:
    spoil("regions.csv", "SOUTH,South", "NORTH,South")
    with pytest.raises(reference.BrokenPack, match="stands already in line 2"):
        reference.load_pack("zz", root=zamara.parent)

    spoil("regions.csv", "NORTH,South", "SOUTH,South")

    assert reference.load_pack("zz", root=zamara.parent).region("South").code == "SOUTH"


def test_a_file_the_pack_may_lack_has_no_rows(zamara: Path) -> None:
    (zamara / "holidays.csv").unlink()

    assert reference.load_pack("zz", root=zamara.parent).rows("holidays") == ()
