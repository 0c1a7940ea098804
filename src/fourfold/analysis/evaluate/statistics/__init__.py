"""
The statistics of an evaluation, each from the few numbers it needs.

Means, variances and counts go in, named results come out, each with its N's; no answer of one
person is kept. A difference is always after less before. Where a result cannot be had, a named
error says why; nothing is guessed. SciPy is loaded by the first call, never by an import.
"""

from fourfold.analysis.evaluate.statistics.agreement import (
    Kappa,
    KrippendorffAlpha,
    Measured,
    Weights,
    cohen_kappa,
    crossed,
    fleiss_kappa,
    krippendorff_alpha,
)
from fourfold.analysis.evaluate.statistics.comparing import (
    Comparison,
    Method,
    paired,
    partly_paired,
    welch,
)
from fourfold.analysis.evaluate.statistics.effects import (
    Effect,
    EffectKind,
    d_z,
    g_av,
    hedges_g,
)
from fourfold.analysis.evaluate.statistics.events import (
    EventComparison,
    by_event,
    by_event_paired,
    intraclass,
)
from fourfold.analysis.evaluate.statistics.many import (
    Adjusted,
    BadP,
    benjamini_hochberg,
    holm,
)
from fourfold.analysis.evaluate.statistics.power import (
    Power,
    least_effect,
    power,
    power_of,
)
from fourfold.analysis.evaluate.statistics.proportions import (
    Share,
    ShareDifference,
    Trend,
    least_n_to_differ,
    needed_n,
    newcombe,
    newcombe_paired,
    trend,
    wilson,
)
from fourfold.analysis.evaluate.statistics.proving import (
    Bound,
    Claim,
    ClaimVerdict,
    PrintedMean,
    Scale,
    claim,
)
from fourfold.analysis.evaluate.statistics.ranks import (
    SignedRank,
    signed_rank,
)
from fourfold.analysis.evaluate.statistics.reliability import (
    Covariances,
    ItemReliability,
    NoFactor,
    NotPositiveDefinite,
    Omega,
    Reliability,
    TooFewItems,
    complete,
    omega,
    reliability,
)
from fourfold.analysis.evaluate.statistics.summaries import (
    NO_PAIRS,
    NOBODY,
    BadNumber,
    CannotCompare,
    NoSpread,
    Pairs,
    Summary,
    TooFew,
    combined,
    summarize,
)

__all__ = [
    "Adjusted",
    "BadNumber",
    "BadP",
    "Bound",
    "CannotCompare",
    "Claim",
    "ClaimVerdict",
    "Comparison",
    "Covariances",
    "Effect",
    "EffectKind",
    "EventComparison",
    "ItemReliability",
    "Kappa",
    "KrippendorffAlpha",
    "Measured",
    "Method",
    "NOBODY",
    "NO_PAIRS",
    "NoFactor",
    "NoSpread",
    "NotPositiveDefinite",
    "Omega",
    "Pairs",
    "Power",
    "PrintedMean",
    "Reliability",
    "Scale",
    "Share",
    "ShareDifference",
    "SignedRank",
    "Summary",
    "TooFew",
    "TooFewItems",
    "Trend",
    "Weights",
    "benjamini_hochberg",
    "by_event",
    "by_event_paired",
    "claim",
    "cohen_kappa",
    "combined",
    "complete",
    "crossed",
    "d_z",
    "fleiss_kappa",
    "g_av",
    "hedges_g",
    "holm",
    "intraclass",
    "krippendorff_alpha",
    "least_effect",
    "least_n_to_differ",
    "needed_n",
    "newcombe",
    "newcombe_paired",
    "omega",
    "paired",
    "partly_paired",
    "power",
    "power_of",
    "reliability",
    "signed_rank",
    "summarize",
    "trend",
    "welch",
    "wilson",
]
