"""Reading releases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist, ValidationError

from fourfold.analysis.tables import FigureTable, Indicator
from fourfold.apps.releases import access
from fourfold.apps.releases.states import ReleaseState
from fourfold.apps.studies import queries as studies
from fourfold.catalog.shapes import ClearedTable, Lineage, Origin, TableCard
from fourfold.documents import charts
from fourfold.documents.blocks import Chart
from fourfold.documents.present import present
from fourfold.reference import Pack


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


def release_of_run(run: str, *, viewer: str) -> ReleaseCard | None:
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


def tables_of(release: str, *, pack: Pack, viewer: str) -> list[ClearedTable]:
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
        _cleared(indicator, table, result, release=release, places=pack.places)
        for indicator in table.present_indicators()
    ]


def _cleared(
    indicator: Indicator,
    table: FigureTable,
    result: studies.RunResult,
    *,
    release: str,
    places: Mapping[str, str],
) -> ClearedTable:
    shown = present(indicator, table, places=places, findings=result.findings)
    own = table.of_indicator(indicator.code)
    codes = {figure.code for figure in own}
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
            order=indicator.order,
        ),
        indicator=indicator,
        figures=own,
        chart=_pictures(shown.chart) if shown.chart else "",
        cautions=shown.cautions,
        lineage=Lineage(
            release=release,
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


def _pictures(chart: Chart) -> str:
    """Draw a chart twice, for a desk and for a phone, where a wide one could not be read."""
    return "".join(charts.svg(chart, width=width) for width in (charts.WIDE, charts.NARROW))
