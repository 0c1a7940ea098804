"""The headings and types of the XLSForm standard, and the older spellings still in use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from fourfold.reference.forms.form import Kind, Language

KINDS = {
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "integer": Kind.INTEGER,
    "int": Kind.INTEGER,
    "range": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "note": Kind.NOTE,
    "calculate": Kind.CALCULATE,
    "acknowledge": Kind.ACKNOWLEDGE,
    "trigger": Kind.ACKNOWLEDGE,
}
ASKS = (
    "select[ _]one(?:[ _]from)?",
    "select1",
    "select[ _]multiple(?:[ _]from)?",
    "select[ _]all[ _]that[ _]apply(?:[ _]from)?",
)
"""How a type says that it chooses from a list."""

_DEVICE = "What names a device or its owner is not kept; a field app's value is dropped."
QUIET = {
    "start": "",
    "end": "",
    "today": "",
    "deviceid": _DEVICE,
    "subscriberid": _DEVICE,
    "simserial": _DEVICE,
    "phonenumber": _DEVICE,
    "phone number": _DEVICE,
    "username": _DEVICE,
    "email": _DEVICE,
    "audit": _DEVICE,
    "start-geopoint": _DEVICE,
}
"""Rows that ask nobody: the type and what is said of it."""

_FILE = "Surveys here take no pictures, sounds or files: they could show who answered."
_PLACE = "Surveys here take no place of a device: it could show who answered."
REFUSED = {
    **dict.fromkeys(("image", "photo", "audio", "video", "file", "background-audio"), _FILE),
    **dict.fromkeys(("geopoint", "geotrace", "geoshape", "location", "gps"), _PLACE),
    **dict.fromkeys(
        ("time", "datetime", "dateTime", "barcode", "rank", "xml-external", "csv-external"),
        "Surveys here do not ask for this type.",
    ),
}

_SAME = {
    "list name": "list_name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "skippattern": "relevant",
    "calculate": "calculation",
    "constraint message": "constraint_message",
    "constraining message": "constraint_message",
    "required message": "required_message",
    "choice filter": "choice_filter",
    "id_string": "form_id",
    "title": "form_title",
    "set form id": "form_id",
    "set form title": "form_title",
    "default language": "default_language",
}
_USED = frozenset(
    """
    type name label hint relevant constraint constraint_message required required_message
    calculation appearance default choice_filter parameters disabled list_name form_id
    form_title version default_language repeat_count
    """.split()  # noqa: SIM905 - as words they can be read
)
_KNOWN_UNUSED = frozenset(
    """
    read_only readonly guidance_hint media image audio video body bind instance
    note notes source comment comments trigger autoplay big-image style instance_name public_key
    submission_url sms_keyword auto_send auto_delete allow_choice_duplicates intent
    """.split()  # noqa: SIM905 - as words they can be read
)
_LANGUAGES = {"english": "en", "spanish": "es", "español": "es", "espanol": "es"}


@dataclass(frozen=True, slots=True)
class Heads:
    """
    The headings of a sheet.

    plain: standard name to the heading as written. spoken: (standard name, language) to it.
    others: headings of nobody's standard; in choices, columns that a filter may ask.
    """

    plain: Mapping[str, str]
    spoken: Mapping[tuple[str, str], str]
    languages: tuple[Language, ...]
    others: tuple[str, ...]

    def cell(self, cells: Mapping[str, str], column: str) -> str:
        """Return a cell by its column's standard name, or nothing."""
        return cells.get(self.plain.get(column, ""), "")

    def words(
        self, cells: Mapping[str, str], column: str, languages: tuple[Language, ...]
    ) -> dict[str, str]:
        """Return words by language; a heading without one speaks the first language."""
        found = {}
        for each in languages:
            said = cells.get(self.spoken.get((column, each.name), ""), "")
            if said:
                found[each.name] = said
        if languages and languages[0].name not in found and self.cell(cells, column):
            found[languages[0].name] = self.cell(cells, column)
        return found


@lru_cache(maxsize=64)
def heads_of(printed: tuple[str, ...]) -> Heads:
    """Read a sheet's headings: "label::English (en)", "relevance", "list name"."""
    plain: dict[str, str] = {}
    spoken: dict[tuple[str, str], str] = {}
    languages: dict[str, Language] = {}
    others: list[str] = []
    for head in printed:
        column, _, name = re.sub(r"\s*::?\s*", "::", head, count=1).partition("::")
        column = column.strip().casefold()
        column = _SAME.get(column, column)
        if column not in _USED:
            if column not in _KNOWN_UNUSED:
                others.append(head)
            continue
        if not name:
            plain.setdefault(column, head)
            continue
        languages.setdefault(name, Language(name, _code(name)))
        spoken.setdefault((column, name), head)
    return Heads(plain, spoken, tuple(languages.values()), tuple(others))


def plain_type(printed: str) -> str:
    """Return a type in the standard's spelling, groups as "begin group"."""
    words = " ".join(printed.split()).casefold()
    return re.sub(r"^(begin|end)[ _](group|repeat)$", r"\1 \2", words)


def _code(name: str) -> str:
    found = re.search(r"\(([A-Za-z]{2,3})(?:-[A-Za-z0-9]+)*\)\s*$", name)
    return found[1].lower() if found else _LANGUAGES.get(name.strip().casefold(), "")
