"""
The expressions of a form: `${age} >= 18 and selected(${ways}, 'mail')`.

They are XPath 1.0 over plain values, as ODK describes it (the XLSForm and ODK XForms
specifications), evaluated by libxml2 with a limited set of functions. An expression sees answers,
its own value and the day, and nothing else: paths, files and addresses are refused by name before
anything runs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from lxml import etree

from fourfold.reference.errors import did_you_mean, shorten

Value = str | float | bool
MOST_LETTERS = 3_000
DEEPEST = 40
MATCHED = 250
"""Letters of a value that regex() looks at; a longer one does not match."""
MOST_PATTERN = 200
MOST_OPEN = 3
"""Parts of a pattern that may repeat without end; with MATCHED it bounds the time of a match."""
EPOCH = date(1970, 1, 1)
SPACE = "urn:fourfold:forms"

_TOKEN = re.compile(
    r"""(?P<gap>\s+)|\$\{\s*(?P<answer>[A-Za-z_][\w.\-]*)\s*\}|(?P<text>'[^']*'|"[^"]*")"""
    r"|(?P<today>\b(?:today|now)\s*\(\s*\))"
    r"|(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<name>[A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?)"
    r"|(?P<own>\.(?!\.))|(?P<sign><=|>=|!=|[()+*=<>,-])|(?P<other>.)",
    re.S,
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS = frozenset({"and", "or", "div", "mod"})
_CORE = frozenset(
    """
    boolean ceiling concat contains false floor normalize-space not number starts-with
    string string-length substring substring-after substring-before translate true
    """.split()  # noqa: SIM905 - as words they can be read
)


class BadExpression(ValueError):
    """An expression cannot be used; the message says which part, and why."""


@dataclass(frozen=True, slots=True)
class Expression:
    """
    One expression, ready to run.

    names: the questions it reads. uses_own: whether it reads the answer it stands beside (".").
    """

    text: str
    names: frozenset[str]
    uses_own: bool
    _run: Any

    def value(
        self,
        answers: Mapping[str, Value],
        *,
        today: date,
        own: Value = "",
        columns: Mapping[str, str] | None = None,
    ) -> Value:
        """
        Work it out. answers: by question; what is not there is "". columns: of a choice.

        A day is a number of days since 1970-01-01. Returns text, a number (NaN where there is
        none) or a truth.
        """
        try:
            return self.tried(answers, today=today, own=own, columns=columns or {})
        except BadExpression:  # a pattern made of answers, that could run too long
            return ""

    def tried(
        self,
        answers: Mapping[str, Value],
        *,
        today: date,
        own: Value,
        columns: Mapping[str, str],
    ) -> Value:
        """Work it out as `value` does. :raises BadExpression: for a pattern that is not taken."""
        known: dict[str, Value] = {f"a_{name}": answers.get(name, "") for name in self.names}
        known |= {f"c_{name}": cell for name, cell in columns.items()}
        found = self._run(_ROOT, own=own, today=float((today - EPOCH).days), **known)
        return found if isinstance(found, str | float | bool) else ""

    def holds(
        self,
        answers: Mapping[str, Value],
        *,
        today: date,
        own: Value = "",
        columns: Mapping[str, str] | None = None,
    ) -> bool:
        """Tell whether it is true, as XPath counts truth."""
        return truth(self.value(answers, today=today, own=own, columns=columns))


@lru_cache(maxsize=4_096)
def expression(text: str, columns: frozenset[str] = frozenset()) -> Expression:
    """
    Read an expression. columns: bare names it may use, of a choice filter.

    :raises BadExpression: naming what is not understood.
    """
    if len(text) > MOST_LETTERS:
        raise BadExpression(f"It has more than {MOST_LETTERS:,} letters.")
    names: set[str] = set()
    written = "".join(_translated(text, names, columns))
    try:
        run = etree.XPath(written, namespaces={"f": SPACE}, extensions=_FUNCTIONS)
    except etree.XPathError as problem:
        raise BadExpression(_not_whole(text)) from problem
    made = Expression(text, frozenset(names), "$own" in written, run)
    try:
        made.tried({}, today=EPOCH, own="", columns=dict.fromkeys(columns, ""))
    except (etree.XPathError, TypeError) as problem:  # a function with too few or too many parts
        raise BadExpression(_not_whole(text)) from problem
    return made


def truth(value: Value) -> bool:
    """Return the truth of a value: text that is not empty, a number that is neither 0 nor NaN."""
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def days_of(text: str) -> float | None:
    """Return a day written YYYY-MM-DD as days since 1970-01-01, or None if it is none."""
    try:
        return float((date.fromisoformat(text[:10]) - EPOCH).days) if text else None
    except ValueError:
        return None


def written(value: Value) -> str:
    """Write a value as text, as XPath does: 3 for 3.0, nothing for no number."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value) or math.isinf(value):
            return ""
        return str(int(value)) if value.is_integer() else repr(value)
    return value


def _translated(text: str, names: set[str], columns: frozenset[str]) -> Iterator[str]:
    """Write it with variables for answers, so that nothing of it is a path."""
    depth = 0
    for found in _TOKEN.finditer(text):
        kind, token = str(found.lastgroup), found.group()
        if kind == "answer":
            names.add(found["answer"])
            yield f"$a_{found['answer']}"
        elif kind in ("own", "today"):
            yield f"${kind}"
        elif kind == "text" and _DAY.fullmatch(token[1:-1]) and days_of(token[1:-1]) is not None:
            yield f"{days_of(token[1:-1]):.0f}"
        elif kind == "name":
            yield _name(token, is_called=text[found.end() :].lstrip()[:1] == "(", columns=columns)
        elif kind == "other":
            raise BadExpression(
                f"{shorten(token)!r} is not understood here. Paths such as ../name are written "
                "as ${name}."
            )
        else:
            depth += {"(": 1, ")": -1}.get(token, 0)
            if depth > DEEPEST:
                raise BadExpression(f"It nests more than {DEEPEST} brackets.")
            yield token


def _name(token: str, *, is_called: bool, columns: frozenset[str]) -> str:
    if is_called:
        if token in _BY_NAME:
            return f" f:{token}"
        if token in _CORE or token in _WORDS:
            return f" {token} "
        known = sorted({*_BY_NAME, *_CORE})
        raise BadExpression(
            f"The function {shorten(token)}() is not known here.{did_you_mean(token, known)}"
        )
    if token in _WORDS:
        return f" {token} "
    if token in columns:
        return f"$c_{token}"
    raise BadExpression(f"{shorten(token)!r} is no question. Questions are written as ${{name}}.")


def _not_whole(text: str) -> str:
    return f"{shorten(text)!r} is not a whole expression. Look for a missing bracket or sign."


_ROOT = etree.Element("none")


# ------------------------------------------------------------------ functions
def _number(value: Any) -> float:
    if isinstance(value, bool | float):
        return float(value)
    try:
        return float(str(value).strip())
    except ValueError:
        return math.nan


def _text(value: Any) -> str:
    return written(value) if isinstance(value, bool | float) else str(value)


def _rounded(value: Any, places: Any = 0.0) -> float:
    number, by = _number(value), _number(places)
    if math.isnan(number) or math.isinf(number) or not -15 <= by <= 15:
        return math.nan
    scale = 10.0 ** int(by)
    return math.floor(number * scale + 0.5) / scale


def _chosen(value: Any, place: Any) -> str:
    parts, index = _text(value).split(), _number(place)
    return parts[int(index)] if 0 <= index < len(parts) else ""


def _of_all(pick: Callable[[list[float]], float]) -> Callable[..., float]:
    def picked(*values: Any) -> float:
        numbers = [_number(each) for each in values]
        known = [each for each in numbers if not math.isnan(each)]
        return pick(known) if known else math.nan

    return picked


def _day(value: Any) -> float:
    if isinstance(value, float):
        return value
    found = days_of(_text(value))
    return math.nan if found is None else found


def _format_day(value: Any, shape: Any) -> str:
    number = _day(value)
    if math.isnan(number) or not abs(number) < 700_000:
        return ""
    day = EPOCH + timedelta(days=int(number))
    parts = {"%Y": f"{day.year}", "%m": f"{day.month:02}", "%d": f"{day.day:02}"}
    parts |= {"%n": str(day.month), "%e": str(day.day), "%y": f"{day.year % 100:02}"}
    return re.sub(r"%[A-Za-z]", lambda each: parts.get(each.group(), ""), _text(shape)[:50])


def _power(base: Any, exponent: Any) -> float:
    try:
        return float(math.pow(_number(base), _number(exponent)))
    except (OverflowError, ValueError):
        return math.nan


def matches(value: str, pattern: str) -> bool:
    """Tell whether a whole value fits. :raises BadExpression: if that could take very long."""
    return len(value) <= MATCHED and _pattern(pattern).fullmatch(value) is not None


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern, unless it could run for very long: repeats within repeats, and so on."""
    why = _too_long(pattern)
    if why:
        raise BadExpression(f"The pattern {shorten(pattern)!r} is not taken: {why}")
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as problem:
        raise BadExpression(f"{shorten(pattern)!r} is no pattern: {problem}.") from problem


def _too_long(pattern: str) -> str:
    if len(pattern) > MOST_PATTERN:
        return f"it has more than {MOST_PATTERN} letters."
    plain = re.sub(r"\\.", "x", pattern)
    plain = re.sub(r"\[\^?\]?[^\]]*\]", "x", plain)
    if re.search(r"\\[1-9]", pattern) or re.search(r"\(\?(?!:)", plain):
        return "it looks back or ahead."
    repeats = re.findall(r"[*+]|\{[^}]*\}", plain)
    if any(int(each) > MATCHED for part in repeats for each in re.findall(r"\d+", part)):
        return f"a part repeats more than {MATCHED} times."
    if len(repeats) - len(re.findall(r"\{[0-9]\}|\{1[0-9]\}", plain)) > MOST_OPEN:
        return f"more than {MOST_OPEN} parts repeat."
    depths: list[bool] = []
    for place, sign in enumerate(plain):
        if sign == "(":
            depths.append(False)
        elif sign in "*+{|" and depths:
            depths[-1] = True
        elif sign == ")" and depths:
            inner = depths.pop()
            if inner and plain[place + 1 : place + 2] in ("*", "+", "{"):
                return "a part that repeats stands in another that repeats."
            if depths:
                depths[-1] = depths[-1] or inner
    return ""


_BY_NAME: dict[str, Callable[..., Value]] = {
    "selected": lambda value, one: _text(one).strip() in _text(value).split(),
    "selected-at": _chosen,
    "count-selected": lambda value: float(len(_text(value).split())),
    "if": lambda is_so, then, other: then if truth(is_so) else other,
    "coalesce": lambda first, second: first if _text(first) else second,
    "once": lambda value: value,
    "regex": lambda value, pattern: matches(_text(value), _text(pattern)),
    "int": lambda value: float(int(_number(value))) if math.isfinite(_number(value)) else math.nan,
    "round": _rounded,
    "abs": lambda value: abs(_number(value)),
    "pow": _power,
    "min": _of_all(min),
    "max": _of_all(max),
    "sum": _of_all(math.fsum),
    "date": _day,
    "decimal-date-time": _day,
    "format-date": _format_day,
}


def _called(do: Callable[..., Value]) -> Callable[..., Value]:
    return lambda _context, *parts: do(*parts)


_FUNCTIONS = {(SPACE, name): _called(do) for name, do in _BY_NAME.items()}
