"""One log record as one line of text that gives nobody away."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, OperationalError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise

from fourfold.security.redact.forms import black_out, forms_of
from fourfold.security.redact.known import Known, known

MARK = "[hidden]"
FAULT = "fourfold.fault"
"""Where a request keeps the number of its error page."""
LONGEST_ARGUMENT = 200
MOST_ITEMS = 20
MOST_PLACES = 12
PLAIN = (int, float, Decimal, bool, date, timedelta, UUID, Enum, type(None))
TELLING = (IntegrityError, OperationalError, ImproperlyConfigured)
"""Errors whose first line names tables and settings, never a value; others give their name only."""

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\w.+%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\?[^\s\"'<>|]+"), "?[query]"),
    (re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"), "[address]"),
    (re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}(?![\w:])"), "[address]"),
    (re.compile(r"(?<!\w)\+?(?:1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\w)"), "[number]"),
    (re.compile(r"\+\d[\d\s().-]{6,}\d"), "[number]"),
    (re.compile(r"(?<!\d)\d{3}[\s-]?\d{2}[\s-]?\d{4}(?!\d)"), "[number]"),
    (re.compile(r"(?<![\w-])\d{3}[.-]\d{4}(?![\w-])"), "[number]"),
    (re.compile(r"\d{9,}"), "[number]"),
)
# Line ends and other signs that would make two lines of one, or turn the text around.
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


class Line(logging.Formatter):
    """
    The formatter of every handler: one record, one line.

    Arguments that are rows of the database print as kind and id, other objects as their kind. An
    error prints as its name and the places in the code it passed, without the values there. A
    record of a request prints its method, the pattern of its address and the status, nothing else.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line, whatever is in it, behind its time in UTC."""
        moment = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
        try:
            line = self._line(record)
        except Exception as trouble:  # logging would print the arguments to say so
            line = (
                f"{record.levelname} (a line that could not be written: {type(trouble).__name__})"
            )
        return f"{moment[:-3]}Z {line}"

    def _line(self, record: logging.LogRecord) -> str:
        now = known()
        parts = [record.levelname, record.name, self._message(record, now)]
        status = getattr(record, "status_code", 500)
        if record.exc_info and record.exc_info[1] is not None and status >= 500:
            parts.append(f"| {_error(record.exc_info[1], now)}")
        return scrub(" ".join(part for part in parts if part))

    def _message(self, record: logging.LogRecord, now: Known) -> str:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            return _request(request, getattr(record, "status_code", ""))
        if record.name.startswith("django.db.backends"):
            return _statement(record.args)
        if record.name == "granian.access" and isinstance(record.args, Mapping):
            return f"{record.args.get('method')} {record.args.get('status')}"
        if record.name == "py.warnings":
            return _warning(record)
        if now.too_many:
            return f"{str(record.msg) if record.args else ''} (values left out)".strip()
        if not isinstance(record.msg, str):
            return str(tame(record.msg))
        if not record.args:
            return record.msg
        try:
            return str(record.msg % _tamed(record.args))
        except (TypeError, ValueError, KeyError):
            return f"{record.msg} (values left out)"


def scrub(text: str) -> str:
    """
    Return a text without opened values, secrets of the settings, queries, addresses, numbers of
    telephones and of people, and as one line.
    """
    for forms in (*_secrets(), *known().forms()):
        text = black_out(text, forms, MARK)
    for pattern, mark in _PATTERNS:
        text = pattern.sub(mark, text)
    return _CONTROL.sub(lambda found: _escape(found[0]), text)


def tame(value: object, depth: int = 0) -> object:
    """Return what may be printed of a value: itself if plain, else its kind."""
    if isinstance(value, str | Promise):
        text = str(value)
        long = len(text) > LONGEST_ARGUMENT
        return f"[text of {len(text)} letters]" if long else text
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Model):
        return f"{value._meta.label_lower}:{value.pk}"
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, type):
        return value.__name__
    if depth < 2 and isinstance(value, Mapping):
        items = list(value.items())[:MOST_ITEMS]
        return {str(tame(key, depth + 1)): tame(one, depth + 1) for key, one in items}
    if depth < 2 and isinstance(value, list | tuple | set | frozenset):
        return [tame(one, depth + 1) for one in list(value)[:MOST_ITEMS]]
    return f"[{type(value).__name__}]"


def _tamed(args: object) -> Any:
    if isinstance(args, Mapping):
        return {key: tame(value) for key, value in args.items()}
    return tuple(tame(value) for value in args) if isinstance(args, tuple) else tame(args)


def _request(request: HttpRequest, status: object) -> str:
    match = request.resolver_match
    where = f"/{match.route}" if match else "(no address of ours)"
    fault = request.META.get(FAULT, "")
    method = request.method if request.method in {"GET", "HEAD", "POST"} else "another method"
    return f"{method} {where} {status}" + (f" fault {fault}" if fault else "")


def _warning(record: logging.LogRecord) -> str:
    """Return where a warning was given and its kind: its words may hold a value."""
    found = re.match(r"(?:.*/)?([^/\n]+:\d+: \w+):", record.getMessage())
    return found[1] if found else "(warning)"


def _statement(args: object) -> str:
    """Return the length and first word of an SQL statement: its text may hold values."""
    if not isinstance(args, tuple) or len(args) < 2:
        return "(statement)"
    word = re.match(r"\s*([A-Za-z]{1,20})", str(args[1]))
    length = f"{args[0]:.3f} s" if isinstance(args[0], float) else ""
    return f"{length} {word[1].upper() if word else '(statement)'}".strip()


def _error(error: BaseException, now: Known) -> str:
    """Return an error and what caused it, newest first: names and places only."""
    told, seen = [], set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        places = list(_places(each.__traceback__))[-MOST_PLACES:]
        told.append(f"{type(each).__name__}{_telling(each, now)} at {' > '.join(places) or '-'}")
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return " | after ".join(told)


def _telling(error: BaseException, now: Known) -> str:
    if isinstance(error, OSError):
        return f" ({error.strerror})" if error.strerror else ""
    if now.too_many or not isinstance(error, TELLING):
        return ""
    return f" ({str(error).partition(chr(10))[0][:LONGEST_ARGUMENT]})"


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        yield f"{path.parent.name}/{path.name}:{line} {frame.f_code.co_name}"


def _secrets() -> Iterator[set[str]]:
    """Yield the forms of the settings that must never be printed."""
    if settings.configured:
        passwords = (each.get("PASSWORD") for each in settings.DATABASES.values())
        for secret in (settings.SECRET_KEY, *passwords):
            if secret:
                yield _forms_of_a_setting(secret)


@lru_cache(maxsize=8)
def _forms_of_a_setting(secret: str) -> set[str]:
    return forms_of(secret)


def _escape(sign: str) -> str:
    return sign.encode("unicode_escape", "surrogatepass").decode("ascii")
