"""Codebooks, one's own coding, both side by side once both have finished, and counts of codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import (
    FocusBook,
    FocusCoding,
    FocusGroup,
    FocusMember,
    FocusPeople,
    FocusSettled,
)
from fourfold.apps.surveys.queries.focus import names_of
from fourfold.apps.surveys.rules.focus import (
    KINDS,
    Category,
    NoSuchGroup,
    are_few,
    categories,
)
from fourfold.apps.surveys.rules.focus_codes import (
    Agreed,
    Code,
    Codes,
    agreement,
    disagreements,
    settled_keys,
)
from fourfold.apps.surveys.states import FocusPart, FocusState
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class Book:
    """The newest version of a codebook. nth: 0 where there is none yet."""

    nth: int
    codes: Codes
    made_at: datetime | None
    made_by: str

    @property
    def used(self) -> Codes:
        """The codes that can be given."""
        return tuple(each for each in self.codes if each.is_used)

    def names(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Return the names of codes, merged ones as what they count as."""
        by_key = {each.key: each.name for each in self.codes}
        return tuple(by_key[each] for each in settled_keys(self.codes, keys))


@dataclass(frozen=True, slots=True)
class Difference:
    """A turn that two coders coded differently. common: what both gave."""

    turn: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    common: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two coders side by side. left: differences nobody settled yet; settled: how many were."""

    coders: tuple[str, str]
    turns: int
    agreed: tuple[Agreed, ...]
    left: tuple[Difference, ...]
    settled: int


@dataclass(frozen=True, slots=True)
class CodeCount:
    """
    How often a code was given in what is settled.

    by_group: turns, by the groups of the overview; None is hidden, because so few took part.
    by_kind: groups in which it was given and this kind took part; None is hidden. total: of what is
    shown.
    """

    code: Code
    by_group: tuple[int | None, ...]
    by_kind: tuple[int | None, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of codes over the coded groups of a survey. groups: id and name."""

    groups: tuple[tuple[str, str], ...]
    kinds: tuple[Category, ...]
    counts: tuple[CodeCount, ...]


def book(study: str, *, viewer: access.Who) -> Book:
    """Return the newest version of a survey's codebook, for whoever runs surveys."""
    if not access.runs(viewer):
        raise NoSuchGroup("There is no such survey.")
    row = FocusBook.objects.filter(study=study).order_by("-nth").first()
    if row is None:
        return Book(0, (), None, "")
    name = names_of([row.made_by], viewer=viewer).get(row.made_by, row.made_by)
    return Book(row.nth, tuple(Code(**each) for each in row.codes), row.made_at, name)


def own_coding(group: str, *, viewer: access.Who) -> dict[str, tuple[str, ...]]:
    """Return what one coded oneself: turn to keys. Nobody sees the other's before both finish."""
    if FocusPart.CODER not in access.focus_parts(group, viewer=viewer):
        raise NoSuchGroup("Only the two coders of this group code it.")
    rows = FocusCoding.objects.filter(group=group, account=access.name_of(viewer))
    return {each.turn: tuple(each.codes) for each in rows}


def compared(
    group: str, *, codes: Codes, turns: Sequence[str], viewer: access.Who
) -> Compared | None:
    """
    Return two coders side by side, for the team; None before both have finished.

    codes: the codebook's. turns: ids of the newest transcript. :raises NoSuchGroup:
    """
    if not access.focus_parts(group, viewer=viewer):
        raise NoSuchGroup("There is no such focus group, or you are not in its team.")
    coders = list(
        FocusMember.objects.filter(group=group, part=FocusPart.CODER.value).order_by("account")
    )
    if len(coders) != 2 or any(each.finished_at is None for each in coders):
        return None
    said: dict[str, dict[str, tuple[str, ...]]] = {each.account: {} for each in coders}
    for row in FocusCoding.objects.filter(group=group, account__in=list(said)):
        said[row.account][row.turn] = settled_keys(codes, row.codes)
    first, second = said.values()
    settled = {each.turn for each in FocusSettled.objects.filter(group=group).only("turn")}
    apart = disagreements(first, second, turns=turns)
    names = names_of(said, viewer=viewer)
    return Compared(
        coders=(names.get(coders[0].account, "1"), names.get(coders[1].account, "2")),
        turns=len(turns),
        agreed=agreement(first, second, turns=turns, codes=[each.key for each in codes]),
        left=tuple(
            Difference(
                each,
                first.get(each, ()),
                second.get(each, ()),
                tuple(key for key in first.get(each, ()) if key in second.get(each, ())),
            )
            for each in apart
            if each not in settled
        ),
        settled=sum(each in settled for each in apart),
    )


def overview(study: str, *, viewer: access.Who) -> Overview:
    """Return how often each code was given in the coded groups of a survey; small ones hidden."""
    codes = book(study, viewer=viewer).codes
    done = [FocusState.CODED.value, FocusState.CLOSED.value]
    rows = list(
        access.focus_groups(viewer)
        .filter(study=study, state__in=done, settled__isnull=False)
        .distinct()
        .order_by("held_on", "id")
    )
    given: dict[str, Counter[str]] = {each.id: Counter() for each in rows}
    for settled in FocusSettled.objects.filter(group__in=rows):
        given[settled.group_id].update(settled_keys(codes, settled.codes))
    kinds = _kinds_of(rows)
    counts = tuple(
        _count(each, rows, given, kinds)
        for each in codes
        if any(found[each.key] for found in given.values())
    )
    named = {(each.kind, each.code): each for each in categories(active_pack())}
    heads = tuple(named.get(key, Category(key[0], key[1], key[1])) for key in kinds)
    return Overview(tuple((each.id, each.name) for each in rows), heads, counts)


def _kinds_of(rows: list[FocusGroup]) -> dict[tuple[str, str], dict[str, int]]:
    found: dict[tuple[str, str], dict[str, int]] = {}
    people = FocusPeople.objects.filter(group__in=rows)
    for each in sorted(people, key=lambda one: (KINDS.index(one.kind), one.code)):
        found.setdefault((each.kind, each.code), {})[each.group_id] = each.count
    return found


def _count(
    code: Code,
    rows: list[FocusGroup],
    given: dict[str, Counter[str]],
    kinds: dict[tuple[str, str], dict[str, int]],
) -> CodeCount:
    by_group = tuple(None if are_few(each.people) else given[each.id][code.key] for each in rows)
    by_kind = tuple(
        None
        if are_few(sum(people.values()))
        else sum(1 for group in people if given[group][code.key])
        for people in kinds.values()
    )
    return CodeCount(code, by_group, by_kind, sum(each or 0 for each in by_group))
