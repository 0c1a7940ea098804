"""A codebook and coding on plain values: codes, what two coders said, how far they agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from fourfold.analysis.evaluate.statistics.agreement import (
    cohen_kappa,
    crossed,
    krippendorff_alpha,
)
from fourfold.analysis.evaluate.statistics.summaries import NoSpread, TooFew
from fourfold.apps.surveys.rules.focus import BadBook

FOUR_PS = ("prevention", "protection", "prosecution", "partnership")
MOST_CODES = 120
DRAWS = 1000
SEED = 4
USABLE = 0.9
"""The share of draws that must have an alpha for its interval to be told; as evaluate's raters."""
_KEY = re.compile(r"^[a-z][a-z0-9_]{1,19}$")


@dataclass(frozen=True, slots=True)
class Code:
    """
    One code. key: never changes. four_p: one of the four. parent: the key of a wider code, or "".

    retired: given no more. into: the key of the code it was merged into, "" if it was not.
    """

    key: str
    name: str
    definition: str
    four_p: str
    when: str = ""
    when_not: str = ""
    example: str = ""
    parent: str = ""
    retired: bool = False
    into: str = ""

    @property
    def is_used(self) -> bool:
        """True while it can be given."""
        return not self.retired and not self.into

    def as_kept(self) -> dict[str, Any]:
        """Return it as plain values for a column."""
        return asdict(self)


Codes = tuple[Code, ...]


def with_code(book: Codes, code: Code) -> Codes:
    """Return the book with a code added, or changed if its key is there. :raises BadBook:."""
    if not _KEY.match(code.key):
        raise BadBook(
            "A key has 2 to 20 small letters, digits and _, and begins with a letter: such as "
            "safe_housing."
        )
    if not code.name.strip() or not code.definition.strip() or code.four_p not in FOUR_PS:
        raise BadBook("A code has a name, a definition and one of the four Ps.")
    by_key = {each.key: each for each in book}
    if code.parent and (code.parent not in by_key or not by_key[code.parent].is_used):
        raise BadBook(f"There is no code {code.parent} that this one could be below.")
    at, seen = code.parent, {code.key}
    while at:
        if at in seen:
            raise BadBook(f"{code.key} would be below itself. Choose another parent.")
        seen.add(at)
        at = by_key[at].parent if at in by_key else ""
    old = by_key.get(code.key)
    if old is None and len(book) >= MOST_CODES:
        raise BadBook(f"A codebook has at most {MOST_CODES} codes. Merge or retire some.")
    if old is not None:
        code = replace(code, retired=old.retired, into=old.into)
        return tuple(code if each.key == code.key else each for each in book)
    return (*book, code)


def retired(book: Codes, key: str) -> Codes:
    """Return the book in which a code is given no more. :raises BadBook: if there is no such."""
    _used(book, key)
    return tuple(replace(each, retired=True) if each.key == key else each for each in book)


def merged(book: Codes, key: str, *, into: str) -> Codes:
    """Return the book in which a code counts as another; its children move. :raises BadBook:."""
    _used(book, key)
    target = _used(book, into)
    if key == into or target.parent == key:
        raise BadBook("A code is merged into another one that is not below it.")
    found = []
    for each in book:
        if each.key == key:
            each = replace(each, into=into)
        elif each.parent == key:
            each = replace(each, parent=into)
        found.append(each)
    return tuple(found)


def settled_keys(book: Codes, keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys as the book reads them now: merged ones as what they were merged into."""
    by_key = {each.key: each for each in book}
    found = set()
    for key in keys:
        while key in by_key and by_key[key].into:
            key = by_key[key].into
        if key in by_key:
            found.add(key)
    return tuple(each.key for each in book if each.key in found)


@dataclass(frozen=True, slots=True)
class Agreed:
    """
    How far two coders agree. code: "" for all codes together. n: turns, or turns times codes.

    both, one, none: how many had it from both, from one only, from neither. percent: of agreement.
    kappa, alpha: None where nothing can be told beyond chance, because both said one thing
    throughout. kappa_low …: of 95 percent, None where they cannot be told; alpha's by drawing whole
    turns again 1,000 times.
    """

    code: str
    n: int
    both: int
    one: int
    none: int
    percent: float
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None


Coded = Mapping[str, Collection[str]]
"""What one coder gave: turn to keys."""


def agreement(
    first: Coded, second: Coded, *, turns: Sequence[str], codes: Sequence[str]
) -> tuple[Agreed, ...]:
    """
    Return the agreement of two coders, all codes together first, then by code.

    turns: those both looked at. codes: keys that count. Codes that neither gave are left out, for
    agreeing on nothing would look like agreement.
    """
    used = [
        each
        for each in codes
        if any(each in coded.get(turn, ()) for coded in (first, second) for turn in turns)
    ]
    if not turns or not used:
        return ()
    table = {
        code: [(code in first.get(turn, ()), code in second.get(turn, ())) for turn in turns]
        for code in used
    }
    return (_agreed("", list(table.values())), *(_agreed(code, [table[code]]) for code in used))


def disagreements(first: Coded, second: Coded, *, turns: Sequence[str]) -> list[str]:
    """Return the turns that two coders coded differently, in order."""
    return [each for each in turns if set(first.get(each, ())) != set(second.get(each, ()))]


def _agreed(code: str, columns: list[list[tuple[bool, bool]]]) -> Agreed:
    pairs = [pair for column in columns for pair in column]
    one, other = [each[0] for each in pairs], [each[1] for each in pairs]
    both = sum(a and b for a, b in pairs)
    apart = sum(a != b for a, b in pairs)
    kappa = alpha = low = high = None
    try:
        found = cohen_kappa(crossed(one, other, (False, True)))
        kappa, low, high = found.kappa, found.low, found.high
        alpha = krippendorff_alpha([[str(each) for each in side] for side in (one, other)]).alpha
    except (NoSpread, TooFew):
        pass
    bottom, top = _drawn(columns) if alpha is not None else (None, None)
    return Agreed(
        code=code,
        n=len(pairs),
        both=both,
        one=apart,
        none=len(pairs) - both - apart,
        percent=100 * (len(pairs) - apart) / len(pairs),
        kappa=kappa,
        kappa_low=low,
        kappa_high=high,
        alpha=alpha,
        alpha_low=bottom,
        alpha_high=top,
    )


def _drawn(columns: list[list[tuple[bool, bool]]]) -> tuple[float | None, float | None]:
    """Return alpha's interval by drawing whole turns again; None if too few have spread."""
    import numpy as np  # noqa: PLC0415 - only this page needs it

    held = np.array(columns, dtype=float)
    ones = held.sum(axis=(0, 2))
    apart = np.abs(held[:, :, 0] - held[:, :, 1]).sum(axis=0)
    turns, values = held.shape[1], 2 * held.shape[0] * held.shape[1]
    drawn = np.random.default_rng(SEED).multinomial(turns, [1 / turns] * turns, size=DRAWS)
    given, differ = drawn @ ones, drawn @ apart
    spread = given * (values - given)
    alphas = 1 - (values - 1) * differ[spread > 0] / spread[spread > 0]
    if alphas.size < USABLE * DRAWS:
        return None, None
    low, high = np.percentile(alphas, [2.5, 97.5])
    return float(low), float(high)


def _used(book: Codes, key: str) -> Code:
    found = next((each for each in book if each.key == key and each.is_used), None)
    if found is None:
        raise BadBook(f"There is no code {key} in use.")
    return found
