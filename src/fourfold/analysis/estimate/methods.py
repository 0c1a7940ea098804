"""Each method on one table, to one Estimate."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from fourfold.analysis.estimate import decomposable, models, small
from fourfold.analysis.estimate.again import among, top
from fourfold.analysis.estimate.bootstrap import Totals, acceleration, draws, interval, totals_of
from fourfold.analysis.estimate.cells import Floats
from fourfold.analysis.estimate.criteria import Criterion, Ranked, rank
from fourfold.analysis.estimate.histories import Histories
from fourfold.analysis.estimate.latent import CLASSES, latent
from fourfold.analysis.estimate.results import Estimate, Method
from fourfold.analysis.estimate.stepwise import THRESHOLD, independence, stepwise

Found = TypeVar("Found")

NO_FIT = "No model has an estimate on these lists: they overlap too little."
DEGENERATE = "The interval is of plain percentiles: BCa has no answer here."


class Stopped(RuntimeError):
    """Somebody stopped the estimate; there is none."""


def never() -> bool:
    """Tell that nobody stops it."""
    return False


@dataclass(frozen=True)
class Asked:
    """
    How to estimate. `replicates` 0: no interval. `order`: the largest term; None: the usual.

    `stop` is asked between methods and between blocks of samples, from any thread.
    """

    replicates: int
    seed: int
    threads: int
    threshold: float = THRESHOLD
    order: int | None = None
    downhill: bool = False
    stop: Callable[[], bool] = never

    def check(self) -> None:
        """Raise Stopped once somebody asked for it."""
        if self.stop():
            raise Stopped("The estimate was stopped before it was done.")


class Bench:
    """One table, with what several methods share worked out once."""

    def __init__(self, table: Histories, asked: Asked) -> None:
        self.table, self.asked = table, asked
        self.counts = table.cells
        self.n = float(table.n)

    @cached_property
    def samples(self) -> list[Floats]:
        """Samples of the cases, the same for every method."""
        return draws(self.counts, self.asked.replicates, self.asked.seed)

    @cached_property
    def by_bic(self) -> Ranked:
        """All models by BIC."""
        return self._ranked(Criterion.BIC)

    @cached_property
    def best_and_mean(self) -> tuple[Floats, Floats]:
        """The totals of the samples by the best model of each, and by the average."""
        of = top(self.by_bic, self.counts)
        both = _in_threads(
            self._heard(lambda each: among(each, of)), self.samples, self.asked.threads
        )
        return tuple(  # type: ignore[return-value]
            _finite(np.concatenate([each[which] for each in both]) + self.n) for which in (0, 1)
        )

    def run(self, method: Method, *, with_average: bool = False) -> Estimate:
        """Estimate by one method. with_average: BIC's samples are shared with the average's."""
        if method is Method.BIC:
            return self._by_criterion(Criterion.BIC, shared=with_average)
        return {
            Method.STEPWISE: self._stepwise,
            Method.AIC: lambda: self._by_criterion(Criterion.AIC, shared=False),
            Method.AVERAGE: self._average,
            Method.DGA: self._dga,
            Method.INDEPENDENCE: self._independence,
            Method.CHAPMAN: self._chapman,
            Method.CHAO: self._chao,
            Method.LATENT: self._latent,
        }[method]()

    # -------------------------------------------------------------- methods
    def _stepwise(self) -> Estimate:
        chosen = stepwise(self.counts[None, :], threshold=self.asked.threshold)
        parameters = tuple(each for each in chosen.models[0].tolist() if each < len(self.counts))
        found = self._point(Method.STEPWISE, chosen.dark[0], models.said(parameters, self._names))
        return self._with_interval(
            found,
            lambda some: some.sum(axis=1) + stepwise(some, threshold=self.asked.threshold).dark,
        )

    def _independence(self) -> Estimate:
        dark = independence(self.counts[None, :]).dark[0]
        found = self._point(Method.INDEPENDENCE, dark, "independence")
        return self._with_interval(found, lambda some: some.sum(axis=1) + independence(some).dark)

    def _by_criterion(self, criterion: Criterion, *, shared: bool) -> Estimate:
        method = Method.BIC if criterion is Criterion.BIC else Method.AIC
        ranked = self.by_bic if method is Method.BIC else self._ranked(criterion)
        if not ranked.models:
            return Estimate(method, None, why_not=NO_FIT)
        model = models.said(ranked.models[0], self._names)
        found = replace(self._point(method, float(ranked.dark[0]), model), more=self._tried(ranked))
        of = top(ranked, self.counts)

        def totals(some: Floats) -> Floats:
            best, _none = among(some, of, criterion=criterion, average=False)
            found: Floats = some.sum(axis=1) + best
            return found

        samples = self.best_and_mean[0] if shared and self.asked.replicates else None
        return self._with_interval(found, totals, samples=samples)

    def _average(self) -> Estimate:
        ranked = self.by_bic
        if not ranked.models:
            return Estimate(Method.AVERAGE, None, why_not=NO_FIT)
        of = top(ranked, self.counts)
        # The same models as in the samples, so that estimate and interval speak of one thing.
        dark = float(among(self.counts[None, :], of)[1][0])
        part = float(ranked.weight[: len(of.known)].sum())
        said = f"{len(of.known):,} models with {part:.1%} of the weight"
        found = replace(self._point(Method.AVERAGE, dark, said), more=self._tried(ranked))
        return self._with_interval(
            found,
            lambda some: some.sum(axis=1) + among(some, of)[1],
            samples=self.best_and_mean[1] if self.asked.replicates else None,
        )

    def _dga(self) -> Estimate:
        try:
            found = decomposable.posterior(self.counts)
        except decomposable.TooManyLists as problem:
            return Estimate(Method.DGA, None, why_not=str(problem))
        graph, weight = found.graphs[0]
        said = models.said(graph, self._names) or "independence"
        warnings: tuple[str, ...] = ()
        if found.at_end > 1e-3:
            said_so = (
                f"Decomposable graphs: {found.at_end:.1%} of the belief lies at "
                f"{found.looked_to:,.0f} and would go further; the data set no upper limit."
            )
            warnings = (said_so,)
        return Estimate(
            Method.DGA,
            found.estimate,
            found.lower,
            found.upper,
            f"{said} ({weight:.0%} of the weight)",
            warnings,
            more={"looked_to": found.looked_to, "weight_at_end": found.at_end},
        )

    def _chapman(self) -> Estimate:
        if len(self.table.lists) != 2:
            why = f"Chapman's estimate is for two lists; these are {len(self.table.lists)}."
            return Estimate(Method.CHAPMAN, None, why_not=why)
        first, second = self.table.sizes.values()
        found = small.chapman(first, second, self.table.overlap)
        return Estimate(Method.CHAPMAN, found.estimate, found.lower, found.upper, "independence")

    def _chao(self) -> Estimate:
        found = small.chao(self.counts)
        return Estimate(Method.CHAO, found.estimate, found.lower, found.upper, "lower bound")

    def _latent(self) -> Estimate:
        found = latent(self.counts, seed=self.asked.seed)
        told = (
            f"Latent classes: R-hat {found.r_hat:.2f}, worth {found.effective:,.0f} independent "
            f"draws of {found.chains} chains × {found.draws:,}."
        )
        more = {
            "r_hat": found.r_hat,
            "effective_draws": found.effective,
            "settled": found.settled,
        }
        return Estimate(
            Method.LATENT,
            found.estimate,
            found.lower,
            found.upper,
            f"up to {CLASSES} classes",
            (told,),
            more=more,
        )

    # -------------------------------------------------------------- parts
    def _heard(self, ask: Callable[[Floats], Found]) -> Callable[[Floats], Found]:
        """Return the same question, which ends where the estimate was stopped."""

        def heard(some: Floats) -> Found:
            self.asked.check()
            return ask(some)

        return heard

    @property
    def _names(self) -> tuple[str, ...]:
        return self.table.lists

    def _ranked(self, criterion: Criterion) -> Ranked:
        asked = self.asked
        return rank(self.counts, criterion=criterion, order=asked.order, downhill=asked.downhill)

    def _point(self, method: Method, dark: float, model: str) -> Estimate:
        if not math.isfinite(dark):
            return Estimate(method, None, why_not=NO_FIT)
        return Estimate(method, self.n + float(dark), model=model or "independence")

    def _tried(self, ranked: Ranked) -> dict[str, object]:
        return {
            "models_tried": ranked.tried,
            "models_existing": len(ranked.models),
            "every_model": ranked.every,
            "best_models": [
                {
                    "model": models.said(model, self._names) or "independence",
                    "score": float(score),
                    "weight": float(weight),
                    "estimate": self.n + float(dark),
                }
                for model, score, weight, dark in zip(
                    ranked.models[:10], ranked.score, ranked.weight, ranked.dark, strict=False
                )
            ],
        }

    def _with_interval(
        self, found: Estimate, totals: Totals, *, samples: Floats | None = None
    ) -> Estimate:
        if found.estimate is None or not self.asked.replicates:
            return found
        if samples is None:
            heard = self._heard(totals)
            samples = totals_of(self.samples, heard, threads=self.asked.threads)
        limits = interval(found.estimate, samples, acceleration(self.counts, totals))
        warnings = [*found.warnings]
        if limits.degenerate:
            warnings.append(DEGENERATE)
        if limits.without:
            warnings.append(
                f"{limits.without:.1%} of the samples have no estimate; they count as infinitely "
                "large."
            )
        return replace(
            found,
            lower=limits.lower,
            upper=limits.upper,
            interval=limits,
            warnings=tuple(warnings),
            samples=samples,
            totals=totals,
        )


def _in_threads(
    ask: Callable[[Floats], tuple[Floats, Floats]], samples: Sequence[Floats], threads: int
) -> list[tuple[Floats, Floats]]:
    with ThreadPoolExecutor(max(1, threads)) as pool:
        return list(pool.map(ask, samples))


def _finite(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.inf)
