"""
Keeping what somebody types before it is saved, sealed, so that a lost session loses nothing.

DraftError
├── SavedAlready   the form was saved meanwhile; its draft is gone and stays gone
└── NotYours       somebody else's draft has this key
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from fourfold.apps.cases.actions import records
from fourfold.apps.cases.models import Draft
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event


class DraftError(ValueError):
    """The draft was not kept."""


class SavedAlready(DraftError):
    """The form of this key was saved, so there is nothing to keep a draft of."""


class NotYours(DraftError):
    """A draft of this key is somebody else's."""


@transaction.atomic
def keep(number: str, *, kind: str, told: Mapping[str, str], person: str, by: Viewer) -> None:
    """
    Keep a form as it is typed; the first time is a line in the audit.

    number: the form's own key. person: an opaque id with keys of their own, used if it is new.
    :raises SavedAlready, NotYours: see above.
    """
    try:
        with records.not_done(number, by=by):
            _keep(number, kind, told, person, by)
    except records.DoneBefore:
        raise SavedAlready("This was saved meanwhile.") from None


def _keep(number: str, kind: str, told: Mapping[str, str], person: str, by: Viewer) -> None:
    found = Draft.objects.select_for_update().filter(id=number).first()
    if found is not None and (found.account, found.agency) != (by.account, by.agency):
        raise NotYours("There is no such draft.")
    if found is not None:
        found.told, found.changed_at = dict(told), by.at
        found.save(update_fields=["told", "changed_at"])
        return
    Draft.objects.create(
        id=number,
        agency=by.agency,
        person=person,
        account=by.account,
        kind=kind,
        made_at=by.at,
        changed_at=by.at,
        told=dict(told),
    )
    audit.record(Event.DRAFT_KEPT, by=by.account, subject=f"draft:{number}", at=by.at)


@transaction.atomic
def drop(number: str, *, by: Viewer) -> None:
    """Throw one's own draft away; nothing happens if it is gone."""
    gone, _ = Draft.objects.filter(id=number, account=by.account, agency=by.agency).delete()
    if gone:
        audit.record(Event.DRAFT_DROPPED, by=by.account, subject=f"draft:{number}", at=by.at)
