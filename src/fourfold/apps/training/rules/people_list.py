"""A list of people that a trainer brings: any CSV or workbook with names and workplaces."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fourfold.analysis.check.files.bringing import recognise, to_plain
from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.problems import Group
from fourfold.analysis.check.files.recognition import Match, Recognition
from fourfold.analysis.check.files.source import Source, source_of_bytes
from fourfold.apps.training.rules.sessions import MOST_LINES, MOST_NAME, one_line
from fourfold.reference import Contract, ContractField, FieldType
from fourfold.reference.contracts import About

COLUMNS = ("name", "workplace", "mail")


def _field(name: str, title: str, example: str, *aliases: str) -> ContractField:
    return ContractField(
        name=name,
        title=title,
        description=title,
        type=FieldType.STRING,
        example=example,
        aliases=aliases,
        required=name != "mail",
        max_length=254 if name == "mail" else MOST_NAME,
    )


PEOPLE = Contract(
    name="people_at_a_session",
    version=1,
    issued_on=date(2026, 11, 1),
    title="People at a session",
    description="Who was at a training session.",
    row="One person",
    about=About.EVENT,
    period="",
    key=(),
    fields=(
        _field("name", "Name", "Made-up Person", "attendee", "participant", "full name"),
        _field("workplace", "Workplace", "Made-up Agency", "agency", "organization", "employer"),
        _field("mail", "E-mail", "person@agency.example", "email", "mail address"),
    ),
)
"""What such a list must look like. Ours; it is in no pack, since no office is asked for it."""


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """
    A list as it was read. people: name, workplace, mail; none if there are problems.

    unread: headings of columns that are not asked for. problems: line (0: the file), what is wrong,
    what to do; all of them at once.
    """

    people: tuple[tuple[str, str, str], ...] = ()
    unread: tuple[str, ...] = ()
    problems: tuple[tuple[int, str, str], ...] = ()


def read_people(file_name: str, content: bytes) -> PeopleRead:
    """Read a list of people; it never raises for what is in the file."""
    source = source_of_bytes(file_name, content)
    first = recognise(source, PEOPLE)
    answers = _answers(first)
    found = recognise(source, PEOPLE, answers=answers) if answers else first
    if found.missing and not found.problems:
        wanted = ", ".join(PEOPLE.field(each).title for each in found.missing)
        return PeopleRead(
            problems=((0, f"There is no column for: {wanted}.", "Head the columns so."),)
        )
    if not found.can_be_read:
        return PeopleRead(problems=_why_not(found))
    plain = to_plain(source, found, PEOPLE, scratch=_Memory)
    if plain.problems and not plain.columns:
        return PeopleRead(problems=_told(plain.problems))
    unread = tuple(each.heading for each in found.columns if not each.field)
    return _people(plain, unread)


def as_text(people: tuple[tuple[str, str, str], ...]) -> str:
    """Return people as a list that `read_people` reads the same."""
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *people])
    return out.getvalue()


class _Memory:
    """A place in memory for a copy of a short list."""

    def __init__(self) -> None:
        self.kept = io.BytesIO()

    def write(self, piece: bytes) -> object:
        return self.kept.write(piece)

    def source(self, name: str) -> Source:
        return source_of_bytes(name, self.kept.getvalue())

    def close(self) -> None:
        self.kept.close()


def _answers(found: Recognition) -> Mapping[str, str]:
    """Leave columns unread that nobody asks for; the page names them."""
    unread = {f"column:{each.place}" for each in found.columns if each.match is Match.NONE}
    return {
        each.code: ""
        for each in found.doubts
        if "" in each.choices and (each.code in unread or each.code == "columns")
    }


def _why_not(found: Recognition) -> tuple[tuple[int, str, str], ...]:
    doubts = tuple((0, each.question, "Make it plain in the file.") for each in found.doubts)
    return _told(found.problems) or doubts


def _told(groups: tuple[Group, ...]) -> tuple[tuple[int, str, str], ...]:
    return tuple((0, each.why, each.fix) for each in groups)


def _people(plain: Plain, unread: tuple[str, ...]) -> PeopleRead:
    people: list[tuple[str, str, str]] = []
    problems: list[tuple[int, str, str]] = []
    names = ([""] if plain.numbered else []) + list(plain.columns)
    with plain.source.open() as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        rows = csv.reader(text, delimiter=plain.delimiter)
        next(rows, None)
        for place, cells in enumerate(rows):
            line = int(cells[0]) if plain.numbered and cells else plain.first_row + place
            if not any(each.strip() for each in cells[plain.numbered :]):
                continue
            row = {name: one_line(cell) for name, cell in zip(names, cells, strict=False) if name}
            person = (row.get("name", ""), row.get("workplace", ""), row.get("mail", ""))
            problems += [(line, *each) for each in _wrong(person)]
            people.append(person)
    if len(people) > MOST_LINES:
        problems.append(
            (0, f"The list has {len(people):,} people.", f"Bring {MOST_LINES} at most.")
        )
    if not people:
        problems.append((0, "The list holds nobody.", "Write one person a line."))
    return PeopleRead(() if problems else tuple(people), unread, tuple(problems))


def _wrong(person: tuple[str, str, str]) -> list[tuple[str, str]]:
    name, workplace, mail = person
    found = []
    if not name:
        found.append(("The name is missing.", "Write the name."))
    if not workplace:
        found.append(("The workplace is missing.", "Write where they work."))
    if max(len(name), len(workplace)) > MOST_NAME:
        found.append((f"A cell has over {MOST_NAME} letters.", "Write it shorter."))
    if mail and ("@" not in mail or len(mail) > 254):
        found.append(("This is no e-mail address.", "Mend it, or leave it blank."))
    return found
