"""A list of people that a trainer brings: any CSV or workbook with names and workplaces."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

from fourfold.analysis.check.files.rows import Problem, read_rows
from fourfold.apps.training.rules.sessions import MOST_LINES, MOST_NAME
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
    read = read_rows(file_name, content, contract=PEOPLE)
    if read.problems:
        return PeopleRead(problems=read.problems)
    people: list[tuple[str, str, str]] = []
    problems: list[Problem] = []
    for line, row in read.rows:
        person = (row.get("name", ""), row.get("workplace", ""), row.get("mail", ""))
        problems += [(line, *each) for each in _wrong(person)]
        people.append(person)
    if len(people) > MOST_LINES:
        problems.append(
            (0, f"The list has {len(people):,} people.", f"Bring {MOST_LINES} at most.")
        )
    if not people:
        problems.append((0, "The list holds nobody.", "Write one person a line."))
    return PeopleRead(() if problems else tuple(people), read.unread, tuple(problems))


def as_text(people: tuple[tuple[str, str, str], ...]) -> str:
    """Return people as a list that `read_people` reads the same."""
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *people])
    return out.getvalue()


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
