"""Reports of working groups, and the notice that places post: what public documents say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fourfold.apps.council import access
from fourfold.apps.council.queries.shown import kinds_of
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.mandates import day_in_words
from fourfold.documents.blocks import Document
from fourfold.documents.mandates import Help, notice_of
from fourfold.reference import active_pack

NOTICE_DUTY = "PA_16_71_SIGNAGE"
NOTICE_LAW = "CGS_54_234A"


@dataclass(frozen=True, slots=True)
class GroupReportLine:
    """A report of a working group. received_on: None while it is waited for."""

    id: str
    title: str
    group: str
    due_on: date | None
    received_on: date | None
    proof: str
    version: int
    is_late: bool
    days_late: int
    citation: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A report that a deadline of the pack names, and nobody took up yet."""

    deadline: str
    title: str
    group: str
    due_on: date | None
    words: str
    citation: str


def group_reports(*, viewer: access.Who, today: date) -> list[GroupReportLine]:
    """Return the reports of working groups: what is waited for first, then by day."""
    citations = {each["code"]: each["citation"] for each in active_pack().rows("deadlines")}
    found = []
    for each in access.group_reports(viewer):
        end = each.received_on or today
        late = (end - each.due_on).days if each.due_on else 0
        found.append(
            GroupReportLine(
                *(each.id, each.title, each.group, each.due_on, each.received_on, each.proof),
                each.version,
                late > 0,
                max(late, 0),
                citations.get(each.deadline, ""),
            )
        )
    last = date.max
    return sorted(found, key=lambda e: (e.received_on is not None, e.due_on or last, e.title))


def offered(*, viewer: access.Who) -> list[Offered]:
    """Return the reports of groups that the pack's deadlines name and that nobody took up."""
    held = set(access.group_reports(viewer).values_list("deadline", flat=True))
    found = []
    for row in active_pack().rows("deadlines") if access.reads(viewer) else ():
        group, _report, rest = row["duty"].partition(" report")
        is_group = group.casefold().endswith(("working group", "task force"))
        if is_group and not rest and row["code"] not in held:
            day = day_in_words(row["deadline"])
            said = (row["deadline"], row["citation"])
            found.append(Offered(row["code"], row["duty"], group, day, *said))
    return found


def kinds_of_places(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return the kinds of places that the register asks: code and words."""
    return list(kinds_of(viewer=viewer).items())


def notice(kind: str, *, viewer: access.Who, on: date) -> Document:
    """Return a notice for a kind of place, or for all. :raises NoSuchPaper: for no such kind."""
    pack, kinds = active_pack(), kinds_of(viewer=viewer)
    if not access.reads(viewer) or (kind and kind not in kinds):
        raise NoSuchPaper("There is no such kind of place.")
    duty = next((each for each in pack.rows("mandate") if each["code"] == NOTICE_DUTY), None)
    law = next((each for each in pack.rows("statutes") if each["code"] == NOTICE_LAW), None)
    titles = {each.code: each.title for each in pack.sources}
    helps = [
        Help(str(each["label"]), str(each["display"]), str(each.get("note", "")))
        for each in pack.settings["help"]
    ]
    cited = [*(duty.parts("source") if duty else ()), *(law.parts("source") if law else ())]
    return notice_of(
        kind=kinds.get(kind, ""),
        law=f"{law['citation']}: {law['what_it_does']}" if law else "",
        duty=duty["text"] if duty else "",
        helps=helps,
        sources=list(dict.fromkeys(titles.get(each, each) for each in cited)),
        on=on,
        author=str(pack.settings["council"]["name"]),
    )
