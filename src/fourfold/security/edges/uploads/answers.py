"""Giving a file out: as a file to save, never as a page of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.http import StreamingHttpResponse

from fourfold.security.edges.uploads.kinds import Kind

_CODE = re.compile(r"[A-Za-z0-9-]{1,40}")


class NotACode(ValueError):
    """A file was to be named by something that may tell of a person."""


def answer(pieces: Iterable[bytes], *, name: str, kind: Kind) -> StreamingHttpResponse:
    """
    Answer with a file to be saved. No browser runs anything in it, whatever it holds.

    name: an opaque code; the kind's ending follows.
    :raises NotACode: if the name has a space or any other sign that codes do without.
    """
    if not _CODE.fullmatch(name):
        raise NotACode("A file's name is an opaque code: its own id, never a person's words.")
    found = StreamingHttpResponse(iter(pieces), content_type=kind.media_type)
    found.headers["Content-Disposition"] = f'attachment; filename="{name}{kind.ending}"'
    found.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    found.headers["X-Content-Type-Options"] = "nosniff"
    found.headers["Cache-Control"] = "no-store"
    return found
