"""Rows of the blocks that fill themselves."""

from __future__ import annotations

from datetime import date

from fourfold.apps.council import access
from fourfold.apps.council.models import ActivityForm
from fourfold.apps.council.rules import is_overdue
from fourfold.apps.council.states.plan import ActionState
from fourfold.apps.council.states.reports import FourP
from fourfold.apps.council.states.studio import FormState
from fourfold.documents.annual.chapters import dissent_words
from fourfold.documents.annual.links import linked
from fourfold.documents.outline import plain
from fourfold.documents.studio import Kind
from fourfold.reference import active_pack

Rows = tuple[tuple[str, ...], ...]
NOTHING = "Nothing found in the sources."


def register_rows(kind: Kind, *, report: str, ref: str, viewer: access.Who) -> Rows:
    """Return the rows of a register as it stands. ref: a year."""
    held = access.studio(viewer).filter(id=report).first()
    if held is None:
        return ()
    year = int(ref) if ref.isdecimal() else held.year
    if kind is Kind.RECOMMENDATIONS:
        return _recommendations(year, report_year=held.year)
    if kind is Kind.LAWS:
        return _laws(year)
    if kind is Kind.PLAN:
        return _plan(viewer, on=held.issued_on)
    if kind is Kind.ACTIVITIES:
        return _activities(report)
    return ()


def _recommendations(year: int, *, report_year: int) -> Rows:
    pack = active_pack()
    names = {each.code: each.name for each in pack.organizations}
    titles = {each.code: each.title for each in pack.sources}
    return tuple(
        (
            each.category,
            str(each.number_in_category),
            each.text.rstrip(".") + ".",
            dissent_words(
                opposed=[names.get(code, code) for code in each.opposed_by],
                abstained=[names.get(code, code) for code in each.abstained],
            ),
            plain(linked(each.later_status or NOTHING, titles)) if year < report_year else "",
        )
        for each in pack.recommendations_of(year)
    )


def _laws(year: int) -> Rows:
    short = f"{year % 100:02d}-"
    return tuple(
        (
            row["citation"],
            "" if row["title"].startswith("(") else row["title"],
            row["what_it_does"],
            row["effective"],
        )
        for row in active_pack().rows("statutes")
        if row["citation"].startswith((f"P.A. {short}", f"Special Act {short}"))
    )


def _plan(viewer: access.Who, *, on: date) -> Rows:
    """Count each P's actions; overdue as of the day of the report."""
    rows = list(access.plan(viewer).exclude(state=ActionState.DROPPED.value))
    told = []
    for four_p in FourP:
        here = [each for each in rows if each.four_p == four_p.value]
        done = sum(each.state == ActionState.DONE.value for each in here)
        late = sum(
            is_overdue(ActionState(each.state), due_on=each.due_on, today=on) for each in here
        )
        told.append((four_p.capitalize(), str(done), str(len(here)), str(late)))
    return tuple(told) if rows else ()


def _activities(report: str) -> Rows:
    seats = {each.code: each for each in active_pack().council_seats}
    taken = ActivityForm.objects.filter(report=report, state=FormState.TAKEN.value)
    told = []
    for each in taken.order_by("seat"):
        seat = seats.get(each.seat)
        name = (seat.organization_name or seat.seat) if seat else each.seat
        for four_p in FourP:
            if words := each.told.get(four_p.value, "").strip():
                told.append((name, f"{four_p.capitalize()}: {words}"))
        if figures := each.told.get("figures", "").strip():
            told.append((name, f"Figures, with their source: {'; '.join(figures.splitlines())}"))
    return tuple(told)
