"""An evaluation as plain values, for JSON: one stable shape for all programs."""

from __future__ import annotations

import math
from typing import Any

from fourfold.analysis.evaluate.engine.results import (
    Change,
    ConstructResult,
    Evaluation,
    ItemResult,
    Linked,
    Reliability,
    Table,
    Wave,
)
from fourfold.analysis.evaluate.engine.words import rule
from fourfold.analysis.evaluate.statistics import Effect
from fourfold.analysis.tables.values import Hidden

HIDDEN = "hidden"
_DIGITS = 6


def said(found: Evaluation) -> dict[str, Any]:
    """
    Return an evaluation as JSON can hold it.

    A hidden number is the word "hidden"; one that cannot be had is null. Means and differences are
    rounded to six decimals.
    """
    codes = found.codes
    return {
        "title": found.codebook.title,
        "rows": found.rows,
        "waves": [
            {"code": code, "rows": n}
            for code, n in zip(found.codebook.waves, found.answered, strict=True)
        ],
        "hidden_below": found.asked.least,
        "samples": found.asked.replicates,
        "seed": found.asked.seed,
        "level": found.asked.level,
        "codes": None
        if codes is None
        else {
            "pairs": codes.pairs,
            "one_wave_only": codes.alone,
            "repeated": codes.repeated,
            "rows_with_repeated": codes.repeated_rows,
            "blank": codes.blank,
        },
        "rows_without_event": found.no_event,
        "not_on_the_scale": [
            {"column": e.column, "value": e.value, "count": e.count, "rows": list(e.rows)}
            for e in found.strays
        ],
        "constructs": [_construct(each) for each in found.constructs],
        "items": [_item(each) for each in found.items],
        "notes": list(found.notes),
    }


def _construct(result: ConstructResult) -> dict[str, Any]:
    construct = result.construct
    return {
        "code": construct.code,
        "title": construct.title,
        "low": construct.ends[0],
        "high": construct.ends[1],
        "better": construct.better.value,
        "score": construct.score.value,
        "rule": rule(construct),
        "change": _change(result.change),
        "pairs": result.linked,
        "events": result.events,
        "would_be_found": _number(result.found),
        "linked": _linked(result.pairs),
        "reliability": [_reliability(each) for each in result.reliability],
        "by": [_table(each) for each in result.tables],
        "slips": [{"why": each.why, "fix": each.fix} for each in result.slips],
    }


def _table(table: Table) -> dict[str, Any]:
    mix = table.standardized
    return {
        "column": table.column,
        "title": table.title,
        "groups": [{"name": each.name, "change": _change(each.change)} for each in table.groups],
        "same_mix": None
        if mix is None
        else {
            "before": _number(mix.before),
            "after": _number(mix.after),
            "difference": _number(mix.difference),
            "interval": _interval(mix.interval),
            "left_out": list(mix.left_out),
        },
    }


def _item(result: ItemResult) -> dict[str, Any]:
    return {
        "code": result.item.code,
        "text": result.item.text,
        "construct": result.construct.code,
        "reversed": result.item.reversed,
        "went_the_wrong_way": result.fell,
        "change": _change(result.change),
        "answers": [
            {"point": point, "before": before, "after": after}
            for point, before, after in result.answers
        ],
        "said": {meaning: HIDDEN if isinstance(n, Hidden) else n for meaning, n in result.said},
    }


def _change(change: Change | Hidden) -> dict[str, Any] | str:
    if isinstance(change, Hidden):
        return HIDDEN
    test, effect = change.test, change.effect
    return {
        "before": _wave(change.before),
        "after": _wave(change.after),
        "difference": _number(change.difference),
        "interval": _interval(change.interval),
        "test": None
        if test is None
        else {
            "method": test.method.value,
            "t": _number(test.t),
            "df": _number(test.df),
            "p": test.p,
            "adjusted_p": change.adjusted,
            "low": _number(test.low),
            "high": _number(test.high),
        },
        "not_tested": change.why_not,
        "hedges_g": _effect(effect, "g"),
        "moved": {True: "better", False: "worse", None: "not"}[change.is_better],
        "verdict": change.verdict.value,
    }


def _effect(effect: Effect | None, called: str) -> dict[str, float | None] | None:
    if effect is None:
        return None
    return {
        called: _number(effect.value),
        "low": _number(effect.low),
        "high": _number(effect.high),
    }


def _linked(pairs: Linked | None) -> dict[str, Any] | None:
    if pairs is None:
        return None
    ranks, events = pairs.ranks, pairs.by_event
    return {
        "pairs": pairs.n,
        "rose": pairs.rose,
        "same": pairs.same,
        "fell": pairs.fell,
        "g_av": _effect(pairs.g_av, "g_av"),
        "d_z": _effect(pairs.d_z, "d_z"),
        "wilcoxon": None
        if ranks is None
        else {"v": ranks.v, "p": ranks.p, "rank_biserial": _number(ranks.rank_biserial)},
        "by_event": None
        if events is None
        else {
            "events": events.events,
            "pairs": events.comparison.n_pairs,
            "difference": _number(events.comparison.difference),
            "low": _number(events.comparison.low),
            "high": _number(events.comparison.high),
            "df": _number(events.comparison.df),
            "p": events.comparison.p,
            "fragile": events.fragile,
            "icc": _number(events.icc),
            "design_effect": _number(events.design_effect),
        },
    }


def _wave(wave: Wave) -> dict[str, Any]:
    summary = wave.summary
    sd = math.sqrt(summary.variance) if summary.n > 1 else None
    return {
        "n": summary.n,
        "without_score": wave.unscored,
        "mean": _number(summary.mean),
        "sd": _number(sd),
        "label": wave.label,
    }


def _reliability(each: Reliability) -> dict[str, Any]:
    return {
        "n": each.n,
        "alpha": _number(each.alpha),
        "low": _number(each.low),
        "high": _number(each.high),
        "omega": _number(each.omega),
        "against_the_rest": list(each.against),
        "items": [
            {
                "code": item.code,
                "with_the_rest": _number(item.rest),
                "alpha_without": _number(item.alpha_without),
            }
            for item in each.items
        ],
        "why_not": each.why_not,
    }


def _interval(interval: tuple[float, float] | None) -> list[float | None] | None:
    return None if interval is None else [_number(each) for each in interval]


def _number(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return round(value, _DIGITS) + 0.0
