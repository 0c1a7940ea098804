"""The Council's duties by year: who holds each, when it is due, what shows it, where it stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.apps.council import access
from fourfold.apps.council.queries.shown import Automatic, Showing
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.mandates import clock_of, due_in, is_owed, is_soon, state_of
from fourfold.apps.council.states.mandates import (
    DutyState,
    ProofKind,
    ReadState,
    Recurs,
    Said,
)
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import Row, active_pack

YEARS = 5
"""How many years the board shows."""


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """What was said of a duty in a year. why: of whoever gave it back."""

    id: str
    said: Said
    words: str
    state: ReadState
    made_by: str
    made_at: datetime
    read_by: str
    read_at: datetime | None
    why: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A piece of evidence."""

    id: str
    kind: ProofKind
    ref: str
    words: str
    place: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class YearLine:
    """A duty in one year. said: the newest word that a second person read, None for none."""

    year: int
    due_on: date | None
    state: DutyState
    automatic: Automatic
    said: AssessmentLine | None
    draft: AssessmentLine | None
    history: tuple[AssessmentLine, ...]
    proofs: tuple[ProofLine, ...]
    is_soon: bool


@dataclass(frozen=True, slots=True)
class DutyLine:
    """
    A duty of the law or the project. deadline: the law's own words, "" if none are known.

    confirmed: whether a source says when it is due. now: the year that counts today. years: the
    years of the board, None where it was not owed.
    """

    code: str
    duty: str
    holder: str
    text: str
    four_p: tuple[FourP, ...]
    recurs: Recurs
    deadline: str
    confirmed: bool
    note: str
    sources: tuple[str, ...]
    now: YearLine
    years: tuple[YearLine | None, ...]


def duties(*, viewer: access.Who, today: date, until: int = 0) -> list[DutyLine]:
    """
    Return every duty with its years, as the pack orders them.

    until: the last year of the board, 0 for this one. A stranger is told only what a second person
    read, and what Fourfold shows by itself.
    """
    pack = active_pack()
    rows = pack.rows("mandate")
    clocks = {each["duty"]: each for each in pack.rows("mandate_clocks")}
    deadlines = {each["code"]: each["deadline"] for each in pack.rows("deadlines")}
    titles = {each.code: each.title for each in pack.sources}
    held = _Held(viewer, today)
    last = until or today.year
    found = []
    for row in rows:
        clock_row: Row | None = clocks.get(row["code"])
        clock = clock_of(
            clock_row["recurs"] if clock_row else Recurs.STANDING,
            due=clock_row["due"] if clock_row else "",
            first_year=clock_row["first_year"] if clock_row else "",
        )
        shown_by = clock_row["shown_by"] if clock_row else ""

        def of(year: int, *, row=row, clock=clock, shown_by=shown_by) -> YearLine:  # type: ignore[no-untyped-def]
            return held.year(row["code"], due_in(clock, year=year), shown_by, year)

        now = clock.on.year if clock.on else today.year
        found.append(
            DutyLine(
                *(row["code"], row["duty"], row["duty_holder"], row["text"]),
                tuple(FourP(each) for each in row.parts("four_p")),
                clock.recurs,
                deadlines.get(clock_row["deadline"], "") if clock_row else "",
                clock_row is not None and clock_row["confirmed"] == "yes",
                clock_row["note"] if clock_row else "",
                tuple(titles.get(each, each) for each in row.parts("source")),
                of(now),
                tuple(
                    of(year) if is_owed(clock, year=year) else None
                    for year in range(last - YEARS + 1, last + 1)
                ),
            )
        )
    return found


def duty(code: str, *, viewer: access.Who, today: date, until: int = 0) -> DutyLine:
    """Return one duty. :raises NoSuchPaper:."""
    for each in duties(viewer=viewer, today=today, until=until):
        if each.code == code and access.reads(viewer):
            return each
    raise NoSuchPaper("There is no such duty.")


def year_of(code: str, *, year: int, viewer: access.Who, today: date) -> YearLine:
    """Return a duty in one year. :raises NoSuchPaper: if it is not owed then."""
    found = duty(code, viewer=viewer, today=today, until=year)
    line = found.now if found.now.year == year else found.years[-1]
    if line is None:
        raise NoSuchPaper("The duty is not owed in that year.")
    return line


def waiting(*, viewer: access.Who, today: date) -> list[tuple[DutyLine, YearLine]]:
    """Return duties that are late or due soon, or have a word that waits for this viewer."""
    if not access.reads(viewer):
        return []
    found = []
    for each in duties(viewer=viewer, today=today):
        for line in {one.year: one for one in (*each.years, each.now) if one}.values():
            to_read = line.draft is not None and not line.draft.is_mine
            if to_read or (line.is_soon and line is each.now and each.recurs is Recurs.YEARLY):
                found.append((each, line))
    return found


class _Held:
    def __init__(self, viewer: access.Who, today: date) -> None:
        self.today = today
        self.showing = Showing(today=today)
        self.me = access.name_of(viewer)
        said = list(access.duty_assessments(viewer).order_by("-made_at", "-id"))
        proofs = list(access.proofs(viewer).order_by("made_at", "id"))
        writers = {each.made_by for each in proofs}
        # A stranger is told no names.
        self.names = (
            access.names({n for e in said for n in (e.made_by, e.read_by)} | writers)
            if access.reads(viewer)
            else {}
        )
        self.said: defaultdict[tuple[str, int], list[AssessmentLine]] = defaultdict(list)
        for each in said:
            self.said[each.duty, each.year].append(self._assessment(each))
        self.proofs: defaultdict[tuple[str, int], list[ProofLine]] = defaultdict(list)
        for one in proofs:
            self.proofs[one.duty, one.year].append(self._proof(one))

    def year(self, code: str, due_on: date | None, shown_by: str, year: int) -> YearLine:
        history = self.said[code, year]
        read = [each for each in history if each.state is ReadState.REVIEWED]
        said = max(read, key=lambda each: (each.read_at, each.made_at), default=None)
        automatic = self.showing.of(shown_by, year=year)
        state = state_of(
            shown=automatic.shown,
            said=said.said if said else None,
            due_on=due_on,
            year=year,
            today=self.today,
        )
        return YearLine(
            year,
            due_on,
            state,
            automatic,
            said,
            next((each for each in history if each.state is ReadState.DRAFT), None),
            tuple(history),
            tuple(self.proofs[code, year]),
            is_soon(due_on, state=state, today=self.today),
        )

    def _assessment(self, each) -> AssessmentLine:  # type: ignore[no-untyped-def]
        return AssessmentLine(
            each.id,
            Said(each.said),
            each.words,
            ReadState(each.state),
            self.names.get(each.made_by, each.made_by),
            each.made_at,
            self.names.get(each.read_by, each.read_by),
            each.read_at,
            each.why,
            bool(self.me) and each.made_by == self.me,
        )

    def _proof(self, one) -> ProofLine:  # type: ignore[no-untyped-def]
        who = self.names.get(one.made_by, one.made_by)
        return ProofLine(
            one.id, ProofKind(one.kind), one.ref, one.words, one.place, who, one.made_at
        )
