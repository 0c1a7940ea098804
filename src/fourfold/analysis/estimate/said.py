"""The public sentence, written from a result. It never drops how uncertain the total is."""

from __future__ import annotations

import math

from fourfold.analysis.estimate.results import Result, Verdict

_WORDS = {
    "en": {
        "known": "At least {known} people are known, each on one or more of {lists} lists.",
        "known_one": "At least 1 person is known, on one or more of {lists} lists.",
        "stable": "With those on no list, there were between {low} and {high}, as an estimate "
        "under assumptions that leans low. The methods tried agree within that range.",
        "unstable": "How many there were with those on no list cannot be said as one number: it "
        "is between {low} and {high}, depending on the method.",
        "open": "How many there were with those on no list cannot be said as one number: it is at "
        "least {low}, and these lists set no upper limit.",
        "alone": "With those on no list, one method puts them between {low} and {high}. It was not "
        "compared with others, and another method may say something else.",
        "bare": "One method's estimate without its interval is not fit to be published.",
        "cannot": "How many more there are cannot be estimated from these lists.",
    },
    "es": {
        "known": "Se conoce al menos a {known} personas, cada una en una o más de {lists} listas.",
        "known_one": "Se conoce al menos a 1 persona, en una o más de {lists} listas.",
        "stable": "Con las que no están en ninguna lista, fueron entre {low} y {high}: es una "
        "estimación bajo supuestos que tiende a quedarse corta. Los métodos probados coinciden "
        "dentro de ese margen.",
        "unstable": "Cuántas fueron con las que no están en ninguna lista no se puede decir con un "
        "solo número: son entre {low} y {high}, según el método.",
        "open": "Cuántas fueron con las que no están en ninguna lista no se puede decir con un "
        "solo número: son al menos {low}, y estas listas no ponen un límite superior.",
        "alone": "Con las que no están en ninguna lista, un método las sitúa entre {low} y {high}. "
        "No se comparó con otros, y otro método puede decir otra cosa.",
        "bare": "La estimación de un solo método sin su intervalo no es apta para publicarse.",
        "cannot": "Cuántas más hay no se puede estimar con estas listas.",
    },
}


LANGUAGES = tuple(_WORDS)


def sentence(result: Result, language: str = "en") -> str:
    """
    Return what may be said to the public, in English ("en") or Spanish ("es").

    Limits are rounded outward to two digits, never to more than is known; the known are exact.
    """
    words = _WORDS[language]
    known = words["known_one" if result.known == 1 else "known"]
    first = known.format(known=f"{result.known:,}", lists=len(result.lists))
    low, high = result.lower, result.upper
    if result.verdict is Verdict.CANNOT:
        return f"{first} {words['cannot']}"
    if low is None or high is None:
        return f"{first} {words['bare']}"
    below = max(rounded(low, up=False), result.known)
    if math.isinf(high):
        return f"{first} {words['open'].format(low=f'{below:,}')}"
    kind = {
        Verdict.STABLE: "stable",
        Verdict.UNSTABLE: "unstable",
        Verdict.ONE_METHOD: "alone",
    }[result.verdict]
    return f"{first} {words[kind].format(low=f'{below:,}', high=f'{rounded(high, up=True):,}')}"


def rounded(value: float, *, up: bool) -> int:
    """Return a limit with two digits, rounded away from the estimate."""
    if value < 100:
        return math.ceil(value) if up else math.floor(value)
    step = 10 ** (math.floor(math.log10(value)) - 1)
    return int((math.ceil(value / step) if up else math.floor(value / step)) * step)
