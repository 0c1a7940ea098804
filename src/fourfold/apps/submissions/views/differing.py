"""How one version differs from the one before it: its totals side by side."""

from __future__ import annotations

from typing import Any

from fourfold.apps.submissions.queries import batches
from fourfold.apps.submissions.queries.batches import BatchCard
from fourfold.reference import Contract
from fourfold.security.access.viewer import Viewer


def before(card: BatchCard, *, viewer: Viewer) -> BatchCard | None:
    """Return the version that a version is compared with; None without one."""
    return batches.version_before(card, viewer=viewer)


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


def _said(total: str) -> str:
    """Return a sum with its thousands apart; text that is no whole number stays as it is."""
    return f"{int(total):,}" if total.lstrip("-").isdecimal() else total or "\u2013"
