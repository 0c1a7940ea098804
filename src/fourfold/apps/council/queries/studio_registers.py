"""Rows of the blocks that fill themselves."""

from __future__ import annotations

import re
from datetime import date

from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import ActivityForm, StudioReport
from fourfold.apps.council.queries.recommendations import FateLine, register
from fourfold.apps.council.rules import is_overdue
from fourfold.apps.council.rules.laws import laws_of
from fourfold.apps.council.states.laws import Adequacy
from fourfold.apps.council.states.plan import ActionState
from fourfold.apps.council.states.reports import FourP
from fourfold.apps.council.states.studio import FormState
from fourfold.apps.council.states.votes import Category, Stage
from fourfold.documents.annual.chapters import dissent_words
from fourfold.documents.annual.links import linked, short
from fourfold.documents.outline import plain
from fourfold.documents.studio import Kind
from fourfold.documents.words import day
from fourfold.reference import active_pack

Rows = tuple[tuple[str, ...], ...]
NOTHING = "Nothing found in the sources."
NOBODY = ""
"""A report is read by everybody: so its registers hold what everybody may see."""
ACTS = ("PUBLIC_ACT", "SPECIAL_ACT")
NUMBER_OF_ACT = re.compile(r"\b(\d\d)-\d")
"""The year in how an act is cited: 17 in P.A. 17-32."""
HEADINGS = {
    Category.POLICY_CONCEPT: "Policy Concept Recommendations",
    Category.FURTHER_RESEARCH: "Further Research & Discussion",
}
ASSESSED = {
    Adequacy.ADEQUATE: "it does what it is for",
    Adequacy.PARTLY: "it does in part what it is for",
    Adequacy.NOT_ADEQUATE: "it does not do what it is for",
    Adequacy.NOT_KNOWN: "not known yet",
}


def register_rows(kind: Kind, *, report: str, ref: str, viewer: access.Who) -> Rows:
    """Return the rows of a register as it stands. ref: a year."""
    held = access.studio(viewer).filter(id=report).first()
    if held is None:
        return ()
    year = int(ref) if ref.isdecimal() else held.year
    if kind is Kind.RECOMMENDATIONS:
        return _recommendations(year, report=held)
    if kind is Kind.LAWS:
        return _laws(year, until=held.issued_on)
    if kind is Kind.PLAN:
        return _plan(viewer, on=held.issued_on)
    if kind is Kind.ACTIVITIES:
        return _activities(report)
    return ()


def waits_in_pack(year: int, *, viewer: access.Who) -> int:
    """Return how many recommendations of a year the pack prints that nobody took over yet."""
    held = set(access.recommendations(viewer).filter(year=year).values_list("code", flat=True))
    return sum(each.code not in held for each in active_pack().recommendations_of(year))


def _recommendations(year: int, *, report: StudioReport) -> Rows:
    """List what the Council approved, as everybody may read it, with what was known by then."""
    pack = active_pack()
    titles = {each.code: each.title for each in pack.sources}
    printed = {each.code: each.category for each in pack.recommendations}
    return tuple(
        (
            printed.get(each.code, HEADINGS[each.category]),
            str(each.number),
            each.text.rstrip(".") + ".",
            dissent_words(opposed=each.opposed_by, abstained=each.abstained),
            _since(each.fates, titles, until=report.issued_on) if year < report.year else "",
        )
        for each in register(year, viewer=NOBODY)
        if each.stage is Stage.APPROVED
    )


def _since(fates: tuple[FateLine, ...], titles: dict[str, str], *, until: date) -> str:
    told = []
    for each in fates:
        if each.on is not None and each.on > until:
            continue
        said = f"{each.words} ({day(each.on)})" if each.on else each.words
        keys = each.evidence.split("; ")
        if not any(f"({key})" in said for key in keys):
            said = f"{said} ({'; '.join(short(titles.get(key, key)) for key in keys)})"
        told.append(plain(linked(said, titles)).rstrip(".") + ".")
    return " ".join(told) or NOTHING


def _laws(year: int, *, until: date) -> Rows:
    """List the acts of a year: what each does, which laws it changed, how they are assessed."""
    found = []
    for each in laws_of(active_pack()).values():
        act = NUMBER_OF_ACT.search(each.statute.citation)
        if each.statute.kind not in ACTS or act is None or int(act[1]) != year % 100:
            continue
        does = [each.statute.what_it_does.rstrip(".")]
        changed = dict.fromkeys(law.citation or law.title for law, _version in each.changed)
        if changed:
            does.append(f"It changes {', '.join(changed)}")
        if told := _assessed(each.code, until=until):
            does.append(told)
        title = each.statute.title
        found.append(
            (
                each.statute.citation,
                "" if title.startswith("(") else title,
                ". ".join(one for one in does if one),
                each.statute.effective,
            )
        )
    return tuple(found)


def _assessed(law: str, *, until: date) -> str:
    """Say how the Council assesses a law, as everybody reads it; "" if it does not."""
    rows = access.assessments(NOBODY).filter(law=law).order_by("-nth")
    for each in rows:
        if each.closed_at is None or timezone.localdate(each.closed_at) <= until:
            return f"The Council’s assessment: {ASSESSED[Adequacy(each.adequacy)]}"
    return ""


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
