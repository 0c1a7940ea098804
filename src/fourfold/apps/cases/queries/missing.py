"""The times a person was missing, and how often they were screened after they came back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from fourfold.apps.cases import access
from fourfold.apps.cases.models import Case, MissingEpisode, Screening
from fourfold.apps.cases.queries import clocks
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.clocks import SeenClock
from fourfold.apps.cases.states.missing import MissingState
from fourfold.apps.cases.states.screenings import ScreeningState
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass

SCREENED = "SCREENED"


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
    Screening after returns. group: a code, "" for all. returned: episodes that ended with a return;
    screened; not_screened: by the code of the reason; open: neither, nobody said why.
    """

    group: str
    returned: int
    screened: int
    not_screened: dict[str, int]

    @property
    def open(self) -> int:
        """Returns after which nothing was written down about a screening."""
        return self.returned - self.screened - self.with_reason

    @property
    def with_reason(self) -> int:
        """Returns after which somebody said why there was no screening."""
        return sum(self.not_screened.values())

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


def after_returns(
    cases: Iterable[Case], *, groups: Mapping[str, str], viewer: Viewer
) -> list[ReturnRate]:
    """
    Count screenings after each return in cases the viewer listed: all returns, then by group.

    groups: case to group; they come in the order in which the cases name them first. A screening
    followed if it was tied to the return, or finished after it and before they were gone again.
    """
    numbers = [each.pk for each in cases]
    rows = MissingEpisode.objects.filter(case__in=numbers).exclude(state=MissingState.MISTAKEN)
    found = list(rows.order_by("case", "known_at", "id"))
    done = defaultdict[str, list[datetime]](list)
    finished = Screening.objects.filter(case__in=numbers, done_at__isnull=False)
    for each in finished.only("case_id", "done_at"):
        done[each.case_id] += [each.done_at] if each.done_at else []
    ended = defaultdict[str, list[str]](list)
    for one, then in zip_longest(found, found[1:]):
        if one.returned_at is None:
            continue
        again = then if then is not None and then.case_id == one.case_id else None
        ended[one.case_id].append(_ended(one, again, done[one.case_id]))
    every = dict.fromkeys(groups.values())
    return [
        _rate("", [how for hows in ended.values() for how in hows]),
        *(
            _rate(g, [how for c, hows in ended.items() if groups[c] == g for how in hows])
            for g in every
        ),
    ]


def _ended(one: MissingEpisode, again: MissingEpisode | None, done: Iterable[datetime]) -> str:
    """Return SCREENED, else the code of the reason why not, else "" where nobody said."""
    gone = (again.missing_at or again.known_at) if again is not None else None
    followed = (
        one.returned_at and one.returned_at <= at and (not gone or at < gone) for at in done
    )
    return SCREENED if one.screening or any(followed) else one.not_screened_why


def _rate(group: str, ended: list[str]) -> ReturnRate:
    reasons = Counter(each for each in ended if each not in ("", SCREENED))
    return ReturnRate(group, len(ended), ended.count(SCREENED), dict(sorted(reasons.items())))
