"""The times a person was missing, and how often they were screened after they came back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from fourfold.apps.cases import access
from fourfold.apps.cases.models import MissingEpisode, Screening
from fourfold.apps.cases.queries import clocks
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.clocks import SeenClock
from fourfold.apps.cases.states.missing import MissingState
from fourfold.apps.cases.states.screenings import ScreeningState
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass


@dataclass(frozen=True, slots=True)
class SeenEpisode:
    """One episode of an opened case, its duties, and whether this viewer may write on it."""

    seen: Sight[MissingEpisode]
    clocks: tuple[SeenClock, ...]
    may_write: bool

    @property
    def record(self) -> MissingEpisode:
        """The episode; its sealed fields are for `seen.fields` alone."""
        return self.seen.record


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An episode in another case of the person that this viewer may know of: its frame."""

    case: str
    known_at: datetime
    returned_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReturnRate:
    """
    Screening after returns of a period. returned: episodes that ended with a return; screened;
    not_screened: by the code of the reason; open: neither, nobody said why.
    """

    returned: int
    screened: int
    not_screened: dict[str, int]

    @property
    def open(self) -> int:
        """Returns after which nothing was written down about a screening."""
        return self.returned - self.screened - sum(self.not_screened.values())

    @property
    def percent(self) -> float | None:
        """Screened of all returned, in percent; None if nobody returned."""
        return 100 * self.screened / self.returned if self.returned else None


def episodes(opened: OpenCase, *, viewer: Viewer) -> list[SeenEpisode]:
    """Return the episodes of an opened case, the newest first."""
    found = MissingEpisode.objects.filter(case=opened.case).order_by("-known_at", "-id")
    every = clocks.of_record(opened.seen, viewer=viewer)
    write = opened.seen.rights.may(Action.WRITE, FieldClass.PERSONAL, "")
    return [
        SeenEpisode(
            seen=opened.seen.part(each),
            clocks=tuple(clock for clock in every if clock.about == each.id),
            may_write=write,
        )
        for each in found
    ]


def episode(number: str, *, opened: OpenCase, viewer: Viewer) -> SeenEpisode:
    """
    Return one episode of an opened case.

    :raises sight.NotKnown: if the case has none of this id.
    """
    for each in episodes(opened, viewer=viewer):
        if each.record.id == number:
            return each
    raise NotKnown("There is no such episode of this case.")


def elsewhere(opened: OpenCase, *, viewer: Viewer) -> list[Elsewhere]:
    """Return the person's episodes in other cases that this viewer may know of, newest first."""
    found = (
        MissingEpisode.objects.filter(
            agency=opened.case.agency,
            person=opened.case.person,
            case__in=access.cases(viewer=viewer),
        )
        .exclude(case=opened.case)
        .exclude(state=MissingState.MISTAKEN)
        .order_by("-known_at", "-id")
    )
    return [Elsewhere(each.case_id, each.known_at, each.returned_at) for each in found[:50]]


def screenings_since(one: SeenEpisode, *, viewer: Viewer) -> list[tuple[str, datetime]]:
    """Return the finished screenings of the case since the return: id and when, newest first."""
    if one.record.returned_at is None:
        return []
    found = Screening.objects.filter(
        case=one.record.case_id,
        state=ScreeningState.DONE.value,
        done_at__gte=one.record.returned_at,
    ).order_by("-done_at", "-id")
    return [(each.id, each.done_at) for each in found[:20] if each.done_at]


def screening_after_return(*, viewer: Viewer, since: datetime, until: datetime) -> ReturnRate:
    """
    Count screenings after returns, of the cases this viewer may know of, in two numbers a row.

    since: included; until: excluded; moments of the return.
    """
    rows = MissingEpisode.objects.filter(
        case__in=access.cases(viewer=viewer), returned_at__gte=since, returned_at__lt=until
    ).values_list("screening", "not_screened_why")
    counted = list(rows)
    reasons = Counter(why for _screening, why in counted if why)
    return ReturnRate(
        returned=len(counted),
        screened=sum(bool(screening) for screening, _why in counted),
        not_screened=dict(sorted(reasons.items())),
    )
