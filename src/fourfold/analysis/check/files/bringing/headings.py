"""Which column of a file is which field of a contract, and what only a person can say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from fourfold.analysis.check.files.bringing.lines import letter
from fourfold.analysis.check.files.recognition import Column, Doubt, Match
from fourfold.reference.contracts import Contract, ContractField, FieldType
from fourfold.reference.errors import did_you_mean, shorten

NEAR = 0.75
MOST_ASKED = 12
"""Unknown columns that are asked about one by one; more are asked about together."""
_PATH = re.compile(r"[/.:\-]")
_SURE = (Match.NAME, Match.TITLE, Match.ALIAS, Match.REMEMBERED, Match.ANSWERED)


def fold(heading: str) -> str:
    """Return a heading without case, accents, spaces and punctuation: what is remembered by."""
    apart = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(each for each in apart if each.isalnum())


@dataclass(frozen=True, slots=True)
class Known:
    """Every heading a contract understands, folded. lists: the LIST fields with their choices."""

    fields: Mapping[str, tuple[str, Match]]
    lists: Mapping[str, Mapping[str, str]]

    def match(self, heading: str) -> tuple[str, Match]:
        """Return the field a heading surely means and why; "" and NONE if none."""
        folded = fold(heading)
        if folded in self.fields:
            return self.fields[folded]
        if field := self.split(heading)[0]:
            return field, Match.NAME
        last = fold(_PATH.split(heading)[-1]) if " " not in heading.strip() else ""
        field, why = self.fields.get(last, ("", Match.NONE))
        return (field, why) if why is Match.NAME else ("", Match.NONE)

    def split(self, heading: str) -> tuple[str, str]:
        """Return the field and code of a column that holds one choice of many, or two blanks."""
        for sign in "/.:-":
            before, _, choice = heading.rpartition(sign)
            field, why = self.fields.get(fold(_PATH.split(before)[-1]), ("", Match.NONE))
            code = self.lists.get(field, {}).get(fold(choice), "")
            if before and code and why is Match.NAME:
                return field, code
        return "", ""


def known(contract: Contract, remembered: Mapping[str, str] | None = None) -> Known:
    """Return what a contract's headings may be; remembered: folded heading to field, or ""."""
    found: dict[str, tuple[str, Match]] = {}
    for each in contract.fields:
        found.setdefault(fold(each.name), (each.name, Match.NAME))
    names = {each.name for each in contract.fields}
    for heading, field in (remembered or {}).items():
        if field in names or not field:
            found.setdefault(heading, (field, Match.REMEMBERED))
    for each in contract.fields:
        found.setdefault(fold(each.title), (each.name, Match.TITLE))
    for each in contract.fields:
        for alias in each.aliases:
            found.setdefault(fold(alias), (each.name, Match.ALIAS))
    found.pop("", None)
    return Known(found, {each.name: _choices(each) for each in contract.fields if _is_list(each)})


def _is_list(field: ContractField) -> bool:
    return field.type is FieldType.LIST


def _choices(field: ContractField) -> dict[str, str]:
    words = {fold(said): code for code, said in field.choices.items()}
    words |= {fold(said): code for said, code in field.spellings.items()}
    return words | {fold(code): code for code in field.choices}


def columns_of(
    headings: Sequence[str], contract: Contract, words: Known, answers: Mapping[str, str]
) -> list[Column]:
    """Return each column with the field it is read as; a near one only if no other surely is."""
    names = {each.name for each in contract.fields}
    made = []
    for place, heading in enumerate(headings):
        answer = answers.get(f"column:{place}")
        if answer is not None and (answer in names or not answer):
            made.append(Column(place, heading, answer, Match.ANSWERED))
        else:
            made.append(Column(place, heading, *words.match(heading)))
    _prefer_choices(made, words)
    taken = {each.field for each in made}
    free = {key: field for key, (field, _) in words.fields.items() if field not in taken}
    for at, each in enumerate(made):
        if each.match is Match.NONE and len(fold(each.heading)) >= 3:
            near = get_close_matches(fold(each.heading)[:100], free, n=1, cutoff=NEAR)
            if near:
                made[at] = Column(each.place, each.heading, free[near[0]], Match.NEAR)
    return made


def _prefer_choices(columns: list[Column], words: Known) -> None:
    """Leave out the joined column where a survey tool also gives one column for each choice."""
    split = {words.split(each.heading)[0] for each in columns if each.match is Match.NAME} - {""}
    for at, each in enumerate(columns):
        joined = each.field in split and words.split(each.heading)[0] != each.field
        if joined and each.match is not Match.ANSWERED:
            columns[at] = Column(each.place, each.heading, "", Match.REMEMBERED)


def twice(columns: Iterable[Column], words: Known) -> dict[str, list[Column]]:
    """Return the fields that several columns are read as; the choices of a list count as one."""
    found: dict[str, list[Column]] = {}
    for each in columns:
        if each.field and not words.split(each.heading)[0]:
            found.setdefault(each.field, []).append(each)
    return {field: several for field, several in found.items() if len(several) > 1}


def doubts_of(
    columns: Sequence[Column],
    contract: Contract,
    words: Known,
    samples: Mapping[int, tuple[str, ...]],
    answers: Mapping[str, str],
) -> list[Doubt]:
    """Return what must be asked about the columns: near ones, two for one field, unknown ones."""
    titles = {each.name: each.title for each in contract.fields}
    several = twice(columns, words)
    sure = {each.field for each in columns if each.match in _SURE}
    open_fields = [name for name in titles if name not in sure]
    made = []
    unknown = []
    for each in columns:
        seen = samples.get(each.place, ())
        called = f"“{shorten(each.heading)}”" if each.heading.strip() else "without a heading"
        where = f"Column {letter(each.place)} {called}"
        if each.field in several:
            first = max(several[each.field], key=lambda c: (c.match is not Match.NEAR, -c.place))
            like = each.field if each is first else ""
            question = f"{where}: two columns could be “{titles[each.field]}”. Is it this one?"
            made.append(_ask(each, question, [each.field], titles, like, seen, must=True))
        elif each.match is Match.NEAR:
            question = f"{where} is not a heading we know. Is it “{titles[each.field]}”?"
            fields = [each.field, *open_fields]
            made.append(_ask(each, question, fields, titles, each.field, seen, must=True))
        elif each.match is Match.NONE and (each.heading.strip() or seen):
            question = f"{where} is not asked for. What is it?"
            unknown.append(_ask(each, question, open_fields, titles, "", seen, must=False))
    if len(unknown) > MOST_ASKED and "columns" not in answers:
        unknown = [_together(unknown, columns)]
    return made + (unknown if "columns" not in answers else [])


def _ask(
    column: Column,
    question: str,
    fields: Sequence[str],
    titles: Mapping[str, str],
    suggested: str,
    shown: tuple[str, ...],
    *,
    must: bool,
) -> Doubt:
    choices = {suggested: titles.get(suggested, "Do not read it")}
    choices |= {each: titles[each] for each in fields} | {"": "Do not read it"}
    return Doubt(f"column:{column.place}", question, choices, suggested, shown, must)


def _together(unknown: Sequence[Doubt], columns: Sequence[Column]) -> Doubt:
    asked = {each.code for each in unknown}
    names = [each.heading for each in columns if f"column:{each.place}" in asked]
    question = f"{len(unknown)} columns are not asked for. Are they to be left out?"
    shown = tuple(map(shorten, names[:3]))
    return Doubt("columns", question, {"": "Do not read them"}, "", shown, must=False)


def missing(columns: Iterable[Column], contract: Contract) -> tuple[str, ...]:
    """Return the required fields without a column, as the contract orders them."""
    there = {each.field for each in columns}
    return tuple(each.name for each in contract.fields if each.required and each.name not in there)


def near_heading(name: str, contract: Contract, columns: Iterable[Column]) -> str:
    """Return " Did you mean X?" for the unread heading that is most like a field, or ""."""
    field = contract.field(name)
    unread = [each.heading for each in columns if not each.field and each.heading.strip()]
    for spelled in (field.name, field.title, *field.aliases):
        if said := did_you_mean(spelled, unread):
            return said.replace("Did you mean", "Is it the column")
    return ""
