"""The register of recommendations: each with its dissent by agency and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fourfold.apps.council import access
from fourfold.apps.council.models import Recommendation
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.states.votes import Category, Fate, Outcome, Stage, Stand
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class FateLine:
    """What became of it. on: None if the source names no day."""

    kind: Fate
    on: date | None
    words: str
    evidence: str


@dataclass(frozen=True, slots=True)
class CommentLine:
    """What somebody said of it. who: the agency of their seat that day, or the staff."""

    who: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """
    A recommendation. opposed_by, abstained: names of agencies, as they were at the vote.

    is_printed: taken over from a document; how each seat voted is not known.
    """

    code: str
    year: int
    number: int
    category: Category
    text: str
    four_p: tuple[str, ...]
    statutes: tuple[str, ...]
    sections: tuple[str, ...]
    stage: Stage
    is_printed: bool
    opposed_by: tuple[str, ...]
    abstained: tuple[str, ...]
    sources: tuple[str, ...]
    fates: tuple[FateLine, ...]
    version: int

    @property
    def fate(self) -> Fate | None:
        """What became of it last, None if nothing is known."""
        return self.fates[-1].kind if self.fates else None


def register(
    year: int | None = None,
    *,
    viewer: access.Who,
    four_p: str = "",
    category: str = "",
    fate: str = "",
) -> tuple[RecommendationLine, ...]:
    """Return the recommendations somebody may see: newest year first, then as printed."""
    rows = access.recommendations(viewer).prefetch_related("fates", "votes")
    if year is not None:
        rows = rows.filter(year=year)
    if category:
        rows = rows.filter(category=category)
    names = {each.code: each.name for each in active_pack().organizations}
    order = list(Category)
    lines = sorted(
        (_line(each, names) for each in rows),
        key=lambda each: (-each.year, order.index(each.category), each.number),
    )
    return tuple(
        each
        for each in lines
        if (not four_p or four_p in each.four_p)
        and (not fate or (each.fate == fate if fate != "NONE" else each.fate is None))
    )


def recommendation(code: str, *, viewer: access.Who) -> RecommendationLine:
    """Return one. :raises NoSuchPaper:."""
    held = access.recommendations(viewer).filter(code=code).first()
    if held is None:
        raise NoSuchPaper("There is no such recommendation.")
    return _line(held, {each.code: each.name for each in active_pack().organizations})


def years(*, viewer: access.Who) -> list[int]:
    """Return the years that have recommendations, the newest first."""
    return sorted(set(access.recommendations(viewer).values_list("year", flat=True)), reverse=True)


def comments(code: str, *, viewer: access.Who) -> tuple[CommentLine, ...]:
    """Return what was said of it, the oldest first; the Council's."""
    if not access.reads(viewer):
        return ()
    held = access.recommendations(viewer).filter(code=code).first()
    if held is None:
        return ()
    rows = held.comments.order_by("made_at", "id")
    return tuple(CommentLine(each.agency, each.text, each.made_at) for each in rows)


def _line(row: Recommendation, names: dict[str, str]) -> RecommendationLine:
    opposed = tuple(names.get(each, each) for each in row.opposed_by)
    abstained = tuple(names.get(each, each) for each in row.abstained)
    decided = {Outcome.APPROVED.value, Outcome.NOT_APPROVED.value}
    for vote in row.votes.all():
        if vote.outcome in decided:
            opposed = _agencies(vote.result, Stand.AGAINST)
            abstained = _agencies(vote.result, Stand.ABSTAIN)
    fates = sorted(row.fates.all(), key=lambda each: (each.on or date.min, each.made_at, each.id))
    return RecommendationLine(
        code=row.code,
        year=row.year,
        number=row.number,
        category=Category(row.category),
        text=row.text,
        four_p=tuple(row.four_p),
        statutes=tuple(row.statutes),
        sections=tuple(row.sections),
        stage=Stage(row.stage),
        is_printed=row.is_printed,
        opposed_by=opposed,
        abstained=abstained,
        sources=tuple(row.sources),
        fates=tuple(FateLine(Fate(e.kind), e.on, e.words, e.evidence) for e in fates),
        version=row.version,
    )


def _agencies(result: list[dict[str, str]], stand: Stand) -> tuple[str, ...]:
    found = (each["agency"] for each in result if each["stand"] == stand.value)
    return tuple(dict.fromkeys(found))
