"""Only what each office answers in one row can be added up; only places make a register."""

from __future__ import annotations

from fourfold.apps.submissions.rules import compiling
from fourfold.reference import load_pack


def test_contracts_are_put_together_by_office_or_by_place_or_not_at_all() -> None:
    contracts = {each.name: each for each in load_pack("ct").contracts}

    assert compiling.is_by_office(contracts["yearly_law_enforcement"])
    assert compiling.is_register(contracts["lodging_attestations"])
    assert not compiling.is_by_office(contracts["provider_counts"])
    assert {name for name, each in contracts.items() if compiling.is_by_line(each)} == {
        "arrests_convictions",
        "hotline_counts",
        "provider_counts",
        "trainings",
        "victim_services",
    }
    assert not compiling.is_compiled(contracts["dcf_referrals"])
    assert not compiling.is_register(contracts["trainings"])


def test_a_count_is_added_only_to_the_same_count_and_an_event_to_any_other() -> None:
    contracts = {each.name: each for each in load_pack("ct").contracts}

    assert compiling.cuts(contracts["hotline_counts"]) == (("from", "until", "measure", "group"),)
    assert compiling.cuts(contracts["provider_counts"]) == (("year", "measure"),)
    assert compiling.cuts(contracts["trainings"]) == (
        ("provider",),
        ("course",),
        ("town",),
        ("audience",),
    )
    assert [each.name for each in compiling.added(contracts["trainings"])] == ["attended", "hours"]
    assert compiling.added(contracts["published_figures"]) == ()
