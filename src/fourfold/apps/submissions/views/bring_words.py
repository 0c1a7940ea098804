"""What stands in an answer, in words: its states, sizes and what was found in a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from fourfold.analysis.check.files.plain import DateOrder
from fourfold.analysis.check.files.problems import Group, Problem
from fourfold.analysis.check.files.recognition import FileKind, Match, Recognition
from fourfold.apps.submissions.queries.uploads import FirstLook
from fourfold.apps.submissions.rules.answering import NOT_COMPARED
from fourfold.apps.submissions.rules.links import is_link
from fourfold.apps.submissions.states import Answered, BatchState
from fourfold.reference import Contract
from fourfold.reference.contracts import Severity
from fourfold.security.pages.frame import names_of

STANDS: dict[BatchState, tuple[Any, str]] = {
    BatchState.RECEIVED: (_lazy("Ready to send"), "caution"),
    BatchState.SENT: (_lazy("With the Council"), "plain"),
    BatchState.RETURNED: (_lazy("Given back"), "stop"),
    BatchState.ACCEPTED: (_lazy("Accepted"), "good"),
    BatchState.SUPERSEDED: (_lazy("Replaced by a newer version"), "quiet"),
    BatchState.WITHDRAWN: (_lazy("Withdrawn"), "quiet"),
}
ANSWERED: dict[Answered, tuple[Any, str]] = {
    Answered.NOT_YET: (_lazy("Not answered yet"), "plain"),
    Answered.LATE: (_lazy("Late"), "stop"),
    Answered.DRAFT: (_lazy("Begun, not sent"), "caution"),
    Answered.SENT: (_lazy("With the Council"), "plain"),
    Answered.RETURNED: (_lazy("Given back to mend"), "stop"),
    Answered.ACCEPTED: (_lazy("Accepted"), "good"),
    Answered.NOTHING: (_lazy("Nothing to report"), "good"),
    Answered.EXCUSED: (_lazy("Excused"), "quiet"),
}
KINDS = {
    FileKind.TEXT: _lazy("Text with columns"),
    FileKind.WORKBOOK: _lazy("Spreadsheet"),
    FileKind.JSON_LINES: _lazy("JSON lines"),
    FileKind.HTCDS_CASE: _lazy("HTCDS case form"),
}
DELIMITERS: dict[str, Any] = {
    ",": _lazy("comma"),
    ";": _lazy("semicolon"),
    "\t": _lazy("tab"),
    "|": _lazy("upright line"),
}
DATES = {
    DateOrder.YMD: _lazy("year, month, day: 2026-04-28"),
    DateOrder.MDY: _lazy("month, day, year: 4/28/2026"),
    DateOrder.DMY: _lazy("day, month, year: 28.4.2026"),
}
MATCHES = {
    Match.NAME: _lazy("the column’s own name"),
    Match.TITLE: _lazy("its title in the contract"),
    Match.ALIAS: _lazy("another name the contract knows"),
    Match.REMEMBERED: _lazy("as your office said before"),
    Match.ANSWERED: _lazy("as you said"),
    Match.NEAR: _lazy("close to it, please look"),
    Match.COUNTED: _lazy("it only counts the rows"),
    Match.NONE: _lazy("not known"),
}


def people(names: set[str]) -> dict[str, str]:
    """Return who did something, in words, by what the log calls them."""
    by_link = {each: _("the office, by its answer link") for each in names if is_link(each)}
    return names_of(names - by_link.keys()) | by_link


def taken_for(found: Recognition) -> list[tuple[Any, Any]]:
    """Return what a file was taken for, as pairs of what and which."""
    is_text = found.kind is FileKind.TEXT
    said: list[tuple[Any, Any]] = [(_("Kind of file"), KINDS[found.kind])]
    if is_text:
        said += [
            (_("Letters"), found.encoding.upper()),
            (_("Between columns"), DELIMITERS.get(found.delimiter, found.delimiter)),
        ]
    if found.sheet:
        said.append((_("Sheet"), found.sheet))
    if found.kind is not FileKind.JSON_LINES:
        said.append((_("Headings"), _("row {}").format(found.header_row)))
    said.append((_("Days are written"), DATES[found.dates]))
    said.append((_("Decimals"), _("comma: 1,5") if found.decimal == "," else _("point: 1.5")))
    return said


def places(count: int) -> str:
    """Return how many places there are, in words."""
    return ngettext("{} place", "{} places", count).format(f"{count:,}")


def line(group: Group) -> dict[str, str]:
    """Return one group as a line of a first look."""
    where = group.heading or group.column
    head = f"{where}: " if where else ""
    return {"head": f"{head}{places(group.count)}.", "why": group.why, "fix": group.fix}


def first_lines(found: FirstLook) -> list[dict[str, str]]:
    """Return what can be said of a file while it arrives."""
    taken, checked = found.recognition, found.checked
    lines = [line(each) for each in (taken.problems if taken else ())]
    for doubt in taken.doubts if taken else ():
        lines.append({"head": _("We will ask you:"), "why": doubt.question, "fix": ""})
    return lines + [line(each) for each in (checked.groups if checked else ())]


def groups(found: Iterable[Group], contract: Contract) -> list[dict[str, Any]]:
    """Return groups of problems as a page shows them. nth: from 0, names the group in addresses."""
    titles = {each.name: each.title for each in contract.fields}
    return [
        {
            "nth": nth,
            "is_error": each.severity is Severity.ERROR,
            "code": each.code,
            "heading": _named(each, titles),
            "why": each.why,
            "fix": each.fix,
            "count": each.count,
            "places": places(each.count),
            "has_places": any(one.row or one.value for one in each.examples),
            "examples": [example(one) for one in each.examples],
        }
        for nth, each in enumerate(found)
    ]


def _named(group: Group, titles: Mapping[str, str]) -> str:
    """Return the heading a group is about; "" where its words name it already."""
    heading = group.heading or titles.get(group.column, group.column)
    return "" if f"“{heading}”" in group.why else heading


def example(one: Problem) -> dict[str, Any]:
    """Return one place as a page shows it."""
    return {"row": one.row, "value": one.value, "suggestion": one.suggestion}


def megabytes(size: int) -> str:
    """Return a size in words, in megabytes of a million bytes."""
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{max(size / 1e3, 0.1):,.1f} KB"


def warned(found: Mapping[str, int], contract: Contract) -> list[dict[str, str]]:
    """Return what was warned of, by the code of its rule, in the contract's own words."""
    says = {each.code: each.says for each in contract.rules}
    says[NOT_COMPARED] = _("Some values could not be compared with earlier answers.")
    return [
        {"says": says.get(code, code.replace("_", " ").capitalize()), "places": places(count)}
        for code, count in found.items()
    ]
