"""What the staff's frame shows: who is here, what they may open, what they must know now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words


@dataclass(frozen=True, slots=True)
class RailLine:
    """
    One line of the left rail, as a deployment declares it.

    address: the name of a page without parameters. permission: the code its door asks for; ""
    for a page that everyone who is signed in may open. group: the heading it stands under.
    """

    label: Words
    address: str
    permission: str = ""
    group: Words = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the rail as one viewer sees it. current: the page is below this address."""

    label: Words
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of the rail under one heading, "" for the first ones."""

    label: Words
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """
    Words across the whole page that stay until they are no longer true.

    kind: glass, readonly or audit. until_at: when it ends by itself. href and action: what to do,
    by a button.
    """

    kind: str
    title: Words
    words: Words = ""
    until_at: datetime | None = None
    href: str = ""
    action: Words = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """
    The frame around a page of one member of staff.

    now: the moment the page was made. ends_at: when the session ends if nothing more is done.
    no_role: the rail is short because no role is held.
    """

    now: datetime
    name: str
    agency: str
    role: str
    rail: tuple[Group, ...]
    banners: tuple[Banner, ...] = ()
    no_role: bool = False
    ends_at: datetime | None = None


def grouped(lines: Iterable[RailLine], *, links: dict[str, Link]) -> tuple[Group, ...]:
    """Put the lines that have a link under their headings, in the order they were declared."""
    kept: dict[str, list[Link]] = {}
    labels: dict[str, Words] = {}
    for line in lines:
        if line.address in links:
            labels.setdefault(str(line.group), line.group)
            kept.setdefault(str(line.group), []).append(links[line.address])
    return tuple(Group(labels[name], tuple(found)) for name, found in kept.items())
