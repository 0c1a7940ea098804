"""
The key that seals the lines.

The keys' room writes audit lines itself, so this room cannot ask it without going in a circle: the
keys are handed in when Django starts (`SecurityConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable

_source: list[Callable[[], bytes]] = []


def hand_in(source: Callable[[], bytes]) -> None:
    """Say where the key comes from; it is asked for at each use and never kept here."""
    _source[:] = [source]


def key() -> bytes:
    """
    Return the key, 32 bytes.

    :raises KeysUnusable: if the key file cannot be used; the message says what to do.
    """
    return _source[0]()
