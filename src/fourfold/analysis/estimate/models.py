"""
All hierarchical models of t lists, and one of them by its terms.

Every model holds the intercept and all main effects. With pairs only, a model is a set of pairs; a
term of three or more may enter where everything within it is in.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from fourfold.analysis.estimate.cells import (
    closure,
    generators,
    named,
    reading_order,
    sets_of,
    singles,
)

MOST_MODELS = 40_000
Model = tuple[int, ...]


class TooManyModels(ValueError):
    """There are more models than can be tried one by one."""


def order_of(t: int) -> int:
    """Return the usual largest term: 3 for up to 5 lists, 2 beyond; never all lists at once."""
    return min(t - 1, 3 if t <= 5 else 2)


def how_many(t: int, order: int) -> int:
    """Return how many models there are; more than MOST_MODELS are not counted on."""
    if order <= 2:
        return int(2 ** (t * (t - 1) // 2)) if order == 2 else 1
    if t > 5:
        return MOST_MODELS + 1
    return len(all_models(t, order))


@lru_cache(maxsize=32)
def all_models(t: int, order: int) -> tuple[Model, ...]:
    """
    Return the parameters of every hierarchical model with terms of at most `order` lists.

    :raises TooManyModels: beyond MOST_MODELS.
    """
    if order <= 2 and 2 ** (t * (t - 1) // 2) > MOST_MODELS or order > 2 and t > 5:
        raise TooManyModels(f"{t} lists with terms of {order} make too many models to try each.")
    return tuple(_grown(t, order))


def _grown(t: int, order: int) -> Iterator[Model]:
    """Yield the parameters of each model: main effects, then terms level by level, lowest first."""
    levels = {level: sets_of(t, level) for level in range(2, order + 1)}

    def grow(level: int, chosen: Model) -> Iterator[Model]:
        if level > order:
            yield chosen
            return
        has = set(chosen)
        open_ = [
            each
            for each in levels[level]
            if level == 2 or all(each & ~(1 << bit) in has for bit in reading_order(each))
        ]
        yield chosen
        for number in range(1, 1 << len(open_)):
            picked = tuple(each for at, each in enumerate(open_) if number >> at & 1)
            yield from grow(level + 1, chosen + picked)

    yield from grow(2, singles(t))


def neighbours(model: Model, t: int, order: int) -> Iterator[Model]:
    """Yield the models with one term more or one less."""
    has = set(model)
    tops = set(generators(model))
    for level in range(2, order + 1):
        for each in sets_of(t, level):
            parts = [each & ~(1 << bit) for bit in reading_order(each)]
            if each not in has and all(part in has for part in parts):
                yield closure((*has, each), t)
            elif each in has and each in tops:
                yield closure(has - {each}, t)


def said(model: Model, lists: tuple[str, ...]) -> str:
    """Return a model as its terms above main effects: "A × B, B × C"; "" for independence."""
    return ", ".join(named(each, lists) for each in generators(model) if each.bit_count() > 1)
