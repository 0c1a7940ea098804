"""Reading releases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist, ValidationError

from fourfold.analysis.estimate import read_result
from fourfold.analysis.tables import FigureTable, Indicator
from fourfold.apps.releases import access
from fourfold.apps.releases.models import Release
from fourfold.apps.releases.rules import NEEDED
from fourfold.apps.releases.states import ReleaseState
from fourfold.apps.studies import queries as studies
from fourfold.catalog.shapes import ClearedTable, Lineage, Origin, TableCard
from fourfold.catalog.telling import AllTold, in_other_languages, pictures
from fourfold.documents.estimation import panel_chart
from fourfold.documents.present import present
from fourfold.reference import Pack

LAST = 10_000
"""An estimate stands behind what was counted."""


class NoSuchRelease(LookupError):
    """This account sees no release of this id."""


@dataclass(frozen=True, slots=True)
class ReleaseCard:
    """A release as a list shows it."""

    id: str
    title: str
    state: ReleaseState
    proposed_by: str
    agreed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release as its page shows it. me_*: whether the viewer proposed it, or agreed already."""

    id: str
    title: str
    state: ReleaseState
    proposed_by: str
    proposed_at: datetime
    agreed: tuple[tuple[str, datetime], ...]
    needed: int
    published_by: str
    published_at: datetime | None
    me_proposed: bool
    me_agreed: bool


def releases(*, viewer: access.Who) -> tuple[ReleaseLine, ...]:
    """Return the releases somebody may see: what waits first, then the newest."""
    found = access.visible_to(viewer).order_by("-proposed_at").prefetch_related("agreements")
    order = list(ReleaseState)
    return tuple(sorted(_lines(found, viewer), key=lambda each: order.index(each.state)))


def release(number: str, *, viewer: access.Who) -> ReleaseLine:
    """Return one release. :raises NoSuchRelease:"""
    try:
        found = access.visible_to(viewer).filter(id=number).prefetch_related("agreements")
        lines = _lines(found, viewer)
    except ValidationError:  # of Django: the id is not one of ours
        lines = []
    if not lines:
        raise NoSuchRelease(f"There is no release {number}.")
    return lines[0]


def offered(*, viewer: access.Who) -> tuple[studies.Offered, ...]:
    """Return what studies handed on and nobody has proposed, or was refused."""
    standing = access.visible_to(viewer).exclude(state=ReleaseState.REFUSED.value)
    taken = set(map(str, standing.values_list("run_id", flat=True)))
    return tuple(each for each in studies.runs_to_propose(viewer=viewer) if each.run not in taken)


def _lines(found: Iterable[Release], viewer: access.Who) -> list[ReleaseLine]:
    every = list(found)
    people = {each.proposed_by for each in every} | {each.published_by for each in every}
    people |= {one.by for each in every for one in each.agreements.all()}
    names, me = access.names(people), access.name_of(viewer)
    return [
        ReleaseLine(
            id=str(each.id),
            title=each.title,
            state=ReleaseState(each.state),
            proposed_by=names.get(each.proposed_by, each.proposed_by),
            proposed_at=each.proposed_at,
            agreed=tuple(
                (names.get(one.by, one.by), one.at)
                for one in sorted(each.agreements.all(), key=lambda one: one.at)
            ),
            needed=NEEDED,
            published_by=names.get(each.published_by, each.published_by),
            published_at=each.published_at,
            me_proposed=each.proposed_by == me,
            me_agreed=me in {one.by for one in each.agreements.all()},
        )
        for each in every
    ]


def release_of_run(run: str, *, viewer: access.Who) -> ReleaseCard | None:
    """Return the release of a run, a refused one only if no other stands; or None."""
    releases = access.visible_to(viewer).filter(run_id=run).prefetch_related("agreements")
    found = min(releases, key=lambda each: each.state == ReleaseState.REFUSED.value, default=None)
    if found is None:
        return None
    return ReleaseCard(
        id=str(found.id),
        title=found.title,
        state=ReleaseState(found.state),
        proposed_by=found.proposed_by,
        agreed_by=tuple(sorted(each.by for each in found.agreements.all())),
    )


def tables_of(release: str, *, pack: Pack, viewer: access.Who) -> list[ClearedTable]:
    """
    Return a release's tables as the catalog takes them: words, chart, cautions and lineage.

    :raises NoSuchRelease: if this account sees none of this id.
    """
    try:
        found = access.visible_to(viewer).get(id=release)
    except (ObjectDoesNotExist, ValidationError):  # of Django: the id is not one of ours
        raise NoSuchRelease(f"There is no release {release}.") from None
    result = studies.run(str(found.run_id), viewer=viewer)
    table = FigureTable(result.figures, result.indicators)
    return [
        _cleared(indicator, table, result, of=found, places=pack.places)
        for indicator in table.present_indicators()
    ]


def _cleared(
    indicator: Indicator,
    table: FigureTable,
    result: studies.RunResult,
    *,
    of: Release,
    places: Mapping[str, str],
) -> ClearedTable:
    shown = present(indicator, table, places=places, findings=result.findings)
    picture = panel_chart(read_result(result.estimate)) if result.estimate else shown.chart
    own = table.of_indicator(indicator.code)
    codes = {figure.code for figure in own}
    told: AllTold = {}
    if not result.estimate:  # a study's words are its own; it says itself what it has in others
        told = in_other_languages(
            indicator,
            table,
            said=of.words,
            places=places,
            findings=result.findings,
            cautions=shown.cautions,
        )
    return ClearedTable(
        card=TableCard(
            code=indicator.code,
            name=indicator.name,
            headline=shown.headline,
            subtitle=shown.subtitle,
            four_p=indicator.four_p[0],
            unit=indicator.unit,
            newest=shown.newest,
            newest_period=shown.newest_period,
            order=LAST if result.estimate else indicator.order,
            told={language: card for language, (card, _) in told.items()},
        ),
        indicator=indicator,
        figures=own,
        chart=pictures(picture) if picture else "",
        in_words=dict(result.estimate.get("sentence", {})),
        cautions=shown.cautions,
        told={language: each for language, (_, each) in told.items()},
        lineage=Lineage(
            release=str(of.id),
            run=result.id,
            method=result.method,
            software=result.software,
            origins=tuple(
                Origin(code, each.organization, each.file_name, line, each.sha256)
                for each in result.inputs
                for code, line in each.lines.items()
                if code in codes
            ),
        ),
    )
