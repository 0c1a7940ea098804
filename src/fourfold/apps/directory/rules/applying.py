"""What an organization says when it asks to be listed, and when it may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from fourfold.apps.directory.rules import NotWhole
from fourfold.apps.directory.states import Looked, Way
from fourfold.reference import active_pack

ADULT = 18


@dataclass(frozen=True, slots=True)
class Applying:
    """
    The answers of the form. Empty or None is unknown.

    hours: in their own words; a curator writes them as the directory keeps them. is_private: the
    place is confidential; then street, town and postal_code are blank, whatever was typed.
    """

    organization: str
    service: str
    kinds: tuple[str, ...] = ()
    about: str = ""
    website: str = ""
    phones: str = ""
    email: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    from_age: int | None = None
    last_age: int | None = None
    who: str = ""
    cost: str = ""
    is_private: bool = False
    street: str = ""
    town: str = ""
    postal_code: str = ""
    towns: tuple[str, ...] = ()
    beds: int | None = None

    def kept(self) -> dict[str, Any]:
        """Return plain values; nothing of a private place's address."""
        found = asdict(self)
        if self.is_private:
            found |= {"street": "", "town": "", "postal_code": ""}
        return found


@dataclass(frozen=True, slots=True)
class Reached:
    """How it is safe to reach them."""

    way: Way
    mailbox: str = ""
    telephone: str = ""
    may_leave: bool = False
    best_time: str = ""


def check_reached(reached: Reached) -> None:
    """:raises NotWhole: unless there is what the chosen way needs."""
    if reached.way is Way.EMAIL and not reached.mailbox:
        raise NotWhole("Give the mailbox that is safe to write to, or choose another way.")
    if reached.way is not Way.EMAIL and not reached.telephone:
        raise NotWhole("Give the number that is safe to call, or choose another way.")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist."""

    code: str
    words: str


def checklist(said: Mapping[str, Any]) -> tuple[Item, ...]:
    """Return what is looked at before an application is listed, as the pack has it, in order."""
    first = said.get("from_age")
    is_so = {
        "ALL": True,
        "MINORS": first is None or first < ADULT,
        "BEDS": bool(said.get("beds")),
    }
    rows = active_pack().rows("vetting_items")
    return tuple(Item(each["code"], each["item"]) for each in rows if is_so[each["when"]])


def check_may_accept(asked: Iterable[str], *, found: Mapping[str, Looked]) -> None:
    """:raises NotWhole: while an item is open, or was found not to hold."""
    asked = tuple(asked)
    if left := [each for each in asked if each not in found]:
        raise NotWhole(f"{len(left)} of the checklist are still open. Look at them first.")
    if bad := [each for each in asked if found[each] is Looked.NO]:
        raise NotWhole(
            f"{len(bad)} of the checklist do not hold. Ask the organization, or decline."
        )
