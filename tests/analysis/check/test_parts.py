from __future__ import annotations

from fourfold.analysis.check.parts import part_tables, time_of
from tests.analysis.made import ct_table, figure, indicator, parts, table


def test_a_table_holds_its_parts_and_every_claim_of_a_total() -> None:
    both = (indicator(), indicator("BY_AGE", whole="REFERRALS"))
    own = figure("F009", 3, indicator="BY_AGE")

    (found,) = part_tables(
        table(figure("F010", 3), own, *parts(1, 2, indicator="BY_AGE"), indicators=both)
    )

    assert [each.code for each in found.parts] == ["F001", "F002"]
    assert [each.code for each in found.wholes] == ["F009", "F010"]


def test_known_days_name_the_time_and_a_printed_period_only_within_its_call() -> None:
    undated = figure("F001", 1, period=" All time ", from_=None, until=None)

    assert time_of(figure("F001", 1)) == (figure("F001", 1).from_, figure("F001", 1).until)
    assert time_of(undated) == "2017: all time"


def test_the_three_tables_of_2017_referrals_have_the_printed_whole() -> None:
    found = {each.indicator.code: each for each in part_tables(ct_table())}

    for by in ("RACE_ETHNICITY", "AGE", "RESIDENCE"):
        split = found[f"DCF_REFERRALS_BY_{by}"]
        assert sum(part.value for part in split.parts) == 212
        assert [whole.code for whole in split.wholes] == ["F040"]
