"""What will go: looking, keeping the list, and a second person's yes to exactly this list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fourfold.security import audit
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.models import KeptLine, KeptPreview
from fourfold.security.retention import due_lines as due_now
from fourfold.security.retention.due_lines import Line
from fourfold.security.retention.errors import (
    AlreadyDecided,
    NeedsAnotherPerson,
    NoSuchPreview,
    NothingDue,
    NotTheSameList,
    TooOld,
)
from fourfold.security.retention.holds import check_may

GOOD_FOR = timedelta(days=30)
"""A kept list older than this is made anew: too much may have happened since."""
PAGE = 50
LOOK = (Permission.RETENTION_PREVIEW, Permission.RETENTION_RUN)


@dataclass(frozen=True, slots=True)
class Preview:
    """
    What will go at a moment, by opaque id only.

    lines: what goes, in a fixed order. held: what is due and a legal hold keeps. digest: 64
    letters over the lines. backups_until: until this day a backup may still hold what goes; None
    if backups are kept for good.
    """

    at: datetime
    lines: tuple[Line, ...]
    held: tuple[Line, ...]
    digest: str
    backups_until: date | None

    @property
    def counts(self) -> Mapping[tuple[str, str, str], int]:
        """How many lines there are of each kind, part and rule."""
        return Counter((each.kind, each.part, each.rule) for each in self.lines)

    @property
    def along(self) -> int:
        """How many records go along with those of the list."""
        return sum(each.along for each in self.lines)

    def page(self, number: int = 1, *, size: int = PAGE) -> tuple[Line, ...]:
        """Return one page of the lines; the first is page 1. Past the end it is empty."""
        start = max(number - 1, 0) * size
        return self.lines[start : start + size]


def preview(at: datetime, *, viewer: Viewer) -> Preview:
    """
    Return what will go at a moment. Nothing is changed.

    :raises NotYours: unless the viewer may look at or run retention.
    :raises ScheduleUnfit: if the pack's schedule does not fit the records.
    """
    check_may(viewer, *LOOK)
    going: list[Line] = []
    held: list[Line] = []
    for line in due_now.lines(at):
        (held if line.is_held else going).append(line)
    backups = due_now.schedule().rule("BACKUP").goes_on(timezone.localdate(at))
    return Preview(at, tuple(sorted(going)), tuple(sorted(held)), due_now.digest(going), backups)


def due(at: datetime, *, viewer: Viewer, days: int = 30) -> Mapping[str, int]:
    """Return how many more lines come due within days, by kind; what is due now is left out."""
    check_may(viewer, *LOOK)
    now = {(each.kind, each.record, each.part) for each in due_now.lines(at)}
    then = due_now.lines(at + timedelta(days=days))
    return Counter(each.kind for each in then if (each.kind, each.record, each.part) not in now)


@transaction.atomic
def keep_preview(*, by: Viewer) -> KeptPreview:
    """
    Keep the list of what will go now, for a second person to agree to.

    :raises NothingDue: if nothing will go.
    """
    shown = preview(by.at, viewer=by)
    if not shown.lines:
        raise NothingDue("Nothing is due, so there is nothing to agree to.")
    kept = KeptPreview.objects.create(
        as_of=by.at, digest=shown.digest, count=len(shown.lines), made_by=by.account
    )
    KeptLine.objects.bulk_create(
        (
            KeptLine(
                preview=kept,
                kind=each.kind,
                record=each.record,
                part=each.part,
                rule=each.rule,
                due_on=each.due_on,
                along=each.along,
            )
            for each in shown.lines
        ),
        batch_size=500,
    )
    _told(Event.RETENTION_PREVIEWED, kept, by=by)
    return kept


@transaction.atomic
def agree_to_preview(kept: str, *, digest: str, by: Viewer) -> None:
    """
    Agree that exactly this list goes: the second person.

    digest: the 64 letters of the list that this person was shown.
    :raises NeedsAnotherPerson: if they made the list themselves.
    :raises NotTheSameList: if the digest is another list's, or a line was changed since.
    :raises TooOld, AlreadyDecided, NoSuchPreview:
    """
    check_may(by, Permission.RETENTION_AGREE)
    found = kept_preview(kept, lock=True)
    if found.agreed_by:
        raise AlreadyDecided("Somebody agreed to this list already.")
    if found.made_by == by.account:
        raise NeedsAnotherPerson("You made this list, so another person must agree to it.")
    check_age(found, by.at)
    if digest != found.digest or digest_of(found) != found.digest:
        raise NotTheSameList("This is not the list that was kept. Open it again and look anew.")
    found.agreed_by, found.agreed_at = by.account, by.at
    found.save(update_fields=["agreed_by", "agreed_at"])
    _told(Event.RETENTION_AGREED, found, by=by)


def kept_previews(*, viewer: Viewer) -> QuerySet[KeptPreview]:
    """Return the kept lists, newest first."""
    check_may(viewer, *LOOK)
    return KeptPreview.objects.order_by("-as_of", "id")


def kept_lines(kept: str, *, viewer: Viewer) -> QuerySet[KeptLine]:
    """Return the lines of a kept list, in a fixed order, for a page of them at a time."""
    check_may(viewer, *LOOK)
    return KeptLine.objects.filter(preview_id=kept).order_by("kind", "record", "part")


def kept_preview(kept: str, *, lock: bool = False) -> KeptPreview:
    """Return a kept list. :raises NoSuchPreview:."""
    rows = KeptPreview.objects.select_for_update() if lock else KeptPreview.objects.all()
    found = rows.filter(id=kept).first()
    if found is None:
        raise NoSuchPreview(f"No list {kept[:20]!r} is kept. See: fourfold retention preview")
    return found


def check_age(kept: KeptPreview, at: datetime) -> None:
    """Check that a kept list is not too old to act on. :raises TooOld:."""
    if at - kept.as_of > GOOD_FOR:
        raise TooOld(
            f"This list is more than {GOOD_FOR.days} days old. Keep a new one and agree to that."
        )


def digest_of(kept: KeptPreview) -> str:
    """Return the digest of the lines as they stand in the database."""
    rows = kept.lines.values_list("kind", "record", "part", "rule", "due_on", "along")
    return due_now.digest(Line(*row) for row in rows.iterator(chunk_size=2000))


def _told(event: Event, kept: KeptPreview, *, by: Viewer) -> None:
    audit.record(
        event,
        by=by.account,
        subject=f"preview:{kept.id}",
        at=by.at,
        facts={"count": kept.count, "digest": kept.digest},
    )
