"""The values that this request has opened, for as long as it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import cast

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from fourfold.security.redact.forms import forms_of

MOST_VALUES = 2_000
MOST_LETTERS = 1_000_000


@dataclass(slots=True)
class Known:
    """
    Opened values, and their forms. too_many: some could not be remembered, so no argument of a line
    may be printed at all.
    """

    values: dict[str, set[str] | None] = field(default_factory=dict)
    letters: int = 0
    too_many: bool = False

    def forms(self) -> Iterator[set[str]]:
        """Yield each value's forms; they are worked out when a line is first printed."""
        for value, ready in list(self.values.items()):
            if ready is None:
                ready = self.values[value] = forms_of(value)
            yield ready


_known: ContextVar[Known | None] = ContextVar("opened values", default=None)


def watch(value: str) -> None:
    """
    Remember a sealed value that was opened, so that no log line of this request can hold it.

    Up to 2,000 values and 1,000,000 letters are remembered; after that, lines are printed without
    any argument until the request ends. Jobs that open many call `forget` after each batch.
    """
    known = _known.get()
    if known is None:
        known = Known()
        _known.set(known)
    if value in known.values or not value.strip():
        return
    if len(known.values) >= MOST_VALUES or known.letters + len(value) > MOST_LETTERS:
        known.too_many = True
        return
    known.values[value] = None
    known.letters += len(value)


def forget() -> None:
    """Forget every value opened so far in this request or job."""
    _known.set(None)


def known() -> Known:
    """Return what this request has opened so far."""
    return _known.get() or Known()


class Forget:
    """Middleware, the outermost: no request knows what another one opened."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        forget()
        response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            chunks = cast("Iterator[bytes]", response.streaming_content)
            response.streaming_content = _to_the_end(chunks)
        else:
            forget()
        return response


def _to_the_end(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Pass on what is streamed: it may open values until its last byte."""
    try:
        yield from chunks
    finally:
        forget()
