"""
Keeping a search of a list under a name, and taking it away.

SavedError
├── NoName        a search needs a name
├── NameTaken     one has a search of this name
├── TooManySaved  nobody finds anything among so many
└── NotYours      there is no such search of this account
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction

from fourfold.apps.cases.models import SavedSearch
from fourfold.apps.cases.rules.saved import LONGEST, kept_of
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event

MOST = 30


class SavedError(ValueError):
    """Nothing was kept or taken away; the message says why."""


class NoName(SavedError):
    """A search needs a name."""


class NameTaken(SavedError):
    """One has a search of this name already."""


class TooManySaved(SavedError):
    """There are too many."""


class NotYours(SavedError):
    """There is no such search of this account."""


@transaction.atomic
def save(address: str, *, page: str, name: str, shared: bool, by: Viewer) -> str:
    """
    Keep the filters of a list; returns the id. address: its query; only codes and days are kept.

    :raises SavedError: as the tree at the top says.
    """
    name = " ".join(name.split())[:60]
    if not name:
        raise NoName("Give the search a name, such as “Open, my region”.")
    own = SavedSearch.objects.filter(account=by.account)
    if own.count() >= MOST:
        raise TooManySaved(f"You keep {MOST} searches already. Take one away first.")
    query = urlencode(kept_of(dict(parse_qsl(address))))[:LONGEST]
    try:
        with transaction.atomic():
            made = SavedSearch.objects.create(
                account=by.account,
                agency=by.agency,
                page=page,
                name=name,
                address=query,
                shared=shared,
                made_at=by.at,
            )
    except IntegrityError:
        raise NameTaken(f"You have a search called “{name}” already.") from None
    audit.record(
        Event.SEARCH_SAVED,
        by=by.account,
        subject=f"search:{made.id}",
        at=by.at,
        facts={"page": page, "shared": int(shared)},
    )
    return made.id


@transaction.atomic
def remove(saved: str, *, by: Viewer) -> None:
    """Take one's own search away. :raises NotYours: if there is none."""
    found = SavedSearch.objects.select_for_update().filter(id=saved, account=by.account).first()
    if found is None:
        raise NotYours("This search is not yours, or is gone already.")
    found.delete()
    audit.record(Event.SEARCH_REMOVED, by=by.account, subject=f"search:{saved}", at=by.at)
