"""The figures that others printed, or that their programs give."""

from __future__ import annotations

import numpy as np
import pytest

from fourfold.analysis.estimate.again import among, top
from fourfold.analysis.estimate.bootstrap import acceleration, draws, interval, totals_of
from fourfold.analysis.estimate.cells import Floats, closure
from fourfold.analysis.estimate.criteria import Criterion, rank
from fourfold.analysis.estimate.models import said
from fourfold.analysis.estimate.stepwise import independence, stepwise

from .made import bits, published, results


def by_steps(counts: Floats) -> Floats:
    return counts.sum(axis=1) + stepwise(counts).dark


@pytest.mark.parametrize(
    ("name", "total", "ahat", "terms"),
    [
        ("uk_2013_5list", 11312.9903, -0.01218108, "LA×NG NG×GP PFNCA×GP LA×PFNCA GO×GP NG×GO"),
        ("uk_2013_6list", 11417.9911, -0.01287116, "PF×NCA LA×NG NG×GP LA×PF PF×GP GO×GP NG×GO"),
    ],
)
def test_stepwise_gives_the_printed_total_the_model_and_the_acceleration(
    name: str, total: float, ahat: float, terms: str
) -> None:
    h = published(name)

    chosen = stepwise(h.cells[None, :])

    assert h.n + chosen.dark[0] == pytest.approx(total, abs=5e-5)
    assert acceleration(h.cells, by_steps) == pytest.approx(ahat, abs=5e-9)
    held = {each for each in chosen.models[0].tolist() if each.bit_count() == 2}
    assert held == {bits(h, *pair.split("×")) for pair in terms.split()}


def test_independence_gives_the_printed_total() -> None:
    h = published("uk_2013_5list")

    assert h.n + independence(h.cells[None, :]).dark[0] == pytest.approx(13444.1312, abs=5e-5)


@pytest.mark.parametrize(
    ("name", "criterion", "order", "total", "fitted", "exist"),
    [
        ("uk_2013_5list", Criterion.BIC, 2, 22991.3313, 1024, 1024),
        ("uk_2013_5list", Criterion.BIC, 3, 25311.2906, 6212, 6084),
        ("uk_2013_5list", Criterion.AIC, 2, 11174.8, 1024, 1024),
    ],
)
@pytest.mark.slow
def test_the_best_of_all_models_gives_the_printed_total(
    name: str, criterion: Criterion, order: int, total: float, fitted: int, exist: int
) -> None:
    h = published(name)

    ranked = rank(h.cells, criterion=criterion, order=order)

    digits = 5e-5 if round(total, 1) != total else 0.05
    assert h.n + ranked.dark[0] == pytest.approx(total, abs=digits)
    assert (ranked.tried, len(ranked.models), ranked.every) == (fitted, exist, True)


def test_the_best_bic_of_order_two_is_the_printed_one() -> None:
    h = published("uk_2013_5list")

    ranked = rank(h.cells, order=2)

    assert ranked.score[0] == pytest.approx(196.540, abs=5e-4)
    assert ranked.models[0] == closure(
        [
            bits(h, *each)
            for each in (
                ("LA", "NG"),
                ("LA", "PFNCA"),
                ("NG", "PFNCA"),
                ("NG", "GP"),
                ("PFNCA", "GO"),
            )
        ],
        5,
    )
    assert said(ranked.models[0], h.lists) == (
        "GO × PFNCA, GP × NG, LA × NG, LA × PFNCA, NG × PFNCA"
    )


@pytest.mark.slow
def test_all_32768_models_of_six_lists_give_the_printed_total() -> None:
    h = published("uk_2013_6list")

    ranked = rank(h.cells)

    assert h.n + ranked.dark[0] == pytest.approx(12349.5870, abs=5e-5)
    assert ranked.tried == 32_768


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "settings", "spread"),
    [
        # What limits vary between seeds, measured at 1,000 samples: standard deviations.
        ("uk_2013_5list", "seed 1234 nboot 1000 ahat=-0.01218108", (155, 462)),
        ("uk_2013_5list", "MSETools defaults (LCMCR 200 chains x 100k)", (155, 462)),
        ("uk_2013_6list", "seed 1234 nboot 1000 ahat=-0.01287116", (459, 338)),
    ],
)
def test_the_bca_interval_is_the_printed_one_within_monte_carlo_error(
    name: str, settings: str, spread: tuple[float, float]
) -> None:
    h = published(name)
    told = next(
        each
        for each in results()
        if (each["dataset"], each["settings"]) == (name, settings)
        and each["estimate"].startswith("11")
    )
    estimate = float(by_steps(h.cells[None, :])[0])

    ours = interval(
        estimate,
        totals_of(draws(h.cells, 3000, 7), by_steps),
        acceleration(h.cells, by_steps),
    )

    # Theirs has 1,000 samples and ours 3,000: both vary.
    for mine, theirs, one in zip(
        (ours.lower, ours.upper), (float(told["lower"]), float(told["upper"])), spread, strict=True
    ):
        assert abs(mine - theirs) < 3.5 * (one**2 + one**2 / 3) ** 0.5
    assert ours.without == 0
    assert not ours.degenerate


@pytest.mark.slow
def test_the_bic_interval_is_the_published_one_within_monte_carlo_error() -> None:
    h = published("uk_2013_5list")
    ranked = rank(h.cells, order=2)
    of = top(ranked, h.cells, most=20)

    def by_bic(counts: Floats) -> Floats:
        return counts.sum(axis=1) + among(counts, of, average=False)[0]

    ours = interval(
        h.n + float(ranked.dark[0]),
        totals_of(draws(h.cells, 1000, 1), by_bic),
        acceleration(h.cells, by_bic),
    )

    assert ours.lower == pytest.approx(11456, rel=0.08)
    assert ours.upper == pytest.approx(43894, rel=0.15)


def test_the_average_lies_among_the_models_it_averages() -> None:
    h = published("uk_2013_5list")
    ranked = rank(h.cells, order=2)
    of = top(ranked, h.cells)

    mean = among(h.cells[None, :], of)[1][0]

    part = ranked.weight[: len(of.known)]
    assert mean == pytest.approx((part * ranked.dark[: len(part)]).sum() / part.sum(), rel=1e-6)
    assert np.isclose(ranked.weight.sum(), 1)
