"""What holds for surveys, on plain values: codes, pages, counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from fourfold.reference.forms import (
    SILENT,
    Form,
    Kind,
    Page,
    Refusal,
    Sheet,
    Sheets,
    Standing,
)

CODE_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""Of a wave's code: letters and digits that nobody takes for each other."""
CODE_LENGTH = 8
LEAST_PAIR, MOST_PAIR = 4, 40


class SurveyError(ValueError):
    """Nothing was done; the message says what to do."""


class NoSuchStudy(SurveyError):
    """There is no such study, wave or form for whoever asks."""


class WaveNotOpen(SurveyError):
    """The wave takes no answers now."""


class DraftUseless(SurveyError):
    """The key of a draft opens nothing: mistyped, sent, or too old."""


class FormDiffers(SurveyError):
    """Another form of the same name and version is here already."""


class DeviceUseless(SurveyError):
    """The token of a device opens nothing: unknown, or ended. One answer for all."""


class NotTaken(SurveyError):
    """What a field app sent is not taken; the message says why."""


class BadStudy(SurveyError):
    """What was typed cannot be a study."""


@dataclass(frozen=True, slots=True)
class Paired:
    """
    How many answers of two waves belong together.

    pairs: codes that stand once in each. alone: answers without a partner. twice: answers whose
    code stands more than once in one wave; they pair nothing, as nobody can say whose is whose.
    without: answers that gave no code.
    """

    pairs: int
    alone: int
    twice: int
    without: int


def plain_pair(typed: str) -> str:
    """Return a self-made code without blanks, signs and capitals; "" if too short to tell apart."""
    plain = "".join(each for each in typed.casefold() if each.isalnum())[:MOST_PAIR]
    return plain if len(plain) >= LEAST_PAIR else ""


def paired(before: Iterable[str], after: Iterable[str]) -> Paired:
    """Count pairs; before, after: the marks of each answer's code, "" for none."""
    counts: list[dict[str, int]] = []
    without = 0
    for marks in (before, after):
        found: dict[str, int] = {}
        for mark in marks:
            if mark:
                found[mark] = found.get(mark, 0) + 1
            else:
                without += 1
        counts.append(found)
    first, second = counts
    repeated = {mark for found in counts for mark, count in found.items() if count > 1}
    twice = sum(found.get(mark, 0) for found in counts for mark in repeated)
    pairs = len(set(first) & set(second) - repeated)
    alone = sum(1 for found in counts for mark in found if mark not in repeated) - 2 * pairs
    return Paired(pairs, alone, twice, without)


def shown_pages(form: Form, now: Standing) -> tuple[int, ...]:
    """Return the places of the pages that ask or say something, as an answer stands."""
    return tuple(
        place
        for place, page in enumerate(form.pages)
        if any(
            each.name in now.asked and each.kind is not Kind.CALCULATE for each in page.questions
        )
    )


def of_page(page: Page, now: Standing) -> tuple[Refusal, ...]:
    """Return what is not taken on one page."""
    names = {each.name for each in page.questions}
    return tuple(each for each in now.refusals if each.name in names)


def says_something(form: Form, values: Mapping[str, str]) -> bool:
    """Tell whether anything was answered."""
    asked = (each for each in form.questions if each.kind not in {*SILENT, Kind.CALCULATE})
    return any(values.get(each.name) for each in asked)


def as_kept(sheets: Sheets) -> dict[str, Any]:
    """Return sheets as plain values for a column."""
    return {
        name: {
            "heads": list(sheet.heads),
            "rows": [[row, dict(cells)] for row, cells in sheet.rows],
        }
        for name, sheet in sheets.items()
    }


def unpacked(kept: Mapping[str, Any]) -> dict[str, Sheet]:
    """Return the sheets that `as_kept` was given."""
    return {
        name: Sheet(
            tuple(each["heads"]), tuple((int(row), dict(cells)) for row, cells in each["rows"])
        )
        for name, each in kept.items()
    }


@dataclass(frozen=True, slots=True)
class Instance:
    """A filled form as a field app sends it. id: the instanceID. told: by question."""

    id: str
    form: str
    version: str
    told: Mapping[str, str]


MOST_XML = 1_000_000
MOST_PARTS = 5_000


def instance(content: bytes) -> Instance:
    """
    Read a submission of the OpenRosa protocol. :raises NotTaken:.

    What names a device or its owner is left out by not being a question of the form.
    """
    if len(content) > MOST_XML:
        raise NotTaken(f"It has more than {MOST_XML:,} bytes.")
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise NotTaken("It is no XML that can be read.") from None
    told: dict[str, str] = {}
    number = 0
    for number, each in enumerate(root.iter(), start=1):
        if number > MOST_PARTS:
            raise NotTaken(f"It has more than {MOST_PARTS:,} parts.")
        if each is not root and len(each) == 0:
            told[_local(str(each.tag))] = (each.text or "").replace("\0", "").strip()
    found = told.pop("instanceID", "")[:200]
    if not found:
        raise NotTaken("It has no instanceID, so that it could be counted twice.")
    return Instance(found, root.get("id") or _space(str(root.tag)), root.get("version") or "", told)


def told_problem(form: Form, refusal: Refusal) -> str:
    """Return in words why a field app's answer does not fit its form."""
    own = form.say(refusal.words, form.languages[0]) if refusal.words else ""
    reason = own or f"this answer does not fit ({refusal.why.value.lower().replace('_', ' ')})"
    return f"{refusal.name}: {reason}"


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _space(tag: str) -> str:
    return tag.partition("}")[0].removeprefix("{") if tag.startswith("{") else ""
