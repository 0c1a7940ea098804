"""Only what each office answers in one row can be added up; only places make a register."""

from __future__ import annotations

from fourfold.apps.submissions.rules import compiling
from fourfold.reference import load_pack


def test_contracts_are_put_together_by_office_or_by_place_or_not_at_all() -> None:
    contracts = {each.name: each for each in load_pack("ct").contracts}

    assert compiling.is_by_office(contracts["yearly_law_enforcement"])
    assert compiling.is_register(contracts["lodging_attestations"])
    assert not compiling.is_by_office(contracts["provider_counts"])
    assert not compiling.is_register(contracts["trainings"])
