"""How tests bring a file for one of the pack's own contracts, as an agency would."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from fourfold import reference
from fourfold.analysis.check.files.problems import Checked
from fourfold.analysis.check.files.rules import Expected, check_file
from fourfold.reference import Contract
from tests.analysis.check.files.bringing.brought import Brought, bring

CT = reference.load_pack("ct")
TODAY = Expected(today=date(2033, 1, 1))  # Zamara lies in the future


def written(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return rows as a CSV file."""
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()


def changed(contract: Contract, **cells: str) -> dict[str, str]:
    """Return the contract's example with other cells; `from_` stands for `from`."""
    return contract.example() | {name.rstrip("_"): value for name, value in cells.items()}


def checked(contract: Contract, content: bytes) -> tuple[Brought, Checked]:
    """Recognise a file, make it plain, and check it."""
    brought = bring(content, contract)
    return brought, check_file(brought.plain, contract, expected=TODAY)


def told(found: Checked, *but: str) -> list[str]:
    """Return the codes of what was found, without those named."""
    return sorted({each.code for each in found.groups} - set(but))
