"""The studio's reports as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fourfold.apps.council import access
from fourfold.apps.council.models import StudioBlock, StudioComment, StudioReport, StudioRival
from fourfold.apps.council.queries.studio_figures import FigureLine, figure_lines
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.studio import typed_numbers
from fourfold.apps.council.states.studio import Step, StudioState
from fourfold.documents.studio import Kind

WORDS = ("level", "four_p", "english", "spanish", "ref", "alt")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report of the list. writers: accounts that wrote in it."""

    id: str
    year: int
    title: str
    subtitle: str
    title_es: str
    issued_on: date
    state: StudioState
    version: int
    vote: str
    approver: str
    approved_at: datetime | None
    editions: dict[str, Any]
    filed_on: date | None
    writers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rival:
    """A text that waits to be chosen or left."""

    id: str
    told: dict[str, Any]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a block."""

    id: str
    words: str
    at: datetime
    by: str
    is_open: bool
    resolver: str


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody did to a block. before: its words until then. undone: it was taken back."""

    what: Step
    at: datetime
    by: str
    before: dict[str, Any]
    undone: bool = False


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A block. typed: numbers bound to no figure. unknown: codes that name no figure."""

    id: str
    report: str
    kind: Kind
    level: int
    four_p: str
    english: str
    spanish: str
    ref: str
    alt: str
    codes: tuple[str, ...]
    version: int
    typed: tuple[str, ...]
    rivals: tuple[Rival, ...]
    comments: tuple[Comment, ...]

    @property
    def open_comments(self) -> int:
        """Count the comments nobody resolved."""
        return sum(each.is_open for each in self.comments)


@dataclass(frozen=True, slots=True)
class StudioPage:
    """A report with its blocks in order, its figures, and what can be taken back."""

    report: ReportLine
    blocks: tuple[BlockLine, ...]
    figures: tuple[FigureLine, ...]
    last: Told | None

    @property
    def stale(self) -> tuple[FigureLine, ...]:
        """Return the figures somebody has to look at."""
        return tuple(each for each in self.figures if each.is_stale)


def studio_reports(*, viewer: access.Who) -> list[ReportLine]:
    """Return the reports, the newest year first."""
    return [_line(each) for each in access.studio(viewer).order_by("-year", "-made_at")]


def studio_page(report: str, *, viewer: access.Who) -> StudioPage:
    """Return a report with all its page shows. :raises NoSuchPaper:."""
    held = access.studio(viewer).filter(id=report).first()
    if held is None:
        raise NoSuchPaper("There is no such report.")
    rows = list(held.blocks.filter(removed_at=None).order_by("place", "id"))
    step = held.steps.filter(undone=False).order_by("-nth").first()
    names = access.names({step.by}) if step else {}
    return StudioPage(
        _line(held),
        tuple(_blocks(rows)),
        tuple(figure_lines(report, viewer=viewer)) if held.state == StudioState.DRAFT else (),
        Told(Step(step.what), step.at, names.get(step.by, step.by), step.before) if step else None,
    )


def studio_block(block: str, *, viewer: access.Who) -> BlockLine:
    """Return a block that was not taken out. :raises NoSuchPaper:."""
    held = access.studio_blocks(viewer).filter(id=block, removed_at=None).first()
    if held is None:
        raise NoSuchPaper("There is no such block.")
    return _blocks([held])[0]


def block_story(block: str, *, viewer: access.Who) -> list[Told]:
    """Return what was done to a block, the newest first."""
    held = access.studio_blocks(viewer).filter(id=block).first()
    if held is None:
        return []
    rows = list(held.steps.order_by("-nth"))
    names = access.names({each.by for each in rows})
    return [Told(Step(e.what), e.at, names.get(e.by, e.by), e.before, e.undone) for e in rows]


def writers_of(report: str, *, viewer: access.Who) -> set[str]:
    """Return who wrote in a report, looked at its figures or brought its pictures."""
    held = access.studio(viewer).filter(id=report).first()
    if held is None:
        return set()
    return {
        held.made_by,
        *held.steps.values_list("by", flat=True),
        *held.figures.values_list("bound_by", flat=True),
        *held.pictures.values_list("by", flat=True),
    }


def _line(held: StudioReport) -> ReportLine:
    writers = frozenset(writers_of(held.id, viewer=held.made_by))
    approver = held.approved_by
    return ReportLine(
        held.id,
        held.year,
        held.title,
        held.subtitle,
        held.title_es,
        held.issued_on,
        StudioState(held.state),
        held.version,
        held.vote,
        access.names({approver}).get(approver, approver) if approver else "",
        held.approved_at,
        held.editions,
        held.filed_on,
        writers,
    )


def _blocks(rows: list[StudioBlock]) -> list[BlockLine]:
    rivals: dict[str, list[StudioRival]] = {}
    for rival in StudioRival.objects.filter(block__in=rows, settled_at=None).order_by("at", "id"):
        rivals.setdefault(rival.block_id, []).append(rival)
    comments: dict[str, list[StudioComment]] = {}
    for comment in StudioComment.objects.filter(block__in=rows).order_by("at", "id"):
        comments.setdefault(comment.block_id, []).append(comment)
    who = {each.by for held in rivals.values() for each in held}
    who |= {name for held in comments.values() for each in held
            for name in (each.by, each.resolved_by)}  # fmt: skip
    names = access.names(who)
    return [
        BlockLine(
            each.id,
            each.report_id,
            Kind(each.kind),
            each.level,
            each.four_p,
            each.english,
            each.spanish,
            each.ref,
            each.alt,
            tuple(each.codes),
            each.version,
            _typed(each),
            tuple(
                Rival(one.id, one.told, one.at, names.get(one.by, one.by))
                for one in rivals.get(each.id, ())
            ),
            tuple(
                Comment(
                    one.id,
                    one.words,
                    one.at,
                    names.get(one.by, one.by),
                    one.resolved_at is None,
                    names.get(one.resolved_by, one.resolved_by),
                )
                for one in comments.get(each.id, ())
            ),
        )
        for each in rows
    ]


def _typed(held: StudioBlock) -> tuple[str, ...]:
    if held.kind not in (Kind.TEXT, Kind.TABLE, Kind.HEADING, Kind.FIGURE, Kind.CHART):
        return ()
    return tuple(dict.fromkeys((*typed_numbers(held.english), *typed_numbers(held.spanish))))
