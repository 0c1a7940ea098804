"""What a reporter reads who comes back with a receipt: how it stands, and what was written."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.apps.cases.access.receipts import NoSuchReceipt, digest_of
from fourfold.apps.cases.models import Receipt, ReportMessage
from fourfold.apps.cases.queries.reports import Message
from fourfold.apps.cases.states.reports import ReportState
from fourfold.security import audit
from fourfold.security.access.sight import subject_of
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class CameBack:
    """taken: somebody works on it, or did. answers: what was written to the reporter."""

    taken: bool
    answers: tuple[Message, ...]


def is_known(receipt: str, *, viewer: Viewer) -> bool:
    """Tell whether a report has this receipt."""
    return Receipt.objects.filter(digest=digest_of(receipt)).exists()


def come_back(receipt: str, *, viewer: Viewer) -> CameBack:
    """
    Return what the reporter may read; nothing of what was told is repeated.

    viewer: stands for whoever holds the receipt. The audit has its line first.
    :raises NoSuchReceipt: :raises audit.RecordsShut: while the log does not hold.
    """
    found = Receipt.objects.select_related("report").filter(digest=digest_of(receipt)).first()
    if found is None:
        raise NoSuchReceipt("We found no report with this number.")
    audit.read_of(
        Event.RECORD_READ,
        by=viewer.account,
        subjects=[subject_of(found.report)],
        at=viewer.at,
        facts={"ties": "receipt"},
    )
    written = ReportMessage.objects.filter(report=found.report).exclude(by="")
    return CameBack(
        taken=found.report.state != ReportState.NEW,
        answers=tuple(
            Message(by="", at=each.at, words=each.words) for each in written.order_by("at", "id")
        ),
    )
