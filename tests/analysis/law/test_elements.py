"""What each definition names, lacks and asks beyond on a day; the table a lawyer reads."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from fourfold import reference
from fourfold.analysis import law
from fourfold.analysis.law import Stand, plain

CT = reference.load_pack("ct")
WORDS = law.Vocabulary(CT.law_facts)
FILE = Path(__file__).with_name("lacks_expected.csv")
DAYS = (
    *(date(2016, 9, 30), date(2016, 10, 1)),  # before and after P.A. 16-71
    *(date(2017, 9, 30), date(2017, 10, 1)),  # before and after P.A. 17-32
)
CRIMES = ("CGS_53A_192A", "CGS_53A_83B")


def lacking(code: str, of: str, on: date) -> tuple[law.Lack, ...]:
    found = law.lacks(CT.definition(code), of=CT.definition(of), vocabulary=WORDS, on=on)
    assert found is not None
    return found


def labels(code: str, of: str, on: date) -> set[str]:
    return {each.label for each in lacking(code, of, on)}


def written() -> str:
    """Write the table: each of the state's crimes against each federal definition, day by day."""
    out = io.StringIO()
    table = csv.DictWriter(out, plain.LACK_COLUMNS, lineterminator="\n")
    table.writeheader()
    for code in CRIMES:
        for of in ("FED_SEX", "FED_LABOR"):
            for on in DAYS:
                one, other = CT.definition(code), CT.definition(of)
                found = law.lacks(one, of=other, vocabulary=WORDS, on=on)
                table.writerows(plain.lack_rows(one, of=other, found=found, on=on))
    return out.getvalue()


def test_the_table_a_lawyer_reads_is_what_the_code_says() -> None:
    assert FILE.read_text(encoding="utf-8") == written()


def test_the_act_of_2016_takes_more_than_one_occurrence_away_and_nothing_else() -> None:
    before, after = (labels("CGS_53A_192A", "FED_SEX", day) for day in DAYS[:2])

    assert before - after == {"occurrences"}
    assert after <= before


def test_the_act_of_2017_names_four_actions_more_and_a_fee() -> None:
    before, after = (labels("CGS_53A_192A", "FED_SEX", day) for day in DAYS[2:])

    assert before - after == {"recruited", "harbored", "transported", "provided"}
    fee = [e for e in lacking("CGS_53A_192A", "FED_SEX", DAYS[3]) if e.element == "PURPOSE"]
    assert [each.stand for each in fee] == [Stand.NARROWER]


def test_the_act_of_2021_makes_the_purpose_as_wide_as_the_federal_one() -> None:
    assert "commercial sex act" not in labels("CGS_53A_192A", "FED_SEX", date(2021, 10, 1))


def test_where_a_text_is_not_in_force_there_is_nothing_to_compare() -> None:
    one, of = CT.definition("CGS_53A_83B"), CT.definition("FED_SEX")

    assert law.lacks(one, of=of, vocabulary=WORDS, on=DAYS[0]) is None
    rows = plain.lack_rows(one, of=of, found=None, on=DAYS[0])
    assert [each["how_it_stands"] for each in rows] == ["not in force"]


@pytest.mark.parametrize("code", [each.code for each in CT.definitions])
def test_nothing_lacks_anything_of_itself(code: str) -> None:
    one = CT.definition(code)
    found = law.lacks(one, of=one, vocabulary=WORDS, on=DAYS[3])

    assert found == ()


def test_what_is_not_confirmed_is_said() -> None:
    found = {each.label: each.is_confirmed for each in lacking("CGS_53A_192A", "FED_SEX", DAYS[1])}

    assert found["knowingly advertised"] is False
    assert found["recruited"] is True


def test_a_definition_that_asks_no_means_lacks_none() -> None:
    table = law.element_table(CT.definitions, WORDS, on=DAYS[3])
    column = [each.code for each in CT.definitions].index("CT_DMST")
    force = next(each for each in table.lines if each.label == "force")

    assert force.cells[column].stand is Stand.NOT_ASKED


@pytest.mark.parametrize("on", [date(1999, 1, 1), *DAYS, date(2026, 1, 1)])
def test_every_line_has_a_cell_for_each_definition(on: date) -> None:
    table = law.element_table(CT.definitions, WORDS, on=on)

    assert all(len(each.cells) == len(CT.definitions) for each in table.lines)
    for place, text in enumerate(table.texts):
        is_out = {each.cells[place].stand is Stand.NOT_IN_FORCE for each in table.lines}
        assert is_out <= {text is None}
