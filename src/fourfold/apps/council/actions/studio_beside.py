"""What is done beside the blocks' words: figures looked at, comments, pictures."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from io import BytesIO

from django.db import transaction

from fourfold.analysis.tables import figure_row, indicator_row
from fourfold.apps.council import access
from fourfold.apps.council.actions.studio import _block, _draft, _write
from fourfold.apps.council.models import StudioComment, StudioFigure, StudioPicture
from fourfold.apps.council.queries.studio_figures import cleared
from fourfold.apps.council.rules import NoSuchPaper, NotWhole
from fourfold.apps.council.rules.studio import shown_by
from fourfold.catalog import queries as catalog
from fourfold.documents.studio import Kind
from fourfold.security import audit
from fourfold.security.edges import uploads
from fourfold.security.edges.uploads.accepting import Readable
from fourfold.security.events import Event

MOST_PIXELS = 3000
"""The longer side of a picture; a printed page shows no more."""


@transaction.atomic
def accept_figure(report: str, *, code: str, by: access.Who, at: datetime) -> None:
    """Bind a figure as the catalog shows it today. :raises NotWhole: if it was withdrawn."""
    held = _figure(report, code, by=by)
    table = cleared(viewer=by)
    if code not in table:
        raise NotWhole(f"{code} was withdrawn. Keep its old value with a note, or leave it out.")
    figure = table[code]
    published = catalog.table(figure.indicator)
    held.shown, held.row = shown_by(figure, table), figure_row(figure)
    held.indicator = indicator_row(table.indicator_of(figure))
    held.table_version = published.version if published else 0
    held.digest = published.sha256 if published else ""
    held.note = held.seen = ""
    held.bound_at, held.bound_by = at, access.name_of(by)
    held.save()
    _record(report, "figure_accepted", by=by, at=at)


@transaction.atomic
def keep_figure(report: str, *, code: str, note: str, by: access.Who, at: datetime) -> None:
    """Keep a figure's older value, and say why; the note is printed. :raises NotWhole:."""
    held = _figure(report, code, by=by)
    if not note.strip():
        raise NotWhole("Say why the older value is kept. The note is printed with the figure.")
    table = cleared(viewer=by)
    held.note = note.strip()[:300]
    held.seen = shown_by(table[code], table) if code in table else ""
    held.bound_by = access.name_of(by)
    held.save()
    _record(report, "figure_kept", by=by, at=at)


@transaction.atomic
def leave_out(report: str, *, code: str, by: access.Who, at: datetime) -> None:
    """Take a figure out of charts and tables. :raises NotWhole: if a text still names it."""
    held = _draft(report, by=by)
    drawn = [Kind.CHART.value, Kind.TABLE.value]
    for each in held.blocks.filter(removed_at=None):
        if code not in each.codes:
            continue
        if each.kind not in drawn or not each.ref:
            raise NotWhole(f"Take {{{code}}} out of the text that names it first.")
        each.codes = [one for one in each.codes if one != code]
        each.save()
    StudioFigure.objects.filter(report=held, code=code).delete()
    _record(report, "figure_left_out", by=by, at=at)


@transaction.atomic
def comment(block: str, *, words: str, once: str, by: access.Who, at: datetime) -> None:
    """Comment on a block of a draft; whoever reads the Council's papers may. Twice is once."""
    held = access.studio_blocks(by).filter(id=block, removed_at=None).first()
    if held is None:
        raise NoSuchPaper("There is no such block.")
    if not words.strip():
        raise NotWhole("Write the comment first.")
    told = {"block": held, "words": words.strip()[:2000], "at": at, "by": access.name_of(by)}
    StudioComment.objects.get_or_create(once=once, defaults=told)
    _record(held.report_id, "comment", by=by, at=at)


@transaction.atomic
def resolve(comment: str, *, by: access.Who, at: datetime) -> None:
    """Note that a comment is settled."""
    found = StudioComment.objects.filter(
        id=comment, resolved_at=None, block__in=access.studio_blocks(by)
    ).first()
    if found is None or not (access.works(by) or found.by == access.name_of(by)):
        raise NoSuchPaper("There is no such open comment.")
    found.resolved_at, found.resolved_by = at, access.name_of(by)
    found.save()
    _record(found.block.report_id, "comment_resolved", by=by, at=at)


@transaction.atomic
def put_picture(block: str, *, file: Readable, alt: str, by: access.Who, at: datetime) -> None:
    """
    Put a picture into a picture's block, drawn anew. alt: what it shows, for who cannot see it.

    :raises NotWhole: without alt text, or if the edges refuse the file, in their words.
    """
    held = _block(block, by=by)
    if held.kind != Kind.PICTURE:
        raise NoSuchPaper("This block takes no picture.")
    if not alt.strip():
        raise NotWhole("Say what the picture shows, for people who cannot see it.")
    try:
        taken = uploads.accept(file, kinds=uploads.PICTURES)
    except uploads.Refused as refused:
        raise NotWhole(f"The picture was not taken. {refused}") from refused
    content = taken.stream.getvalue()
    width, height = _size(content)
    if max(width, height) > MOST_PIXELS:
        raise NotWhole(
            f"The picture is {width} by {height} pixels. Make its longer side {MOST_PIXELS} "
            "pixels or less: a printed page shows no more."
        )
    digest = sha256(content).hexdigest()
    made = StudioPicture.objects.filter(report=held.report, digest=digest).first()
    if made is None:
        made = StudioPicture.objects.create(
            report=held.report,
            kind=taken.kind.media_type,
            content=content,
            digest=digest,
            width=width,
            height=height,
            at=at,
            by=access.name_of(by),
        )
    _write(held, {"ref": made.id, "alt": alt.strip()[:300]}, by=by, at=at)
    _record(held.report_id, "picture", by=by, at=at)


def _size(content: bytes) -> tuple[int, int]:
    from PIL import Image  # noqa: PLC0415 - only who brings a picture pays for it

    with Image.open(BytesIO(content)) as picture:
        return picture.size


def _figure(report: str, code: str, *, by: access.Who) -> StudioFigure:
    held = _draft(report, by=by)
    found = StudioFigure.objects.select_for_update().filter(report=held, code=code).first()
    if found is None:
        raise NoSuchPaper("The report is not bound to this figure.")
    return found


def _record(report: str, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.STUDIO_CHANGED,
        by=access.name_of(by),
        subject=f"studio-report:{report}",
        at=at,
        facts={"what": what},
    )
