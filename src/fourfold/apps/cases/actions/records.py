"""
Opening a record for a change: need-to-know, the right to write, the lock, and nobody overwritten.

ChangeError
├── ChangedMeanwhile   somebody changed the record since the page was opened
└── DoneBefore         the very same form came before; `leads_to` is what it made
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, transaction

from fourfold.apps.cases.models import Case, Once, Report
from fourfold.security.access import sight
from fourfold.security.access.need_to_know import rights
from fourfold.security.access.policy import Action
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass

Record = TypeVar("Record", Case, Report)


class ChangeError(ValueError):
    """Nothing was changed; the message says why and what to do."""


class ChangedMeanwhile(ChangeError):
    """The page shows an older version. by: the account that changed it last; at: when."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__(
            "This was changed while your page was open. What you typed is still here; look at "
            "what is new, then save again."
        )
        self.by, self.at = by, at


class DoneBefore(ChangeError):
    """The same form came twice, and was done once. leads_to: kind and id of what it made."""

    def __init__(self, leads_to: str) -> None:
        super().__init__("This was saved before. Nothing was done twice.")
        self.leads_to = leads_to


@contextmanager
def changing(
    model: type[Record],
    number: str,
    *,
    by: Viewer,
    writes: Iterable[FieldClass] = (FieldClass.PERSONAL,),
    version: int | None = None,
) -> Iterator[sight.Sight[Record]]:
    """
    Open a report or case, locked, in a transaction that ends with the block.

    writes: the classes of what will be written, in it or in what hangs on it. version: what the
    page showed; None where the change cannot overwrite anything.
    :raises sight.NotKnown: if the viewer may not know of it, or not write these classes; that is a
    line in the audit. :raises ChangedMeanwhile: if another version is there now.
    """
    opened = sight.open_record(model, number, viewer=by)
    for each in writes:
        opened.check_class(Action.WRITE, each)
    with transaction.atomic():
        found = sight.to_change(model, viewer=by).filter(pk=number).first()
        if found is None:  # its last relation ended between the two looks
            raise sight.NotKnown("There is no such record.")
        if version is not None and found.version != version:
            last = found.lines.order_by("-at", "-nth", "-id").first()
            raise ChangedMeanwhile(last.by if last else "", found.changed_at)
        yield sight.Sight(found, rights(by, found))


def once(key: str, *, leads_to: str, by: Viewer) -> None:
    """
    Remember, in the transaction of the change, that a form was done; call it before anything else.

    key: what the form carried. leads_to: kind and id of what it makes, such as "report:7Q…".
    :raises DoneBefore: if it was done before; the transaction must not go on.
    """
    name = _name(key, by)
    try:
        with transaction.atomic():
            Once.objects.create(id=name, leads_to=leads_to, at=by.at)
    except IntegrityError:
        before = Once.objects.filter(id=name).values_list("leads_to", flat=True)
        raise DoneBefore(before.first() or "") from None


@contextmanager
def not_done(key: str, *, by: Viewer) -> Iterator[None]:
    """
    Hold a form that was not done, in a transaction; whoever does it meanwhile waits for its end.

    :raises DoneBefore: if it was done before; the transaction must not go on.
    """
    once(key, leads_to="", by=by)
    yield
    Once.objects.filter(id=_name(key, by)).delete()


def was_done(key: str, *, by: Viewer) -> bool:
    """Tell whether a form with this key was done by this account."""
    return Once.objects.filter(id=_name(key, by)).exists()


def _name(key: str, by: Viewer) -> str:
    return f"{by.account}:{key}"[:80]
