"""A big file once more in the shape that is quickest to read, so that each pass costs little."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.rules.table import CannotRead, open_table
from fourfold.analysis.check.files.rules.values import all_clean
from fourfold.analysis.check.files.source import Scratch
from fourfold.reference.contracts import Contract

LEAST = 2_000_000
"""Bytes of text; a smaller file is read again as quickly as it is staged."""


def staged(
    plain: Plain, contract: Contract, *, scratch: Callable[[], Scratch], least: int = LEAST
) -> Plain:
    """
    Return the same file with its rows staged, if it is big enough for that to be worth it.

    Its text is written once more as Parquet, where equal cells of a column are kept once and rows
    are numbered without being read in order; and the fields whose cells need no second look are
    named. What is asked of the file has the same answers. scratch: makes the place it is written
    to; the caller closes it when nothing reads the file any more. A file whose rows are not all of
    one shape comes back as it is.
    """
    if plain.staged or not plain.columns or plain.source.size < least:
        return plain
    target = scratch()
    try:
        with open_table(plain) as table:
            table.stage(target)
        made = replace(plain, staged=target.source(plain.source.name))
        return replace(made, settled=_settled(made, contract))
    except CannotRead:
        target.close()
        return plain
    except BaseException:
        target.close()
        raise


def _settled(plain: Plain, contract: Contract) -> frozenset[str]:
    """Return the fields in which no cell needs a closer look."""
    there = [each for each in contract.fields if each.name in plain.columns]
    with open_table(plain) as table:
        rows = table.rows(numbered=False)
        asked = {each.name: table.ask(all_clean(plain, each, rows)) for each in there}
    return frozenset(name for name, ((clean,),) in asked.items() if clean)
