"""How far the sheets of a wave are typed, and how well."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import PaperSheet
from fourfold.apps.surveys.rules import in_sample


@dataclass(frozen=True, slots=True)
class PaperCounts:
    """
    The sheets of a wave. mine: the number of whoever looks typed last and may take out, None.

    checked: typed a second time; cells, differed: of those. unreadable: cells that nobody can read.
    again: numbers of the sample that nobody has typed a second time.
    """

    typed: int
    mine: int | None
    checked: int
    cells: int
    differed: int
    unreadable: int
    again: tuple[int, ...]

    @property
    def percent(self) -> float:
        """Of the cells typed twice, how many differed."""
        return 100 * self.differed / self.cells if self.cells else 0.0


def paper_counts(wave: str, *, viewer: access.Who) -> PaperCounts:
    """Return how far the sheets of a wave are; none for who does not run surveys."""
    found = PaperSheet.objects.filter(wave__in=access.waves(viewer).filter(id=wave))
    rows = list(found.order_by("number")) if access.runs(viewer) else []
    name = access.name_of(viewer)
    mine = [each.number for each in rows if each.typed_by == name]
    last = max(mine, default=None)
    free = {each.number for each in rows if each.checked_on is None}
    checked = [each for each in rows if each.checked_on is not None]
    return PaperCounts(
        typed=len(rows),
        mine=last if last in free else None,
        checked=len(checked),
        cells=sum(each.cells or 0 for each in checked),
        differed=sum(each.differed or 0 for each in checked),
        unreadable=sum(len(each.unreadable) for each in rows),
        again=tuple(
            each.number
            for each in rows
            if each.number in free and (each.number == 1 or in_sample(each.id))
        ),
    )
