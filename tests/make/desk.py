"""A request from a made-up person, before sessions are asked; a whole sign-in is in tests/flows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve

from fourfold.security.access.viewer import Viewer


def ask(viewer: Viewer | None, address: str, data: dict[str, Any] | None = None) -> Any:
    """Return the answer of an address to this viewer: a GET, or a POST if there is data."""
    make = RequestFactory()
    request: HttpRequest = make.get(address) if data is None else make.post(address, data)
    if viewer is not None:
        request.viewer = viewer  # type: ignore[attr-defined]
    found = resolve(request.path)
    return found.func(request, *found.args, **found.kwargs)
