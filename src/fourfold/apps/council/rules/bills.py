"""Bills: their numbers, the order of their steps, and lists of steps that somebody brings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fourfold.analysis.check.files.rows import read_rows
from fourfold.apps.council.rules import CouncilError
from fourfold.apps.council.states.bills import MOVES, BillState
from fourfold.apps.council.states.votes import Fate
from fourfold.reference import About, Contract, ContractField, FieldType

NUMBER = re.compile(r"([A-Za-z]{1,4}) *0*([1-9][0-9]{0,5})")
FIRST_SESSION = 2000
MOST_ROWS = 2000
MOST_TITLE, MOST_WORDS, MOST_LINK = 300, 500, 500
BOTH = {BillState.PASSED_HOUSE, BillState.PASSED_SENATE}
STEPS: dict[BillState, str] = {
    BillState.FILED: "filed",
    BillState.HEARING: "public hearing",
    BillState.COMMITTEE: "favored by a committee",
    BillState.PASSED_HOUSE: "passed the House",
    BillState.PASSED_SENATE: "passed the Senate",
    BillState.SIGNED: "signed",
    BillState.FAILED: "failed",
}


class BillError(CouncilError):
    """A bill cannot be kept so; the message says what to mend."""


@dataclass(frozen=True, slots=True)
class BillStep:
    """A step of a bill. evidence: words; link: an address. One of both at least."""

    state: BillState
    on: date
    evidence: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class BillRow:
    """A line of a list: one step of one bill. title: may be blank where the bill is known."""

    line: int
    session: int
    number: str
    title: str
    step: BillStep
    laws: tuple[str, ...]
    recommendations: tuple[str, ...]

    @property
    def key(self) -> tuple[int, str]:
        """What names a bill once."""
        return self.session, self.number


@dataclass(frozen=True, slots=True)
class BillProblem:
    """What is wrong in a list. line: 0 for the file. column: its heading, or blank."""

    line: int
    column: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class BillsRead:
    """
    A list as it was read; no rows if there are problems.

    unread: headings that are not asked for. new: keys of bills that are not kept yet. known: lines
    whose step is kept already.
    """

    rows: tuple[BillRow, ...] = ()
    unread: tuple[str, ...] = ()
    problems: tuple[BillProblem, ...] = ()
    new: tuple[tuple[int, str], ...] = ()
    known: tuple[int, ...] = ()

    @property
    def fresh(self) -> int:
        """How many steps are not kept yet."""
        return len(self.rows) - len(self.known)


def _field(name: str, title: str, says: str, example: str, *aliases: str, **how: object):  # type: ignore[no-untyped-def]
    return ContractField(
        name=name,
        title=title,
        description=says,
        type=FieldType.STRING,
        example=example,
        aliases=aliases,
        **how,  # type: ignore[arg-type]
    )


BILLS = Contract(
    name="bills",
    version=1,
    issued_on=date(2026, 11, 23),
    title="Steps of bills",
    description="What happened to which bill on which day, and where it can be read.",
    row="One step of one bill",
    about=About.EVENT,
    period="",
    key=(),
    fields=(
        _field("session", "Session", "The year of the session.", "2031", "year", required=True),
        _field("number", "Bill", "Its number.", "HB 7112", "bill number", required=True),
        _field("title", "Title", "Needed in the first line of a new bill.", "An Act …"),
        _field(
            "step",
            "Step",
            f"One of: {', '.join(STEPS.values())}.",
            "public hearing",
            "state",
            "action",
            required=True,
        ),
        _field(
            "on", "Day", "The day of the step, as 2031-02-14.", "2031-02-14", "date", required=True
        ),
        _field(
            "evidence", "Evidence", "Words: a vote, a page of a journal.", "Vote 98 to 50", "proof"
        ),
        _field(
            "link", "Link", "Where it can be read. Evidence or link is needed.", "https://…", "url"
        ),
        _field("laws", "Laws", "Codes of the list of laws, joined by ;.", "CGS_53A_192A", "law"),
        _field(
            "recommendations",
            "Recommendations",
            "Codes of recommendations, joined by ;.",
            "R2016-07",
            "recommendation",
        ),
    ),
)
"""What a list of bills must look like. Ours: no office is asked for it."""
HEADS = {each.name: each.title for each in BILLS.fields}
_SPELLINGS = {
    **{"".join(said.split()).lower(): state for state, said in STEPS.items()},
    **{state.value.replace("_", "").lower(): state for state in BillState},
    "hearing": BillState.HEARING,
    "committee": BillState.COMMITTEE,
    "passedhouse": BillState.PASSED_HOUSE,
    "passedsenate": BillState.PASSED_SENATE,
}


def bill_number(text: str) -> str | None:
    """Write a bill's number as all are kept: "H.B. 07112" is "HB 7112"; None if it is none."""
    found = NUMBER.fullmatch(text.replace(".", "").strip())
    return f"{found[1].upper()} {found[2]}" if found else None


def check_next(kept: Iterable[BillStep], step: BillStep, *, today: date) -> None:
    """
    Raise BillError unless a step can follow those that are kept, oldest first.

    The first is its filing; days do not go back or lie ahead; what is signed passed both chambers.
    """
    before = list(kept)
    if not (step.evidence.strip() or step.link.strip()):
        raise BillError("Say where it can be read: evidence in words, or a link.")
    if step.link and not step.link.startswith(("https://", "http://")):
        raise BillError("A link begins with https://.")
    if step.on > today:
        raise BillError(f"{step.on} has not come yet. Note a step when it has happened.")
    if not before:
        if step.state is not BillState.FILED:
            raise BillError("Note first when the bill was filed.")
        return
    last = before[-1]
    if step.state not in MOVES[last.state]:
        raise BillError(f"A bill that was {STEPS[last.state]} is not {STEPS[step.state]} next.")
    if step.on < last.on:
        raise BillError(f"It was {STEPS[last.state]} on {last.on}; this day lies before it.")
    if step.state is BillState.SIGNED and not {each.state for each in before} >= BOTH:
        raise BillError("Note first that both the House and the Senate passed it.")


def read_bills(
    name: str,
    content: bytes,
    *,
    laws: Collection[str],
    recommendations: Collection[str],
    kept: Mapping[tuple[int, str], tuple[BillStep, ...]],
    today: date,
) -> BillsRead:
    """
    Read a list of steps, CSV or workbook; all problems are told at once, it never raises.

    kept: the steps of the bills that are known, oldest first. Lines may stand in any order.
    """
    read = read_rows(name, content, contract=BILLS)
    if read.problems:
        return BillsRead(problems=tuple(BillProblem(a, "", b, c) for a, b, c in read.problems))
    rows: list[BillRow] = []
    problems: list[BillProblem] = []
    for line, cells in read.rows:
        row, wrong = _row(line, cells, set(laws), set(recommendations))
        problems += wrong
        if row:
            rows.append(row)
    if not read.rows:
        problems.append(BillProblem(0, "", "The list holds no step.", "Write one step a line."))
    if len(read.rows) > MOST_ROWS:
        fix = f"Bring {MOST_ROWS:,} at most."
        problems.append(BillProblem(0, "", f"The list has {len(read.rows):,} lines.", fix))
    known, new, wrong = _in_order(rows, kept, today)
    problems = sorted([*problems, *wrong], key=lambda each: (each.line, each.column))
    if problems:
        return BillsRead(unread=read.unread, problems=tuple(problems))
    return BillsRead(tuple(rows), read.unread, (), tuple(new), tuple(known))


def as_text(rows: Iterable[BillRow]) -> str:
    """Return lines as a list that `read_bills` reads the same; equal lists are equal texts."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADS.values())
    for each in rows:
        step = each.step
        tied = (";".join(each.laws), ";".join(each.recommendations))
        said = (STEPS[step.state], step.on.isoformat(), step.evidence, step.link)
        table.writerow((each.session, each.number, each.title, *said, *tied))
    return out.getvalue()


def by_bill(rows: Iterable[BillRow]) -> dict[tuple[int, str], list[BillRow]]:
    """Return lines by their bill, each bill's in the order of its steps."""
    found: dict[tuple[int, str], list[BillRow]] = {}
    for each in rows:
        found.setdefault(each.key, []).append(each)
    order = list(BillState)
    for lines in found.values():
        lines.sort(key=lambda each: (each.step.on, order.index(each.step.state)))
    return found


def _row(
    line: int, cells: Mapping[str, str], laws: set[str], recommendations: set[str]
) -> tuple[BillRow | None, list[BillProblem]]:
    wrong: list[BillProblem] = []

    def told(column: str, why: str, fix: str) -> None:
        wrong.append(BillProblem(line, HEADS[column], why, fix))

    def codes(column: str, known: set[str]) -> tuple[str, ...]:
        found = tuple(each.strip() for each in cells.get(column, "").split(";") if each.strip())
        for each in found:
            if each not in known:
                told(column, f"There is no {each[:40]!r}.", "Use a code of the list, or leave it.")
        return found

    given = {name: cells.get(name, "") for name in HEADS}
    session = given["session"]
    if not re.fullmatch(r"20[0-9]{2}", session):
        told("session", f"{session[:20]!r} is no year of a session.", "Write a year, as 2031.")
    number = bill_number(given["number"])
    if number is None:
        told("number", f"{given['number'][:20]!r} is no bill.", "Write it as HB 7112 or SB 930.")
    state = _SPELLINGS.get(re.sub(r"[^a-z]", "", given["step"].lower()))
    if state is None:
        fix = f"Write one of: {', '.join(STEPS.values())}."
        told("step", f"{given['step'][:30]!r} is no step.", fix)
    on = _day(given["on"])
    if on is None:
        told("on", f"{given['on'][:20]!r} is no day.", "Write it as 2031-02-14.")
    for column, most in (("title", MOST_TITLE), ("evidence", MOST_WORDS), ("link", MOST_LINK)):
        if len(given[column]) > most:
            told(column, f"The cell has over {most} letters.", "Write it shorter.")
    tied = codes("laws", laws), codes("recommendations", recommendations)
    if wrong or number is None or state is None or on is None:
        return None, wrong
    step = BillStep(state, on, given["evidence"], given["link"])
    return BillRow(line, int(session), number, given["title"], step, *tied), wrong


def _in_order(
    rows: list[BillRow], kept: Mapping[tuple[int, str], tuple[BillStep, ...]], today: date
) -> tuple[list[int], list[tuple[int, str]], list[BillProblem]]:
    known, new, wrong = [], [], []
    for key, lines in by_bill(rows).items():
        steps = list(kept.get(key, ()))
        if not steps:
            new.append(key)
            if not any(each.title for each in lines):
                fix = "Write its title in one of its lines."
                wrong.append(BillProblem(lines[0].line, HEADS["title"], "The bill is new.", fix))
        for each in lines:
            if any((one.state, one.on) == (each.step.state, each.step.on) for one in steps):
                known.append(each.line)
                continue
            try:
                check_next(steps, each.step, today=today)
            except BillError as refused:
                fix = "Mend the step or the day, or bring the steps before it too."
                wrong.append(BillProblem(each.line, HEADS["step"], str(refused), fix))
                continue
            steps.append(each.step)
    return known, new, wrong


def _day(text: str) -> date | None:
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00)?)?", text)
    usual = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text)
    parts = found.groups() if found else (usual[3], usual[1], usual[2]) if usual else None
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None


def fate_of(state: BillState) -> Fate | None:
    """
    Return what a bill's end suggests for the recommendations it carries; None while it goes on.

    It is a suggestion: a bill that was signed may carry a recommendation in part, and one that
    failed may come again.
    """
    return {BillState.SIGNED: Fate.PUBLIC_ACT, BillState.FAILED: Fate.REFUSED}.get(state)
