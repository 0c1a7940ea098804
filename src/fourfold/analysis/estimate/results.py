"""What an estimate is, alone and beside others; as a dict, JSON-safe."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from fourfold.analysis.estimate.bootstrap import Interval, Totals
from fourfold.analysis.estimate.cells import Floats


class Method(Enum):
    """How a total is estimated."""

    STEPWISE = "stepwise"
    BIC = "bic"
    AIC = "aic"
    AVERAGE = "average"
    DGA = "dga"
    INDEPENDENCE = "independence"
    CHAPMAN = "chapman"
    CHAO = "chao"
    LATENT = "latent"


class Verdict(Enum):
    """What may be said."""

    STABLE = "stable"
    UNSTABLE = "unstable"
    ONE_METHOD = "one_method"
    CANNOT = "cannot_be_estimated"


NAMES: dict[Method, str] = {
    Method.STEPWISE: "Stepwise, pairs by p < 0.02",
    Method.BIC: "Best of all models by BIC",
    Method.AIC: "Best of all models by AIC",
    Method.AVERAGE: "Models averaged by BIC",
    Method.DGA: "Decomposable graphs, Bayesian",
    Method.INDEPENDENCE: "Independent lists",
    Method.CHAPMAN: "Two lists, Chapman",
    Method.CHAO: "Lower bound, Chao",
    Method.LATENT: "Latent classes, Bayesian",
}
VERDICTS: dict[Verdict, str] = {
    Verdict.STABLE: "The methods agree.",
    Verdict.UNSTABLE: "Unstable: the answer depends on the method or on one list.",
    Verdict.ONE_METHOD: "One method alone. Compare it with the others before it is used.",
    Verdict.CANNOT: "It cannot be estimated.",
}

IN_SPANISH: dict[Method, str] = {
    Method.STEPWISE: "Paso a paso, pares con p < 0.02",
    Method.BIC: "El mejor de todos los modelos según BIC",
    Method.AIC: "El mejor de todos los modelos según AIC",
    Method.AVERAGE: "Promedio de modelos según BIC",
    Method.DGA: "Grafos descomponibles, bayesiano",
    Method.INDEPENDENCE: "Listas independientes",
    Method.CHAPMAN: "Dos listas, Chapman",
    Method.CHAO: "Límite inferior, Chao",
    Method.LATENT: "Clases latentes, bayesiano",
}
VERDICTS_IN_SPANISH: dict[Verdict, str] = {
    Verdict.STABLE: "Los métodos coinciden.",
    Verdict.UNSTABLE: "Inestable: la respuesta depende del método o de una lista.",
    Verdict.ONE_METHOD: "Un solo método. Compárelo con los otros antes de usarlo.",
    Verdict.CANNOT: "No se puede estimar.",
}


@dataclass(frozen=True)
class Estimate:
    """
    One method's total, with its 95% limits.

    `estimate` is None where there is none, and `why_not` says why; `lower` and `upper` are None
    without an interval, `upper` is infinite where the data set no upper limit. `model`: the terms,
    in the lists' names. `samples`: the bootstrap's totals, and `totals` what makes them of tables:
    kept for strata, never in a dict.
    """

    method: Method
    estimate: float | None
    lower: float | None = None
    upper: float | None = None
    model: str = ""
    warnings: tuple[str, ...] = ()
    why_not: str = ""
    interval: Interval | None = None
    more: dict[str, Any] = field(default_factory=dict)
    samples: Floats | None = field(default=None, repr=False, compare=False)
    totals: Totals | None = field(default=None, repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values; what is infinite or missing is None."""
        found: dict[str, Any] = {
            "method": self.method.value,
            "name": NAMES[self.method],
            "estimate": _plain(self.estimate),
            "lower": _plain(self.lower),
            "upper": _plain(self.upper),
            "no_upper_limit": self.upper == math.inf,
            "model": self.model,
            "warnings": list(self.warnings),
            "why_not": self.why_not,
        }
        if self.interval:
            found |= {
                "replicates": self.interval.replicates,
                "lower_error": _plain(self.interval.lower_error),
                "upper_error": _plain(self.interval.upper_error),
                "without_estimate": self.interval.without,
                "z0": _plain(self.interval.z0),
                "acceleration": _plain(self.interval.acceleration),
            }
        return found | self.more


@dataclass(frozen=True)
class Change:
    """An estimate with a list left out or two lists merged. `moved`: difference to the whole's."""

    method: Method
    kind: str
    lists: tuple[str, ...]
    known: int
    estimate: float | None
    moved: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "method": self.method.value,
            "kind": self.kind,
            "lists": list(self.lists),
            "known": self.known,
            "estimate": _plain(self.estimate),
            "moved": _plain(self.moved),
        }


@dataclass(frozen=True)
class Assumption:
    """What must hold, what these data say of it, and whether they speak against it."""

    name: str
    data_say: str
    holds: bool | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain values; `holds` is None where data cannot say."""
        return {"assumption": self.name, "data_say": self.data_say, "holds": self.holds}


@dataclass(frozen=True)
class Result:
    """
    What is known and what is estimated: one method, or a panel of them with a verdict.

    `method`: a Method's value, or "panel". Its `estimate` is one method's; a panel has one only
    where the methods agree, that of the first. `lower`, `upper`: of a panel, the widest.
    `sentences`: what may be said to the public, by language.
    """

    method: str
    known: int
    lists: tuple[str, ...]
    sizes: dict[str, int]
    estimates: tuple[Estimate, ...]
    verdict: Verdict
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    changes: tuple[Change, ...]
    assumptions: tuple[Assumption, ...]
    seed: int
    replicates: int
    version: str
    sentences: dict[str, str] = field(default_factory=dict)

    @property
    def given(self) -> tuple[Estimate, ...]:
        """The estimates that there are."""
        return tuple(each for each in self.estimates if each.estimate is not None)

    @property
    def competing(self) -> tuple[Estimate, ...]:
        """The estimates that claim to be the total: all but bounds and independence in a panel."""
        if self.method != "panel":
            return self.given
        return tuple(each for each in self.given if each.method not in REFERENCES) or self.given

    @property
    def estimate(self) -> float | None:
        """The one number, if there is one."""
        if self.verdict in (Verdict.CANNOT,) or not self.given:
            return None
        if self.method == "panel" and self.verdict is not Verdict.STABLE:
            return None
        return self.competing[0].estimate

    @property
    def lower(self) -> float | None:
        """The least lower limit."""
        found = [each.lower for each in self.competing if each.lower is not None]
        return min(found) if found and self.verdict is not Verdict.CANNOT else None

    @property
    def upper(self) -> float | None:
        """The largest upper limit; infinite where a method sets none."""
        found = [each.upper for each in self.competing if each.upper is not None]
        return max(found) if found and self.verdict is not Verdict.CANNOT else None

    @property
    def model(self) -> str:
        """The model of the one number."""
        return self.competing[0].model if self.estimate is not None else ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain values; what is infinite or missing is None."""
        return {
            "method": self.method,
            "estimate": _plain(self.estimate),
            "lower": _plain(self.lower),
            "upper": _plain(self.upper),
            "no_upper_limit": self.upper == math.inf,
            "model": self.model,
            "verdict": self.verdict.value,
            "verdict_words": VERDICTS[self.verdict],
            "reasons": list(self.reasons),
            "warnings": list(self.warnings),
            "known": self.known,
            "lists": list(self.lists),
            "sizes": self.sizes,
            "methods": [each.to_dict() for each in self.estimates],
            "changes": [each.to_dict() for each in self.changes],
            "assumptions": [each.to_dict() for each in self.assumptions],
            "sentence": self.sentences,
            "seed": self.seed,
            "replicates": self.replicates,
            "version": self.version,
        }

    def table(self) -> list[tuple[str, float | None, float | None, float | None, str]]:
        """Return one row a method: name, estimate, lower, upper, model or why there is none."""
        return [
            (NAMES[each.method], each.estimate, each.lower, each.upper, each.model or each.why_not)
            for each in self.estimates
        ]


REFERENCES = (Method.INDEPENDENCE, Method.CHAO, Method.CHAPMAN)
"""What is shown beside the competing methods: a bound, and what holds if lists are independent."""


def _plain(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def read_result(kept: Mapping[str, Any]) -> Result:
    """
    Read a result from what `to_dict` gave; samples and intervals' own errors are not in it.

    :raises KeyError, ValueError: where it is none.
    """
    return Result(
        method=kept["method"],
        known=kept["known"],
        lists=tuple(kept["lists"]),
        sizes=dict(kept["sizes"]),
        estimates=tuple(_read_estimate(each) for each in kept["methods"]),
        verdict=Verdict(kept["verdict"]),
        reasons=tuple(kept["reasons"]),
        warnings=tuple(kept["warnings"]),
        changes=tuple(
            Change(
                Method(each["method"]),
                each["kind"],
                tuple(each["lists"]),
                each["known"],
                each["estimate"],
                each["moved"],
            )
            for each in kept["changes"]
        ),
        assumptions=tuple(
            Assumption(each["assumption"], each["data_say"], each["holds"])
            for each in kept["assumptions"]
        ),
        seed=kept["seed"],
        replicates=kept["replicates"],
        version=kept["version"],
        sentences=dict(kept["sentence"]),
    )


_OWN = ("method", "name", "estimate", "lower", "upper", "no_upper_limit", "model", "warnings",
        "why_not")  # fmt: skip


def _read_estimate(kept: Mapping[str, Any]) -> Estimate:
    return Estimate(
        Method(kept["method"]),
        kept["estimate"],
        kept["lower"],
        math.inf if kept["no_upper_limit"] else kept["upper"],
        kept["model"],
        tuple(kept["warnings"]),
        kept["why_not"],
        more={name: each for name, each in kept.items() if name not in _OWN},
    )
