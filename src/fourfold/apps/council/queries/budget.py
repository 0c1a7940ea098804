"""The budget of a fiscal year: lines with their sums, the entries of one, and what was printed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from fourfold.analysis.tables import Hidden
from fourfold.apps.council import access
from fourfold.apps.council.models import BudgetEntry, BudgetFile, BudgetLine
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.budget import Sums, Told, fiscal_year, open_of, sums_of, told_of
from fourfold.apps.council.states.budget import EntryKind, EntryState
from fourfold.apps.council.states.reports import FourP
from fourfold.catalog import queries as catalog
from fourfold.documents.words import period_words
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class Limits:
    """What the pack says. starts: month and day of the fiscal year. two_people_over: in cents."""

    starts: tuple[int, int] = (7, 1)
    two_people_over: int = 100_000
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """What came of the money, as published: words and number; and what one of it cost, in cents."""

    words: str
    value: Decimal
    each: int | None


@dataclass(frozen=True, slots=True)
class BudgetLineRow:
    """
    A line with its sums. funds: each source of its money with cents and the document behind it.

    reached: None where no published number says what came of it.
    """

    id: str
    year: int
    code: str
    name: str
    four_p: FourP
    action: str
    action_name: str
    sums: Sums
    funds: tuple[tuple[str, int, str], ...]
    reached: Reached | None

    @property
    def is_over(self) -> bool:
        """True if more is spent and promised than was given."""
        return self.sums.remaining < 0


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as pages show it. open: what of a commitment is not paid. may_reverse: it can be."""

    id: str
    line: str
    line_name: str
    kind: EntryKind
    state: EntryState
    cents: int
    on: date
    who: str
    words: str
    source: str
    over_why: str
    made_by: str
    made_at: datetime
    agreed_by: str
    reverses: str
    open: int
    is_mine: bool
    may_reverse: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """A row of a budget as a public document has it. cents None: not published, or hidden."""

    budget: str
    kind: str
    line: str
    period: str
    cents: int | None
    reached: Reached | None
    note: str
    source: str


def limits(*, viewer: access.Who) -> Limits:
    """Return when the fiscal year starts, and above which sum two people agree."""
    rows = {each["code"]: each for each in active_pack().rows("budget_rules") if viewer}
    starts, over = rows.get("FISCAL_YEAR_STARTS"), rows.get("TWO_PEOPLE_OVER")
    month, day = starts["value"].split("-") if starts else ("7", "1")
    return Limits(
        (int(month), int(day)),
        int(over["value"]) * 100 if over else 100_000,
        bool(rows) and all(each["confirmed"] == "yes" for each in rows.values()),
    )


def year_of(day: date, *, viewer: access.Who) -> int:
    """Return the fiscal year of a day, named by the year in which it ends."""
    return fiscal_year(day, starts=limits(viewer=viewer or "budget").starts)


def years(*, viewer: access.Who, today: date) -> list[int]:
    """Return the years that have a line, and this one; the newest first."""
    held = set(access.budget_lines(viewer).values_list("year", flat=True))
    return sorted(held | {year_of(today, viewer=viewer)}, reverse=True)


def lines(*, viewer: access.Who, year: int) -> tuple[BudgetLineRow, ...]:
    """Return the lines of a fiscal year by P and code, with sums, sources and what came of them."""
    rows = list(access.budget_lines(viewer).filter(year=year).select_related("action"))
    held: defaultdict[str, list[BudgetEntry]] = defaultdict(list)
    for each in BudgetEntry.objects.filter(line__in=rows).order_by("on", "made_at", "id"):
        held[each.line_id].append(each)
    order = [each.value for each in FourP]
    rows.sort(key=lambda each: (order.index(each.four_p), each.code))
    figures = catalog.figures() if any(each.reached for each in rows) else None
    return tuple(_row(each, held[each.id], figures) for each in rows)


def line(budget_line: str, *, viewer: access.Who) -> BudgetLineRow:
    """Return one line. :raises NoSuchPaper:."""
    found = access.budget_lines(viewer).filter(id=budget_line).values_list("year", flat=True)
    for year in found:
        for each in lines(viewer=viewer, year=year):
            if each.id == budget_line:
                return each
    raise NoSuchPaper("There is no such line of the budget.")


def entries(
    *, viewer: access.Who, year: int, line: str = "", only_asked: bool = False
) -> list[EntryLine]:
    """Return the entries of a year or of one line, the newest first."""
    rows = access.budget_entries(viewer).filter(line__year=year).select_related("line")
    if line:
        rows = rows.filter(line=line)
    if only_asked:
        rows = rows.filter(state=EntryState.ASKED.value)
    found = list(rows.order_by("-on", "-made_at", "-id"))
    names = access.names({each.made_by for each in found} | {each.agreed_by for each in found})
    told = told_of(found)
    back = {each.reverses_id for each in found}
    return [_entry(each, names, told, back, viewer) for each in found]


def asked(*, viewer: access.Who) -> list[EntryLine]:
    """Return what waits for a second person, of every year; not what this viewer asked for."""
    years_held = access.budget_entries(viewer).filter(state=EntryState.ASKED.value)
    found: list[EntryLine] = []
    for year in sorted(set(years_held.values_list("line__year", flat=True))):
        found += entries(viewer=viewer, year=year, only_asked=True)
    return [each for each in found if not each.is_mine]


def was_taken(digest: str, *, year: int, viewer: access.Who) -> datetime | None:
    """Return when the same file was taken, None if never."""
    if not access.reads(viewer):
        return None
    found = BudgetFile.objects.filter(year=year, digest=digest)
    return found.values_list("made_at", flat=True).first()


def printed(*, viewer: access.Who) -> list[Printed]:
    """Return what public documents say of money, each number as it is published."""
    rows = active_pack().rows("budget_facts") if access.reads(viewer) else ()
    figures = catalog.figures() if rows else None
    sources = {each.code: each.title for each in active_pack().sources}
    found = []
    for each in rows:
        cents, period = _cents(figures, each["figure"]), ""
        if figures is not None and each["figure"] in figures:
            period = period_words(figures[each["figure"]])
        reached = _reached(each["reached"], cents or 0, figures) if each["reached"] else None
        said = "; ".join(sources.get(one, one) for one in each.parts("source"))
        parts = (each["budget"], each["kind"], each["line"], period, cents, reached)
        found.append(Printed(*parts, each["note"] or "", said))
    return found


def _row(line: BudgetLine, held: list[BudgetEntry], figures) -> BudgetLineRow:  # type: ignore[no-untyped-def]
    sums = sums_of(told_of(held))
    funds: dict[tuple[str, str], int] = {}
    for each in held:
        if each.kind == EntryKind.ALLOCATED.value:
            key = (each.who, each.source or (each.reverses.source if each.reverses else ""))
            funds[key] = funds.get(key, 0) + each.cents
    reached = _reached(line.reached, sums.spent, figures) if line.reached else None
    action = (line.action.action or line.action.gap) if line.action else ""
    return BudgetLineRow(
        line.id,
        line.year,
        line.code,
        line.name,
        FourP(line.four_p),
        line.action_id or "",
        action,
        sums,
        tuple((who, cents, source) for (who, source), cents in funds.items()),
        reached,
    )


def _reached(code: str, cents: int, figures) -> Reached | None:  # type: ignore[no-untyped-def]
    """Say what came of the money, where a number is published; a hidden one is no number."""
    if figures is None or code not in figures:
        return None
    figure = figures[code]
    if isinstance(figure.value, Hidden) or figure.value is None:
        return None
    value = Decimal(figure.value)
    words = f"{figures.indicator_of(figure).name} ({period_words(figure)})"
    each = int((Decimal(cents) / value).quantize(Decimal(1))) if cents > 0 and value > 0 else None
    return Reached(words, value, each)


def _cents(figures, code: str) -> int | None:  # type: ignore[no-untyped-def]
    if figures is None or code not in figures:
        return None
    value = figures[code].value
    return None if isinstance(value, Hidden) or value is None else int(Decimal(value) * 100)


def _entry(
    row: BudgetEntry,
    names: dict[str, str],
    told: list[Told],
    back: set[str | None],
    viewer: access.Who,
) -> EntryLine:
    kind, state = EntryKind(row.kind), EntryState(row.state)
    stands = state is EntryState.STANDS and not row.reverses_id and row.id not in back
    is_promise = kind is EntryKind.COMMITTED and not row.reverses_id
    left = open_of(row.id, entries=told) if is_promise and state is EntryState.STANDS else 0
    return EntryLine(
        *(row.id, row.line_id, row.line.name, kind, state, row.cents, row.on, row.who, row.words),
        *(row.source, row.over_why, names.get(row.made_by, row.made_by), row.made_at),
        names.get(row.agreed_by, row.agreed_by),
        row.reverses_id or "",
        left,
        row.made_by == access.name_of(viewer),
        stands and (not is_promise or left > 0),
    )
