"""
Why a panel is unstable, in words: written from a result alone, so a kept one says the same.

The rules stand in `estimating`; (a), (b) and (c) here are its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from fourfold.analysis.estimate.results import Change, Estimate, Method, Result

RIVAL = 0.05
APART = 1.5
HALF = 0.5
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "outside": "{one} ({total:,.0f}) lies outside the interval of {other} ({low:,.0f} to "
        "{high:,.0f}).",
        "without": "without {lists}",
        "merged": "with {lists} merged",
        "and": " and ",
        "none": "{one} has no estimate {what}.",
        "moves": "{one} goes from {total:,.0f} to {then:,.0f} {what}.",
        "chains": "The chains of {one} disagree (R-hat {r_hat:.2f}) or are too short: another "
        "seed would say something else.",
        "rivals": "The best model by BIC has {weight:.0%} of the weight, and models with 5% or "
        "more go from {low:,.0f} to {high:,.0f}.",
        "two": "Two lists cannot show whether one depends on the other.",
    },
    "es": {
        "outside": "{one} ({total:,.0f}) queda fuera del intervalo de {other} (de {low:,.0f} a "
        "{high:,.0f}).",
        "without": "sin {lists}",
        "merged": "con {lists} unidas",
        "and": " y ",
        "none": "{one} no da ninguna estimación {what}.",
        "moves": "{one} pasa de {total:,.0f} a {then:,.0f} {what}.",
        "chains": "Las cadenas de {one} no coinciden (R-hat {r_hat:.2f}) o son muy cortas: otra "
        "semilla diría otra cosa.",
        "rivals": "El mejor modelo según BIC tiene el {weight:.0%} del peso, y los modelos con el "
        "5% o más van de {low:,.0f} a {high:,.0f}.",
        "two": "Dos listas no pueden mostrar si una depende de la otra.",
    },
}


def reasons(
    result: Result, language: str = "en", *, names: Mapping[Method, str] | None = None
) -> tuple[str, ...]:
    """Return why a result is unstable; none if it is not. names: of methods, otherwise codes."""
    words = _WORDS[language]
    called = {each: (names or {}).get(each, each.value) for each in Method}
    if not result.given:
        return ()
    found = [
        *_disagreements(result, words, called),
        *_moves(result, words, called),
        *_rivals(result, words),
        *_chains(result, words, called),
    ]
    if len(result.lists) == 2:
        found.append(words["two"])
    return tuple(found)


def _disagreements(
    result: Result, words: Mapping[str, str], called: Mapping[Method, str]
) -> list[str]:
    """Rule (a), for the methods that claim to be the total."""
    return [
        words["outside"].format(
            one=called[one.method],
            total=one.estimate,
            other=called[other.method],
            low=other.lower,
            high=other.upper,
        )
        for one in result.competing
        for other in result.competing
        if one is not other and _outside(one, other)
    ]


def _outside(one: Estimate, other: Estimate) -> bool:
    if one.estimate is None or other.lower is None or other.upper is None:
        return False
    return not other.lower <= one.estimate <= other.upper


def _moves(result: Result, words: Mapping[str, str], called: Mapping[Method, str]) -> list[str]:
    """Rule (b)."""
    found = []
    for each in result.given:
        if each.lower is None or each.upper is None:
            continue
        room = (each.upper - each.lower) * HALF
        for change in result.changes:
            if change.method is not each.method:
                continue
            what = _what(change, words)
            said = {"one": called[each.method], "what": what, "total": each.estimate}
            if change.moved is None or change.estimate is None:
                found.append(words["none"].format(**said))
            elif abs(change.moved) > room:
                found.append(words["moves"].format(then=change.estimate, **said))
    return found


def _what(change: Change, words: Mapping[str, str]) -> str:
    kind = "without" if change.kind == "without" else "merged"
    return words[kind].format(lists=words["and"].join(change.lists))


def _chains(result: Result, words: Mapping[str, str], called: Mapping[Method, str]) -> list[str]:
    """Tell that a sampler's chains did not settle on one answer."""
    return [
        words["chains"].format(one=called[each.method], r_hat=each.more["r_hat"])
        for each in result.given
        if each.method is Method.LATENT and not each.more["settled"]
    ]


def _rivals(result: Result, words: Mapping[str, str]) -> list[str]:
    """Rule (c)."""
    for each in result.given:
        if each.method not in (Method.AVERAGE, Method.BIC):
            continue
        best = each.more["best_models"]
        rivals = [one["estimate"] for one in best if one["weight"] >= RIVAL]
        weight = best[0]["weight"]
        if weight < HALF and rivals and max(rivals) > APART * min(rivals):
            return [words["rivals"].format(weight=weight, low=min(rivals), high=max(rivals))]
    return []
