"""A form's conditions are worked out as XPath 1.0 says, quickly, and reach nothing else."""

from __future__ import annotations

import contextlib
import math
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.reference.forms.expressions import BadExpression, expression, matches

TODAY = date(2026, 11, 22)


def value(text: str, own: object = "", **answers: object) -> object:
    return expression(text).value(answers, today=TODAY, own=own)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "answers", "found"),
    [
        ("${a} = 'x'", {"a": "x"}, True),
        ("${a} = 5", {"a": "5"}, True),
        ("${a} > 5", {"a": ""}, False),
        ("${a} >= 18 and ${b} != ''", {"a": "20", "b": "y"}, True),
        ("not(${a} = 1 or ${a} = 2)", {"a": "3"}, True),
        ("selected(${a}, 'b')", {"a": "a b c"}, True),
        ("selected(${a}, 'b')", {"a": "bb c"}, False),
        ("count-selected(${a})", {"a": "a b c"}, 3.0),
        ("selected-at(${a}, 1)", {"a": "a b"}, "b"),
        ("if(${a} > 1, 'many', 'one')", {"a": "2"}, "many"),
        ("coalesce(${a}, ${b})", {"a": "", "b": "z"}, "z"),
        ("regex(${a}, '[0-9]{5}')", {"a": "06103"}, True),
        ("regex(${a}, '[0-9]{5}')", {"a": "6103"}, False),
        ("round(2.55, 1)", {}, 2.6),
        ("round(3.5)", {}, 4.0),
        ("int(3.9)", {}, 3.0),
        ("7 mod 4 + 6 div 2 - 1", {}, 5.0),
        ("sum(${a}, ${b}, 1)", {"a": "2", "b": ""}, 3.0),
        ("min(${a}, 4)", {"a": "2"}, 2.0),
        ("string-length('Zoë')", {}, 3.0),
        ("concat('a', ${a})", {"a": "b"}, "ab"),
        ("today() > '2026-01-01'", {}, True),
        ("format-date(today(), '%d.%m.%Y')", {}, "22.11.2026"),
        ("contains('a.b', '.')", {}, True),
        ("'today()'", {}, "today()"),
    ],
)
def test_an_expression_has_the_value_the_standard_gives_it(
    text: str, answers: dict[str, str], found: object
) -> None:
    assert value(text, **answers) == found


def test_its_own_answer_is_a_point() -> None:
    assert value(". >= 1 and . <= 5", own="5") is True
    assert value(". >= 1 and . <= 5", own="6") is False


def test_no_number_is_nan_and_not_an_error() -> None:
    assert math.isnan(value("${a} + 1", a="x"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "document('/etc/passwd')",
        "/data/a",
        "//a",
        "../a",
        "a[1]",
        "@a",
        "$a",
        "a | b",
        "id('a')",
        "uuid()",
        "random()",
        "instance('a')/root",
        "jr:choice-name(1, 2)",
        "f:selected(1, 2)",
        "1 +",
        "'open",
        "selected('a')",
        "(" * 60 + "1" + ")" * 60,
        "1" + " + 1" * 2_000,
        "ancestor::a",
    ],
)
def test_what_could_reach_further_or_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(BadExpression):
        expression(text)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a*)*",
        "(a|aa)+",
        "((a+)b)*",
        ".*.*.*.*x",
        "(?=a)a",
        r"(a)\1",
        "a{1,5000}",
        "(",
        "x" * 300,
    ],
)
def test_a_pattern_that_could_run_very_long_is_refused(pattern: str) -> None:
    with pytest.raises(BadExpression):
        matches("aaaa", pattern)


@given(st.text(alphabet="ab(|)*+?{}[]1,.\\^$", max_size=24))
def test_any_pattern_ends_soon(pattern: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(BadExpression):
        matches("a" * 250 + "!", pattern)
    assert time.perf_counter() - began < 5


@given(st.text(alphabet="ab${}()'\".,=<>!+-*/ 01[]@|andor:selctdif", max_size=40))
def test_any_text_is_an_expression_or_refused_in_words(text: str) -> None:
    said = ""
    try:
        expression(text).value({}, today=TODAY)
    except BadExpression as problem:
        said = str(problem)
    assert said == "" or len(said) > 10


def test_a_value_that_is_too_long_matches_no_pattern() -> None:
    assert not matches("a" * 251, "a*")
