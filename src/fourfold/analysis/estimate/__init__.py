"""
How many people no list knows, from lists that overlap: multiple systems estimation.

    from fourfold.analysis.estimate import estimate, read_text
    result = estimate(read_text(csv), seed=1)  # or estimate(data_frame)
    result.verdict, result.to_dict(), result.table()

NumPy is loaded by the first use of a name, never by importing this package: a web page must not
pay for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fourfold.analysis.estimate.estimating import METHODS, PANEL, UnknownMethod, estimate
    from fourfold.analysis.estimate.histories import (
        BadHistories,
        Histories,
        read_table,
        read_text,
    )
    from fourfold.analysis.estimate.linking import estimate_linked, link_draws
    from fourfold.analysis.estimate.methods import Stopped
    from fourfold.analysis.estimate.results import (
        IN_SPANISH,
        NAMES,
        VERDICTS,
        VERDICTS_IN_SPANISH,
        Assumption,
        Change,
        Estimate,
        Method,
        Result,
        Verdict,
        read_result,
    )
    from fourfold.analysis.estimate.said import sentence
    from fourfold.analysis.estimate.strata import Strata, estimate_strata
    from fourfold.analysis.estimate.unlinked import estimate_unlinked
    from fourfold.analysis.estimate.unstable import reasons

_HOMES = {
    "estimating": ("METHODS", "PANEL", "UnknownMethod", "estimate"),
    "histories": ("BadHistories", "Histories", "read_table", "read_text"),
    "linking": ("estimate_linked", "link_draws"),
    "methods": ("Stopped",),
    "unstable": ("reasons",),
    "results": (
        "IN_SPANISH",
        "NAMES",
        "VERDICTS",
        "VERDICTS_IN_SPANISH",
        "Assumption",
        "Change",
        "Estimate",
        "Method",
        "Result",
        "Verdict",
        "read_result",
    ),
    "said": ("sentence",),
    "strata": ("Strata", "estimate_strata"),
    "unlinked": ("estimate_unlinked",),
}

__all__ = [
    "IN_SPANISH",
    "METHODS",
    "NAMES",
    "PANEL",
    "VERDICTS",
    "VERDICTS_IN_SPANISH",
    "Assumption",
    "BadHistories",
    "Change",
    "Estimate",
    "Histories",
    "Method",
    "Result",
    "Stopped",
    "Strata",
    "UnknownMethod",
    "Verdict",
    "estimate",
    "estimate_linked",
    "estimate_strata",
    "estimate_unlinked",
    "link_draws",
    "read_result",
    "read_table",
    "read_text",
    "reasons",
    "sentence",
]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
