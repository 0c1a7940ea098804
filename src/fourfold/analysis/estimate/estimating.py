"""
One table in, a result out: one method, or the panel of methods with a verdict.

Unstable means any of: (a) a method's total lies outside another's 95% interval; (b) leaving out a
list, or merging two, moves a total by more than half its interval; (c) the best model has less than
half the weight, and rivals' totals are more than 1.5 times apart.
Sources: (a) Binette and Steorts, "On the reliability of multiple systems estimation for the
quantification of modern slavery", JRSS A 185, 2022; (b) Sharifi Far et al., "Multiple systems
estimation for modern slavery: robustness of list omission and combination", Crime & Delinquency,
2021; the numbers are this project's.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fourfold import __version__
from fourfold.analysis.estimate.assumptions import checklist, warnings_of
from fourfold.analysis.estimate.bootstrap import REPLICATES
from fourfold.analysis.estimate.histories import Histories, read_table
from fourfold.analysis.estimate.methods import Asked, Bench, never
from fourfold.analysis.estimate.models import MOST_MODELS, how_many, order_of
from fourfold.analysis.estimate.results import (
    REFERENCES,
    Change,
    Estimate,
    Method,
    Result,
    Verdict,
)
from fourfold.analysis.estimate.said import LANGUAGES, sentence
from fourfold.analysis.estimate.sensitivity import JUDGED, changes
from fourfold.analysis.estimate.stepwise import THRESHOLD
from fourfold.analysis.estimate.unstable import reasons

PANEL = "panel"
DEFAULT = (
    Method.STEPWISE,
    Method.BIC,
    Method.AVERAGE,
    Method.DGA,
    Method.INDEPENDENCE,
    Method.CHAO,
)
METHODS = (PANEL, *(each.value for each in Method))
NOT_REPEATED = (*REFERENCES, Method.LATENT)
"""What is not estimated again without each list: references, and what takes too long."""
MOST_THREADS = 8


Tell = Callable[[float, str], None]


def nothing(_share: float, _doing: str) -> None:
    """Tell nobody how far it is."""


class UnknownMethod(ValueError):
    """There is no such method."""


def estimate(
    table: Any,
    method: str = PANEL,
    *,
    bootstrap: int = REPLICATES,
    seed: int = 1,
    threads: int | None = None,
    threshold: float = THRESHOLD,
    order: int | None = None,
    link_errors: bool = False,
    tell: Tell = nothing,
    stop: Callable[[], bool] = never,
) -> Result:
    """
    Estimate how many people there are with those on no list.

    table: Histories, or what `read_table` reads. bootstrap: samples for the interval; 0 for none.
    seed: the same gives the same, on any number of threads. threshold: the p of stepwise. order:
    the largest term of BIC and AIC. link_errors: whether the caller carries errors of linking
    itself. tell: is called with the share done, 0 to 1, and the method that comes next ("" for the
    checks of stability). stop: is asked again and again, from any thread; True ends it.
    :raises BadHistories: where the table is none. :raises UnknownMethod: where the method is none.
    :raises Stopped: where `stop` said so.
    """
    if method not in METHODS:
        raise UnknownMethod(f"{method!r} is no method. Use one of: {', '.join(METHODS)}.")
    read = read_table(table)
    asked = Asked(
        bootstrap,
        seed,
        threads or min(os.cpu_count() or 1, MOST_THREADS),
        threshold,
        order,
        stop=stop,
    )
    blank = Result(
        method,
        read.n,
        read.lists,
        read.sizes,
        (),
        Verdict.CANNOT,
        (),
        warnings_of(read),
        (),
        checklist(read, link_errors=link_errors) if read.overlap else (),
        seed,
        bootstrap,
        __version__,
    )
    if why := _cannot(read):
        return _said(replace(blank, reasons=(why,)))
    found, moved = _run(read, method, asked, tell)
    whole = replace(blank, estimates=found, changes=moved)
    verdict, reasons = _judge(whole)
    warnings = [*whole.warnings, *dict.fromkeys(w for each in found for w in each.warnings)]
    return _said(replace(whole, verdict=verdict, reasons=reasons, warnings=tuple(warnings)))


def _said(result: Result) -> Result:
    return replace(result, sentences={each: sentence(result, each) for each in LANGUAGES})


def _cannot(table: Histories) -> str:
    """Return why there can be no estimate at all, or ""."""
    if not table.n:
        return "Nobody is on any list."
    if len(table.lists) < 2:
        return (
            f"Only {table.lists[0]} has people on it; what one list misses shows only beside "
            "another."
        )
    if not table.overlap:
        return (
            "The lists never overlap: nobody is on two. Then nothing says how many are on none. "
            "Check how people were matched."
        )
    return ""


def _run(
    table: Histories, method: str, asked: Asked, tell: Tell
) -> tuple[tuple[Estimate, ...], tuple[Change, ...]]:
    bench = Bench(table, asked)
    if method != PANEL:
        wanted: tuple[Method, ...] = (Method(method),)
    elif len(table.lists) == 2:
        wanted = (Method.CHAPMAN,)
    else:
        wanted = DEFAULT
    ones = []
    for nth, each in enumerate(wanted):
        asked.check()
        tell(nth / (len(wanted) + 1), each.value)
        ones.append(bench.run(each, with_average=Method.AVERAGE in wanted))
    found = tuple(ones)
    tell(len(wanted) / (len(wanted) + 1), "")
    # The same terms for fewer lists as for all, found the same way.
    t = len(table.lists)
    order = asked.order or order_of(t)
    like = replace(asked, order=order, downhill=how_many(t, order) > MOST_MODELS)
    if not asked.replicates:
        return found, ()
    moved = [
        change
        for each in found
        if each.method in JUDGED or (len(found) == 1 and each.method not in NOT_REPEATED)
        for change in changes(table, like, each)
    ]
    return found, tuple(moved)


def _judge(result: Result) -> tuple[Verdict, tuple[str, ...]]:
    """Return the verdict and its reasons."""
    if not result.given:
        whys = dict.fromkeys(each.why_not for each in result.estimates)
        return Verdict.CANNOT, tuple(whys)
    if unstable := reasons(result):
        return Verdict.UNSTABLE, unstable
    if result.method != PANEL:
        return Verdict.ONE_METHOD, ()
    if len(result.competing) < 2 or not result.replicates:
        return Verdict.UNSTABLE, ("Fewer than two methods gave a total with an interval.",)
    return Verdict.STABLE, ()
