"""How one version differs from the one before it: totals side by side, and row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.apps.submissions.queries import batches, kept
from fourfold.apps.submissions.queries.batches import BatchCard
from fourfold.apps.submissions.rules.differing import Change, ChangedRow
from fourfold.reference import Contract, ContractField
from fourfold.security.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Beside:
    """A version beside the one before it. difference: for the page; words alone if too large."""

    earlier: BatchCard | None
    difference: dict[str, Any] | None


def beside(card: BatchCard, contract: Contract, *, viewer: Viewer) -> Beside:
    """Return what changed since the version before, and that version."""
    try:
        found = kept.difference(card.id, viewer=viewer)
    except kept.TooManyRows as many:
        return Beside(batches.version_before(card, viewer=viewer), {"words": str(many)})
    if found is None:
        return Beside(None, None)
    earlier = batches.batch_of(found.before, viewer=viewer)
    return Beside(earlier, _page(found, contract))


def totals(card: BatchCard, earlier: BatchCard | None, contract: Contract) -> list[dict[str, Any]]:
    """Return the totals of the number columns, each beside that of the version before."""
    return [
        {
            "title": each.title,
            "unit": each.unit,
            "now": _said(card.totals[each.name]),
            "before": _said(earlier.totals.get(each.name, "")) if earlier else "",
        }
        for each in contract.fields
        if each.name in card.totals
    ]


def _page(found: kept.Corrected, contract: Contract) -> dict[str, Any]:
    one, fields = found.difference, {each.name: each for each in contract.fields}
    counts = (
        ngettext("{} row was added", "{} rows were added", one.added).format(one.added),
        ngettext("{} taken out", "{} taken out", one.taken_out).format(one.taken_out),
        ngettext("{} changed", "{} changed", one.changed).format(one.changed),
    )
    by_change = {change: [x for x in one.rows if x.change is change] for change in Change}
    parts = (
        (_("Rows that were added"), by_change[Change.ADDED]),
        (_("Rows that were taken out"), by_change[Change.TAKEN_OUT]),
    )
    return {
        "words": ", ".join(counts) + ".",
        "changed": [
            {"key": _key(each, fields), "cells": _cells(each, fields)}
            for each in by_change[Change.CHANGED]
        ],
        "parts": [
            {"title": title, "keys": [_key(each, fields) for each in rows]}
            for title, rows in parts
            if rows
        ],
        "more": one.added + one.taken_out + one.changed > len(one.rows),
    }


def _key(row: ChangedRow, fields: Mapping[str, ContractField]) -> str:
    """Return what names a row: its number, and its key but for who it is about, which is a code."""
    number = _("Row {}").format(row.new_row if row.new_row is not None else row.old_row)
    pairs = [(fields[name], value) for name, value in row.key.items() if name in fields]
    said = [_words(field, value) for field, value in pairs if not field.identifies]
    return ", ".join([number, *said])


def _cells(row: ChangedRow, fields: Mapping[str, ContractField]) -> list[dict[str, str]]:
    found = []
    for name, (old, new) in row.fields.items():
        field = fields.get(name)
        if field is None:
            continue
        hidden = bool(field.identifies)
        before = _("another value") if hidden else _words(field, old)
        now = _("changed") if hidden else _words(field, new)
        found.append({"title": field.title, "before": before, "now": now})
    return found


def _words(field: ContractField, value: Any) -> str:
    if value is None or value == "":
        return _("empty")
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return field.choices.get(text, text)


def _said(total: str) -> str:
    """Return a sum with its thousands apart; text that is no whole number stays as it is."""
    return f"{int(total):,}" if total.lstrip("-").isdecimal() else total or "–"
