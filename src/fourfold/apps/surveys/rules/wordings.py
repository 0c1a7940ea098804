"""Wordings of one question, and what stands for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def digest_of(wordings: Iterable[str]) -> str:
    """Return what stands for wordings that somebody says ask the same, in whatever order."""
    return sha256("\0".join(sorted(wordings)).encode()).hexdigest()
