"""Limits of a contract as SQL."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.table import quoted
from fourfold.analysis.check.files.rules.values import sql_type
from fourfold.reference.contracts import ContractField


def limit(field: ContractField, written: str | None) -> str:
    """Return a limit as SQL of the field's type; written: as the contract writes it."""
    return f"{quoted(written or '')}::{sql_type(field)}"
