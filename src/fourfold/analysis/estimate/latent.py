"""
Bayesian latent classes: people differ in how likely lists are to know them. A second opinion.

A mixture of classes, in each of which lists are independent, with a stick-breaking prior on their
weights (truncated at CLASSES), uniform chances, and 1/N for the total, drawn by Gibbs' method in
several chains at once. Nothing caps N. Chains that disagree are told by R-hat, and how much they
know by the effective sample size; above R_HAT or below LEAST the answer is not to be used.
Sources: Manrique-Vallier, "Bayesian population size estimation using Dirichlet process mixtures",
Biometrics 72, 2016; R-hat and effective size: Gelman et al., "Bayesian data analysis", 3rd edition,
11.4 and 11.5, each chain split in two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fourfold.analysis.estimate.cells import Floats, lists_of

CLASSES = 10
CHAINS = 4
DRAWS = 10_000
R_HAT = 1.05
LEAST = 400
_PRIOR = 0.25


@dataclass(frozen=True)
class Latent:
    """
    What is believed of the total: median, 2.5% on either side, and how well the chains agree.

    `r_hat`: 1 when all chains tell the same. `effective`: how many independent draws they are
    worth.
    """

    estimate: float
    lower: float
    upper: float
    r_hat: float
    effective: float
    draws: int
    chains: int

    @property
    def settled(self) -> bool:
        """Whether the chains agree and are long enough."""
        return self.r_hat <= R_HAT and self.effective >= LEAST


def latent(
    counts: Floats,
    *,
    seed: int = 1,
    draws: int = DRAWS,
    chains: int = CHAINS,
    classes: int = CLASSES,
) -> Latent:
    """Draw from the posterior of the total. counts: (2**t,). The first third is thrown away."""
    totals = chains_of(counts, seed=seed, draws=draws, chains=chains, classes=classes)
    kept = totals[:, draws // 3 :]
    # Totals have a long tail: their logarithms are what chains are compared by.
    logs = np.log(kept)
    low, middle, high = np.quantile(kept, [0.025, 0.5, 0.975])
    return Latent(
        float(middle), float(low), float(high), r_hat(logs), effective(logs), kept.shape[1], chains
    )


def chains_of(
    counts: Floats, *, seed: int, draws: int, chains: int, classes: int = CLASSES
) -> Floats:
    """Return draws of the total, (chains, draws)."""
    t = lists_of(len(counts))
    random = np.random.default_rng([seed, 77])
    cells = np.flatnonzero(counts)
    seen = counts[cells].astype(np.int64)
    n = int(seen.sum())
    on = (cells[:, None] >> np.arange(t) & 1).astype(np.float64)
    chance = random.uniform(0.02, 0.5, (chains, classes, t))
    weights = np.full((chains, classes), 1 / classes)
    breadth, whole = np.ones(chains), np.ones((chains, 1))
    found = np.empty((chains, draws))
    for number in range(draws):
        # Which class the people of each history are in.
        log_on, log_off = np.log(chance), np.log1p(-chance)
        log_weights = np.log(np.maximum(weights, 1e-300))
        height = on @ log_on.transpose(0, 2, 1) + (1 - on) @ log_off.transpose(0, 2, 1)
        height += log_weights[:, None, :]
        height -= height.max(axis=2, keepdims=True)
        shares = np.exp(height)
        shares /= shares.sum(axis=2, keepdims=True)
        of_class = random.multinomial(np.broadcast_to(seen, (chains, len(seen))), shares)
        # How many are on no list, and their classes.
        missed = np.exp(log_weights + log_off.sum(axis=2))
        unseen = np.minimum(missed.sum(axis=1), 1 - 1e-9)
        dark = random.negative_binomial(n, 1 - unseen)
        of_dark = random.multinomial(dark, missed / missed.sum(axis=1, keepdims=True))
        # Chances and weights, given the classes.
        people = of_class.sum(axis=1) + of_dark
        known = of_class.transpose(0, 2, 1) @ on
        chance = random.beta(1 + known, 1 + people[:, :, None] - known)
        np.clip(chance, 1e-12, 1 - 1e-12, out=chance)
        after = people[:, ::-1].cumsum(axis=1)[:, ::-1] - people
        sticks = random.beta(1 + people[:, :-1], breadth[:, None] + after[:, :-1])
        np.clip(sticks, 1e-12, 1 - 1e-12, out=sticks)
        rest = np.concatenate([whole, np.cumprod(1 - sticks, axis=1)], axis=1)
        weights = rest * np.concatenate([sticks, whole], axis=1)
        rate = _PRIOR - np.log(np.maximum(rest[:, -1], 1e-300))
        breadth = np.maximum(random.gamma(_PRIOR + classes - 1, 1 / rate), 1e-6)
        found[:, number] = n + dark
    return found


def _halves(draws: Floats) -> Floats:
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def r_hat(draws: Floats) -> float:
    """Return split R-hat of (chains, draws); 1 where nothing varies."""
    parts = _halves(draws)
    n = parts.shape[1]
    within = parts.var(axis=1, ddof=1).mean()
    between = n * parts.mean(axis=1).var(ddof=1)
    if within == 0:
        return 1.0
    return float(np.sqrt(((n - 1) / n * within + between / n) / within))


def effective(draws: Floats) -> float:
    """Return how many independent draws (chains, draws) are worth: Geyer's sums of pairs."""
    parts = _halves(draws)
    m, n = parts.shape
    away = parts - parts.mean(axis=1, keepdims=True)
    size = 1 << (2 * n - 1).bit_length()
    waves = np.fft.rfft(away, size, axis=1)
    covariance = np.fft.irfft(waves * waves.conj(), size, axis=1)[:, :n] / n
    within = covariance[:, 0].mean() * n / (n - 1)
    total = within * (n - 1) / n + parts.mean(axis=1).var(ddof=1)
    if total == 0:
        return float(m * n)
    rho = 1 - (within - covariance.mean(axis=0)) / total
    together = rho[0 : n - n % 2 : 2] + rho[1:n:2]
    negative = np.flatnonzero(together < 0)
    together = together[: negative[0]] if len(negative) else together
    tau = -1 + 2 * float(np.minimum.accumulate(together).sum())
    return float(m * n / max(tau, 1 / np.log10(m * n)))
