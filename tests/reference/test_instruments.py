"""A pack's instruments can be reached, answered and counted, or the check says why not."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from fourfold import reference
from fourfold.reference.contents import packs_root
from fourfold.reference.instruments import Kind

CT, ZZ = reference.load_pack("ct"), reference.load_pack("zz")


def found(pack: reference.Pack, code: str):
    return [each for each in pack.instruments if each.code == code]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    for name in ("zz", "schema"):
        shutil.copytree(packs_root() / name, tmp_path / name)
    return tmp_path


def change(packs: Path, file: str, old: str, new: str) -> list[str]:
    path = packs / "zz" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return [str(each) for each in reference.check_pack("zz", root=packs).problems]


def test_the_slides_questions_are_taken_from_where_they_are_printed():
    (one,) = found(CT, "CT_GTAQ")

    assert one.items[0].text == "How did you meet this person/find out about your job?"
    assert not one.scored


def test_licensed_tools_bring_no_items():
    assert {each.code for each in CT.instruments if each.kind == Kind.RESULT_ONLY} == {
        "CSE_IT",
        "HTIAM_14",
    }
    assert all(not each.items for each in CT.instruments if each.kind == Kind.RESULT_ONLY)


def test_the_federal_elements_write_the_federal_codes():
    codes = {"YES": "1", "NO": "0", "UNKNOWN": "8", "REFUSED": "9", "NOT_ASKED": "99"}

    assert [dict(each.codes) for each in (*found(CT, "HMIS_R15"), *found(CT, "HMIS_R16"))] == [
        codes,
        codes,
    ]


@pytest.mark.parametrize(
    ("on", "version"),
    [(date(2030, 12, 31), "1"), (date(2031, 1, 1), "2")],
)
def test_a_version_is_used_from_its_day(on, version):
    assert [each.version for each in found(ZZ, "ZZ_SHORT") if each.holds_on(on)] == [version]


@pytest.mark.parametrize(
    ("age", "fits"), [(11, False), (12, True), (17, True), (18, False), (None, None)]
)
def test_validated_ages_include_both_ends_and_an_unknown_age_is_unknown(age, fits):
    assert found(ZZ, "ZZ_SHORT")[0].fits_age(age) is fits
    assert found(CT, "CT_GTAQ")[0].fits_age(age) is None


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("instrument_items.csv", "A=YES,", "Z=YES,", "no question before this one"),
        ("instrument_items.csv", "A=YES,", "A=MAYBE,", "no answer 'MAYBE'"),
        ("instrument_items.csv", "A=YES,", "A is YES,", "not written like ITEM=ANSWER"),
        ("instrument_items.csv", "ME=I do;", "ME;", "not written like CODE=value"),
        ("instrument_items.csv", "OTHER=2", "OTHER=-2", "no number of points"),
        ("instrument_items.csv", "OTHER=2", "NOBODY=2", "Points are for answers"),
        ("instrument_items.csv", "ME=I do;OTHER=Somebody else", "", "Only a CHOICE"),
        ("instrument_items.csv", "ZZ_SHORT,2", "ZZ_SHORT,3", "no version '3'"),
        ("instrument_items.csv", "Who keeps the key?", "", "has no words"),
        ("instrument_items.csv", "NO=CONFINEMENT yes;", "NO=CONFINED yes;", "no fact 'CONFINED'"),
        ("instrument_items.csv", "NO=CONFINEMENT yes;", "NEVER=CONFINEMENT yes;", "no answer 'NEV"),
        ("instrument_items.csv", "NO=CONFINEMENT yes;", "NO=CONFINEMENT;", "like ANSWER=FACT yes"),
        ("instrument_items.csv", "YES=CONFINEMENT no", "NO=CONFINEMENT no", "states 'CONFINEMENT'"),
        ("instruments.csv", "0=Low;2=Middle", "1=Low;2=Middle", "must begin at 0"),
        ("instruments.csv", "0=Low;2=Middle", "2=Low;0=Middle", "not the next band"),
        ("instruments.csv", "12,17", "18,17", "18 is more than 17"),
        ("instruments.csv", "RESULT_ONLY", "ITEMS", "It has no items"),
        ("instruments.csv", "12,17,SUM", "12,17,", "Without a score"),
    ],
)
def test_what_cannot_be_asked_or_counted_is_said(packs, file, old, new, said):
    problems = change(packs, file, old, new)

    assert any(said in each for each in problems), problems
