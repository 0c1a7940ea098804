"""
Listings that somebody brings: a spreadsheet, or an HSDS package as JSON or as zipped tables.

All become one plain row; every problem is told at once, an unknown word with the nearest known.
Addresses are not read: whether a place is confidential is asked on the listing's own page.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from typing import Any
from zipfile import BadZipFile, ZipFile

from fourfold.analysis.check.files.rows import Problem, read_rows
from fourfold.apps.directory.rules import NotWhole
from fourfold.apps.directory.rules.hours import DAYS, Hours
from fourfold.apps.directory.rules.languages import LANGUAGES
from fourfold.apps.directory.rules.package import FILES, whole
from fourfold.apps.directory.rules.said import Known, Said, check_said
from fourfold.apps.directory.states import Reach
from fourfold.reference import Contract, ContractField, FieldType
from fourfold.reference.contracts import About

MOST_ROWS = 500
MOST_BYTES = 20_000_000
MEND = "Mend it and bring the file again."
COLUMNS: dict[str, tuple[str, bool, tuple[str, ...]]] = {
    "organization": ("Organization", True, ("agency", "provider")),
    "service": ("Service", True, ("name", "program")),
    "kinds": ("Kinds of help", True, ("kind of help", "service type", "taxonomy", "category")),
    "description": ("Description", False, ("about",)),
    "phones": ("Telephones", False, ("phone", "telephone", "phone number")),
    "url": ("Web address", False, ("website", "web")),
    "email": ("Email", False, ("e-mail",)),
    "hours": ("Hours", False, ("schedule", "open")),
    "languages": ("Languages", False, ("language",)),
    "from_age": ("From age", False, ("minimum age",)),
    "until_age": ("Until age", False, ()),
    "eligibility": ("Eligibility", False, ("who it is for",)),
    "cost": ("Cost", False, ("fees", "fee")),
    "accessibility": ("Accessibility", False, ()),
    "area": ("Area served", False, ("towns", "regions", "service area")),
}
"""Field to its heading, whether it must be there, and other headings. Lists split at semicolons."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One listing as it was brought."""

    organization: str
    said: Said


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read; no rows if there are problems. unread: what was left aside."""

    rows: tuple[Brought, ...] = ()
    unread: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Names and codes a file may use, each to its code."""

    kinds: Mapping[str, str]
    regions: Mapping[str, str]
    towns: Mapping[str, str]
    state: tuple[str, ...]

    @property
    def known(self) -> Known:
        """Return the codes."""
        return Known(set(self.kinds.values()), set(self.regions.values()), set(self.towns.values()))


Cells = dict[str, str]


def read_listings(file_name: str, content: bytes, *, names: Names) -> Read:
    """Read a file; it never raises for what is in it."""
    if len(content) > MOST_BYTES:
        return _broken(
            f"The file is larger than {MOST_BYTES // 1_000_000} MB.", "Bring it in parts."
        )
    ending = file_name.rpartition(".")[2].lower()
    if ending in ("json", "zip"):
        try:
            services = _package(content) if ending == "zip" else _objects(content)
        except NotWhole as wrong:
            return _broken(str(wrong), "Export the package again.")
        laid = [(nth, *_laid(each)) for nth, each in enumerate(services, start=1)]
        lines = [(nth, cells) for nth, cells, _aside in laid]
        return _made(lines, names, sorted({each for _n, _c, aside in laid for each in aside}))
    read = read_rows(file_name, content, contract=CONTRACT)
    if read.problems:
        return Read(problems=read.problems)
    return _made([(nth, dict(cells)) for nth, cells in read.rows], names, list(read.unread))


def as_text(rows: Iterable[Brought]) -> str:
    """Return rows as a list that `read_listings` reads the same."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([heading for heading, _must, _others in COLUMNS.values()])
    for each in rows:
        told = each.said
        area = "STATE" if told.reach == Reach.STATE else "; ".join((*told.regions, *told.towns))
        cells = {
            "organization": each.organization,
            "service": told.name,
            "area": area,
            **{name: "; ".join(getattr(told, name)) for name in ("kinds", "languages")},
            **{name: "; ".join(getattr(told, name).splitlines()) for name in ("phones", "hours")},
        }
        for name in COLUMNS:
            if name not in cells:
                value = getattr(told, name)
                cells[name] = "" if value is None else str(value)
        writer.writerow([cells[name] for name in COLUMNS])
    return out.getvalue()


def _broken(why: str, fix: str) -> Read:
    return Read(problems=((0, why, fix),))


def _made(lines: list[tuple[int, Cells]], names: Names, unread: list[str]) -> Read:
    rows: list[Brought] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    for line, cells in lines:
        try:
            made = _row(cells, names)
        except NotWhole as wrong:
            problems.append((line, str(wrong), MEND))
            continue
        twin = seen.setdefault((made.organization.casefold(), made.said.name.casefold()), line)
        if twin != line:
            problems.append((line, f"It says the same service as line {twin}.", MEND))
        rows.append(made)
    if len(lines) > MOST_ROWS:
        problems.append((0, f"There are {len(lines):,} listings.", f"Bring {MOST_ROWS} at most."))
    if not lines:
        problems.append((0, "The file holds no listing.", "Write one service a line."))
    return Read(() if problems else tuple(rows), tuple(unread), tuple(problems))


def _row(cells: Cells, names: Names) -> Brought:
    wrong: list[str] = []
    regions, towns, reach = _area(cells.get("area", ""), names, wrong)
    owner = cells.get("organization", "").strip()[:200]
    if not owner:
        wrong.append("Say whose service it is.")
    said = Said(
        name=cells.get("service", "").strip()[:200],
        kinds=_codes(cells.get("kinds", ""), names.kinds, "kind of help", wrong),
        description=cells.get("description", "")[:2000],
        url=cells.get("url", "")[:300],
        email=cells.get("email", "")[:200],
        phones="\n".join(_parts(cells.get("phones", "")))[:600],
        hours="\n".join(_parts(cells.get("hours", ""))),
        languages=_codes(cells.get("languages", ""), SPOKEN, "language", wrong),
        from_age=_age(cells.get("from_age", ""), wrong),
        until_age=_age(cells.get("until_age", ""), wrong),
        eligibility=cells.get("eligibility", "")[:500],
        cost=cells.get("cost", "")[:300],
        accessibility=cells.get("accessibility", "")[:500],
        reach=reach,
        regions=regions,
        towns=towns,
    )
    try:
        check_said(said, known=names.known)
    except NotWhole as problem:
        wrong.append(str(problem))
    if wrong:
        raise NotWhole(" ".join(wrong))
    return Brought(owner, said)


def _codes(text: str, known: Mapping[str, str], what: str, wrong: list[str]) -> tuple[str, ...]:
    found = []
    for each in _parts(text):
        code = known.get(each.casefold())
        if code is None:
            wrong.append(_unknown(each, known, what))
        else:
            found.append(code)
    return tuple(sorted(set(found)))


def _area(
    text: str, names: Names, wrong: list[str]
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    regions: set[str] = set()
    towns: set[str] = set()
    for each in _parts(text):
        plain = each.casefold()
        if plain in names.state:
            return (), (), Reach.STATE.value
        if plain in names.regions:
            regions.add(names.regions[plain])
        elif plain in names.towns:
            towns.add(names.towns[plain])
        else:
            wrong.append(_unknown(each, {**names.regions, **names.towns}, "region or town"))
    reach = Reach.LISTED.value if regions or towns else ""
    return tuple(sorted(regions)), tuple(sorted(towns)), reach


def _unknown(word: str, known: Mapping[str, str], what: str) -> str:
    near = get_close_matches(word.casefold(), known, n=1, cutoff=0.5)
    hint = f" The nearest is {near[0]!r}." if near else " The directory's form lists them all."
    return f"There is no {what} {word[:60]!r}.{hint}"


def _age(text: str, wrong: list[str]) -> int | None:
    plain = text.strip().removesuffix(".0")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdecimal() and int(plain[:4]) <= 130):
        wrong.append(f"{text[:20]!r} is no age.")
        return None
    return int(plain)


def _parts(text: str) -> list[str]:
    return [each.strip() for each in text.split(";") if each.strip()]


# ------------------------------------------------------------------ HSDS
def _objects(content: bytes) -> list[dict[str, Any]]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotWhole("This is no JSON.") from None
    if isinstance(found, dict):
        found = found.get("contents", found.get("services", [found]))
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise NotWhole("A list of services is wanted, as HSDS has it.")
    return found


def _package(content: bytes) -> list[dict[str, Any]]:
    kinds = {file: kind for kind, file in FILES.items()}
    read: dict[str, list[dict[str, Any]]] = {}
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            for each in archive.infolist():
                kind = kinds.get(each.filename.rpartition("/")[2])
                if kind is None:
                    continue
                with archive.open(each) as file:
                    told = file.read(MOST_BYTES + 1)
                if len(told) > MOST_BYTES:
                    raise NotWhole(f"{each.filename} is too large.")
                rows = csv.DictReader(io.StringIO(told.decode("utf-8-sig"), newline=""))
                read[kind] = [
                    {k: v for k, v in row.items() if k and isinstance(v, str) and v} for row in rows
                ]
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        raise NotWhole("This zip file is broken or locked.") from None
    except (UnicodeDecodeError, csv.Error):
        raise NotWhole("A table of the package is no CSV in UTF-8.") from None
    if "service" not in read:
        raise NotWhole("The package has no services.csv.")
    if not all(each.get("id") for rows in read.values() for each in rows):
        raise NotWhole("A row of the package has no id.")
    return whole(read)


def _laid(service: dict[str, Any]) -> tuple[Cells, set[str]]:
    """Return a service as cells of the list, and what was left aside."""
    aside: set[str] = set()
    owner = service.get("organization")
    hours = []
    for each in _list(service, "schedules"):
        try:
            hours.append(_hours(each))
        except (ValueError, TypeError):
            aside.add("schedules that are not weekly")
    if _list(service, "service_at_locations"):
        aside.add("places and their addresses")
    top = str(service.get("maximum_age") or "").removesuffix(".0")
    cells = {
        "organization": _text(owner, "name") if isinstance(owner, dict) else "",
        "service": _text(service, "name"),
        "kinds": "; ".join(filter(None, map(_term, _list(service, "attributes")))),
        "description": _text(service, "description"),
        "phones": "; ".join(
            ", ".join(filter(None, (_text(e, "number"), _text(e, "description"))))
            for e in _list(service, "phones")
        ),
        "url": _text(service, "url"),
        "email": _text(service, "email"),
        "hours": "; ".join(hours),
        "languages": "; ".join(
            _text(e, "code") or _text(e, "name") for e in _list(service, "languages")
        ),
        "from_age": _text(service, "minimum_age"),
        "until_age": str(int(top) + 1) if top.isascii() and top.isdecimal() else top,
        "eligibility": _text(service, "eligibility_description"),
        "cost": _text(service, "fees_description"),
        "area": "; ".join(_text(e, "name") for e in _list(service, "service_areas")),
    }
    return cells, aside


def _hours(row: Mapping[str, Any]) -> str:
    days = tuple(each for each in DAYS if each in _text(row, "byday").split(","))
    if _text(row, "freq") not in ("", "WEEKLY") or not days:
        raise ValueError
    opens, closes = (
        time.fromisoformat(_text(row, name)).replace(tzinfo=None)
        for name in ("opens_at", "closes_at")
    )
    return Hours(days, opens, closes).line


def _term(row: Mapping[str, Any]) -> str:
    term = row.get("taxonomy_term")
    inside = (_text(term, "code") or _text(term, "name")) if isinstance(term, dict) else ""
    return _text(row, "value") or inside or _text(row, "label")


def _list(row: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = row.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    told = str(value) if isinstance(value, str | int | float) else ""
    return " ".join(told.replace(";", ",").split()).removesuffix(".0")


SPOKEN = {
    word.casefold(): code for code, (name, iso) in LANGUAGES.items() for word in (code, name, iso)
}
CONTRACT = Contract(
    name="listings",
    version=1,
    issued_on=date(2026, 11, 1),
    title="Listings of services",
    description="Services of organizations, for the directory.",
    row="One service of one organization",
    about=About.PLACE,
    period="",
    key=(),
    fields=tuple(
        ContractField(
            name=name,
            title=title,
            description=title,
            type=FieldType.STRING,
            example="",
            aliases=others,
            required=must,
            max_length=2000,
        )
        for name, (title, must, others) in COLUMNS.items()
    ),
)
"""What such a list must look like. Ours."""
