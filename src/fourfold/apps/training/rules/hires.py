"""
What a place says of those it hired: how many, and how many were trained. Counts, never a name.

TrainingError
└── BadHires    what was typed cannot be, or differs from what stands here
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.analysis.check.files.rows import Problem, read_rows
from fourfold.apps.training.rules.sessions import MOST_LINES, MOST_NAME, TrainingError, one_line
from fourfold.reference import Contract, ContractField, FieldType
from fourfold.reference.contracts import About

MOST_HIRES = 10_000
COLUMNS = ("place", "town", "attested_on", "hired", "trained")
DAYS = ("%Y-%m-%d", "%m/%d/%Y")


class BadHires(TrainingError):
    """An attestation that cannot be."""


@dataclass(frozen=True, slots=True)
class Hires:
    """What a place attests on a day: of those hired since the day before it, how many trained."""

    place: str
    town: str
    attested_on: date
    hired: int
    trained: int


@dataclass(frozen=True, slots=True)
class HiresRead:
    """A list as it was read; no rows if there are problems."""

    rows: tuple[Hires, ...] = ()
    unread: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def _field(name: str, title: str, example: str, *aliases: str) -> ContractField:
    return ContractField(
        name=name,
        title=title,
        description=title,
        type=FieldType.STRING,
        example=example,
        aliases=aliases,
        required=True,
        max_length=MOST_NAME,
    )


HIRES = Contract(
    name="trained_at_hire",
    version=1,
    issued_on=date(2026, 11, 1),
    title="Employees trained when hired",
    description="How many employees a place hired, and how many of them were trained.",
    row="One place, one day",
    about=About.PLACE,
    period="",
    key=(),
    fields=(
        _field("place", "Place", "Made-up Inn", "name", "establishment", "hotel"),
        _field("town", "Town", "Norwich", "city", "municipality"),
        _field("attested_on", "Attested on", "2026-10-02", "date", "signed on"),
        _field("hired", "Hired", "12", "employees hired", "new employees"),
        _field("trained", "Trained", "12", "employees trained"),
    ),
)
"""What such a list must look like. Ours; the law asks for the training, not for a list."""


def check_hires(told: Hires, *, today: date) -> None:
    """:raises BadHires: names the first thing that cannot be."""
    if not told.place or len(told.place) > MOST_NAME:
        raise BadHires(f"Say what the place is called, in at most {MOST_NAME} letters.")
    if not told.place.isprintable():
        raise BadHires("The name of the place holds a character nobody sees. Type it again.")
    if told.attested_on > today:
        raise BadHires("The day of the attestation is still to come.")
    if not 0 <= told.hired <= MOST_HIRES:
        raise BadHires(f"A number of employees is from 0 to {MOST_HIRES:,}.")
    if not 0 <= told.trained <= told.hired:
        raise BadHires("At most as many were trained as were hired. Look at both numbers again.")


def read_hires(
    file_name: str, content: bytes, *, towns: Mapping[str, str], today: date
) -> HiresRead:
    """Read a list; every problem by its line. towns: codes to names; both are taken."""
    read = read_rows(file_name, content, contract=HIRES)
    if read.problems:
        return HiresRead(problems=read.problems)
    codes = {name.casefold(): code for code, name in towns.items()}
    codes |= {code.casefold(): code for code in towns}
    rows: list[Hires] = []
    problems: list[Problem] = []
    for line, cells in read.rows:
        try:
            rows.append(_row(cells, codes, today))
        except BadHires as wrong:
            problems.append((line, str(wrong), "Mend the line and bring the list again."))
    if len(rows) > MOST_LINES:
        problems.append((0, f"The list has {len(rows):,} lines.", f"Bring {MOST_LINES} at most."))
    if not rows and not problems:
        problems.append((0, "The list holds no place.", "Write one place a line."))
    return HiresRead(() if problems else tuple(rows), read.unread, tuple(problems))


def as_text(rows: tuple[Hires, ...]) -> str:
    """Return rows as a list that `read_hires` reads the same."""
    out = io.StringIO()
    cells = ((each.place, each.town, each.attested_on, each.hired, each.trained) for each in rows)
    csv.writer(out).writerows([COLUMNS, *cells])
    return out.getvalue()


def _row(cells: Mapping[str, str], codes: Mapping[str, str], today: date) -> Hires:
    town = codes.get(cells.get("town", "").casefold())
    if town is None:
        raise BadHires(f"There is no town {cells.get('town', '')[:40]!r}.")
    made = Hires(
        one_line(cells.get("place", "")),
        town,
        _day(cells.get("attested_on", "")),
        _number(cells.get("hired", "")),
        _number(cells.get("trained", "")),
    )
    check_hires(made, today=today)
    return made


def _day(told: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(told, form).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    raise BadHires(f"{told[:20]!r} is no day. Write it like 2026-10-02.")


def _number(told: str) -> int:
    plain = told.removesuffix(".0").replace(",", "")
    if not (plain.isascii() and plain.isdecimal() and len(plain) <= 6):
        raise BadHires(f"{told[:20]!r} is no number of employees.")
    return int(plain)
