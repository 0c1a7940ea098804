"""A wave's list of organizations, how it was drawn, and how many answered."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Draw, Invited
from fourfold.apps.surveys.rules import NoSuchStudy
from fourfold.apps.surveys.rules.frame_list import Known, fold
from fourfold.apps.surveys.rules.invitations import InvitedState
from fourfold.apps.surveys.rules.pack_frame import region_name, sectors
from fourfold.apps.surveys.rules.rates import Rate, rates, weighted, whole
from fourfold.apps.surveys.rules.sampling import Allocation, Drawing, Split
from fourfold.apps.surveys.rules.strata import LEAST
from fourfold.reference import active_pack

PAGE = 100


@dataclass(frozen=True, slots=True)
class DrawLine:
    """How a sample was drawn. split, allocation: None where all are asked."""

    how: Drawing
    split: Split | None
    allocation: Allocation | None
    seed: str
    size: int | None
    drawn_by: str


@dataclass(frozen=True, slots=True)
class InvitedLine:
    """One organization. region: its name. link: its link can be used, while the wave is open."""

    id: str
    name: str
    sector: str
    region: str
    mail: str
    state: InvitedState


@dataclass(frozen=True, slots=True)
class Sample:
    """
    Everything of a wave's sample but the organizations one by one.

    small: sector and region (names) of strata so small that an answer could say who gave it.
    without_mail: drawn, not answered, and no mailbox is known. weighted: percent.
    """

    draw: DrawLine | None
    all: Rate
    weighted: float | None
    by_sector: tuple[tuple[str, Rate], ...]
    by_region: tuple[tuple[str, Rate], ...]
    by_both: tuple[tuple[str, str, Rate], ...]
    small: tuple[tuple[str, str], ...]
    without_mail: int


def sample_of(wave: str, *, viewer: access.Who) -> Sample:
    """Return a wave's sample, counted. wave: its id, one that `viewer` may see."""
    if not access.runs(viewer):
        raise NoSuchStudy("There is no such wave.")
    found = Draw.objects.filter(wave=wave).first()
    columns = ("sector", "region", "state", "mail")
    lines = list(Invited.objects.filter(wave=wave).values_list(*columns))
    rows = [(sector, region, InvitedState(state)) for sector, region, state, _mail in lines]
    by_both = rates(rows, Split.BOTH)
    return Sample(
        draw=_draw(found) if found else None,
        all=whole(rows),
        weighted=weighted(rates(rows, Split(found.split))) if found and found.split else None,
        by_sector=tuple((each.stratum[0], each) for each in rates(rows, Split.SECTOR)),
        by_region=tuple((region_name(each.stratum[1]), each) for each in rates(rows, Split.REGION)),
        by_both=tuple((each.stratum[0], region_name(each.stratum[1]), each) for each in by_both),
        small=tuple(
            (each.stratum[0], region_name(each.stratum[1]))
            for each in by_both
            if 0 < each.drawn < LEAST
        ),
        without_mail=sum(
            1
            for _sector, _region, state, mail in lines
            if not mail and state in (InvitedState.DRAWN.value, InvitedState.INVITED.value)
        ),
    )


def organizations(
    wave: str, *, viewer: access.Who, page: int = 1, state: str = ""
) -> tuple[list[InvitedLine], bool]:
    """Return a page of a wave's organizations by name, and whether more follow."""
    if not access.runs(viewer):
        return [], False
    found = Invited.objects.filter(wave=wave)
    if state in set(InvitedState):
        found = found.filter(state=state)
    first = (max(page, 1) - 1) * PAGE
    rows = list(found.order_by("name", "id")[first : first + PAGE + 1])
    return [_line(each) for each in rows[:PAGE]], len(rows) > PAGE


def organization(invited: str, *, wave: str, viewer: access.Who) -> InvitedLine:
    """Return one organization. :raises NoSuchStudy:."""
    found = Invited.objects.filter(id=invited, wave=wave).first()
    if found is None or not access.runs(viewer):
        raise NoSuchStudy("There is no such organization.")
    return _line(found)


def known_words(wave: str, *, viewer: access.Who) -> Known:
    """Return what a list for a wave is read against."""
    pack = active_pack()
    names = Invited.objects.filter(wave__in=access.waves(viewer).filter(id=wave))
    regions_by = {fold(each.code): each.code for each in pack.regions}
    regions_by |= {fold(each.name): each.code for each in pack.regions}
    towns = {fold(each.name): each.region for each in pack.towns}
    return Known(
        sectors={fold(each): each for each in sectors()},
        regions=regions_by,
        towns=towns | {fold(each.code): each.region for each in pack.towns},
        names=set(names.values_list("folded", flat=True)),
    )


def _line(row: Invited) -> InvitedLine:
    return InvitedLine(
        row.id, row.name, row.sector, region_name(row.region), row.mail, InvitedState(row.state)
    )


def _draw(row: Draw) -> DrawLine:
    return DrawLine(
        how=Drawing(row.how),
        split=Split(row.split) if row.split else None,
        allocation=Allocation(row.allocation) if row.allocation else None,
        seed=row.seed,
        size=row.size,
        drawn_by=row.drawn_by,
    )
