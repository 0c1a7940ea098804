"""
Keeping what somebody types before it is saved, sealed, so that a lost session loses nothing.

DraftError
├── SavedAlready   the form was saved meanwhile; its draft is gone and stays gone
└── NotYours       somebody else's draft has this key
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from django.db import transaction

from fourfold.apps.cases import access
from fourfold.apps.cases.actions import records
from fourfold.apps.cases.models import Draft
from fourfold.security import audit
from fourfold.security.access.sight import NotKnown
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
    _keep(Draft(id=number, kind=kind, person=person), told, by=by)


@transaction.atomic
def keep_of_case(
    number: str, *, kind: str, case: str, about: str, told: Mapping[str, list[str]], by: Viewer
) -> None:
    """
    Keep a form about a case as it is typed, sealed with the keys of its person.

    about: the part it is about, or blank. :raises NotKnown: if one may not know of the case, or
    another agency keeps it. :raises SavedAlready, NotYours: see above.
    """
    known = access.cases(viewer=by).filter(pk=case, agency=by.agency)
    person = known.values_list("person", flat=True).first()
    if person is None:
        raise NotKnown("There is no such case.")
    _keep(Draft(id=number, kind=kind, person=person, case=case, about=about), told, by=by)


@transaction.atomic
def keep_of_report(
    number: str, *, kind: str, report: str, told: Mapping[str, list[str]], by: Viewer
) -> None:
    """
    Keep a form about a report as it is typed, sealed with the keys of its person.

    :raises NotKnown, SavedAlready, NotYours: as `keep_of_case`.
    """
    known = access.reports(viewer=by).filter(pk=report, agency=by.agency)
    person = known.values_list("person", flat=True).first()
    if person is None:
        raise NotKnown("There is no such report.")
    _keep(Draft(id=number, kind=kind, person=person, about=report), told, by=by)


@transaction.atomic
def drop(number: str, *, by: Viewer) -> None:
    """Throw one's own draft away; nothing happens if it is gone."""
    _let_go(number, by=by)


@transaction.atomic
def finish(number: str, *, by: Viewer) -> None:
    """Let a draft go whose form was saved; what a slow page still sends of it is not kept."""
    with suppress(records.DoneBefore):
        records.once(number, leads_to="draft:", by=by)
    _let_go(number, by=by)


def _keep(draft: Draft, told: Mapping[str, str | list[str]], *, by: Viewer) -> None:
    try:
        with records.not_done(draft.id, by=by):
            _write(draft, told, by=by)
    except records.DoneBefore:
        raise SavedAlready("This was saved meanwhile.") from None


def _write(draft: Draft, told: Mapping[str, str | list[str]], *, by: Viewer) -> None:
    found = Draft.objects.select_for_update().filter(id=draft.id).first()
    if found is not None and (found.account, found.agency) != (by.account, by.agency):
        raise NotYours("There is no such draft.")
    if found is not None and (found.kind, found.case, found.about) != (
        draft.kind,
        draft.case,
        draft.about,
    ):
        raise NotYours("This draft is of another form.")
    if found is not None:
        found.told, found.changed_at = dict(told), by.at
        found.save(update_fields=["told", "changed_at"])
        return
    draft.agency, draft.account = by.agency, by.account
    draft.made_at = draft.changed_at = by.at
    draft.told = dict(told)
    draft.save(force_insert=True)
    audit.record(Event.DRAFT_KEPT, by=by.account, subject=f"draft:{draft.id}", at=by.at)


def _let_go(number: str, *, by: Viewer) -> None:
    gone, _ = Draft.objects.filter(id=number, account=by.account, agency=by.agency).delete()
    if gone:
        audit.record(Event.DRAFT_DROPPED, by=by.account, subject=f"draft:{number}", at=by.at)
