"""
What Fourfold itself can show for a duty: published reports, who answered a call, what places say.

Counts of offices and places only; they are read for the house, whoever looks at them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import Consultation, NeedsReport, PlanAction
from fourfold.apps.council.states.mandates import ProofKind, Shown
from fourfold.apps.council.states.meetings import MeetingKind, MeetingState
from fourfold.apps.council.states.plan import ActionState
from fourfold.apps.council.states.reports import ReportState
from fourfold.apps.submissions.queries import calls, compilation
from fourfold.catalog import queries as catalog
from fourfold.reference import active_pack

HOUSE = "council"
MEETINGS = {
    MeetingKind.REGULAR: "Regular meeting",
    MeetingKind.SPECIAL: "Special meeting",
    MeetingKind.WORKING_GROUP: "Meeting of a working group",
}
ANNUAL = "ANNUAL_REPORT"
REGISTER = "lodging_attestations"


@dataclass(frozen=True, slots=True)
class Automatic:
    """What Fourfold shows for a duty in a year. call: code of the data call behind it, or ""."""

    shown: Shown
    words: str = ""
    call: str = ""


NOTHING = Automatic(Shown.NONE)


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    One kind of place in a year's register. places: how many are known there. said: of each duty its
    words, how many said yes, and no; None where the kind does not owe it.
    """

    kind: str
    places: int
    said: tuple[tuple[str, str, tuple[int, int] | None], ...]


class Showing:
    """Everything that can be shown on a day; each is read once, when it is first asked for."""

    def __init__(self, *, today: date) -> None:
        self.today = today

    @cached_property
    def _reports(self) -> dict[int, str]:
        return {each.year: each.title for each in catalog.documents(kind=ANNUAL)}

    @cached_property
    def _calls(self) -> list[calls.CallRow]:
        return calls.calls(viewer=HOUSE, on=self.today)

    @cached_property
    def _needs(self) -> dict[int, str]:
        found = NeedsReport.objects.filter(state=ReportState.SETTLED.value)
        return dict(found.values_list("year", "title"))

    @cached_property
    def _plan(self) -> list[str]:
        dropped = ActionState.DROPPED.value
        return list(PlanAction.objects.exclude(state=dropped).values_list("state", flat=True))

    def of(self, shown_by: str, *, year: int) -> Automatic:
        """Return what can be shown for a duty in a year. shown_by: as in mandate_clocks.csv."""
        what, _colon, name = shown_by.partition(":")
        if what == ANNUAL and year in self._reports:
            return Automatic(Shown.WHOLE, f"Published: {self._reports[year]}.")
        if what == "NEEDS_REPORT" and year in self._needs:
            return Automatic(Shown.WHOLE, f"Settled: {self._needs[year]}.")
        if what == "PLAN" and year == self.today.year and self._plan:
            done = self._plan.count(ActionState.DONE.value)
            return Automatic(Shown.PART, f"The plan has {len(self._plan)} actions, {done} done.")
        if what == "CONSULTATIONS":
            return self._consulted(year)
        if what == "CALL":
            return self._answered(name, year)
        if what == "ATTESTED":
            return self._attested(name, year)
        return NOTHING

    def coverage(self, *, year: int) -> list[Coverage]:
        """Return what places attest in a year, by kind of place."""
        register = self._register(year)
        if register is None:
            return []
        kinds = {each.kind for each in register.places}
        found = []
        for kind in sorted(kinds | set(kinds_of(viewer=HOUSE).values())):
            here = [each for each in register.places if each.kind == kind]
            said: list[tuple[str, str, tuple[int, int] | None]] = []
            for duty in register.duties:
                if duty.kinds and kind not in duty.kinds:
                    said.append((duty.code, duty.words, None))
                    continue
                answers = [each.said.get(duty.code) for each in here if each.attested_on]
                said.append((duty.code, duty.words, (answers.count(True), answers.count(False))))
            found.append(Coverage(kind, len(here), tuple(said)))
        return found

    def missing(self, *, year: int) -> list[tuple[str, str, str, str]]:
        """Return each place with something missing: its name, town, kind, and what."""
        register = self._register(year)
        found = []
        for each in register.places if register else ():
            owed = [one for one in register.duties if not one.kinds or each.kind in one.kinds]
            if each.attested_on is None:
                found.append((each.name, each.town, each.kind, "did not attest this year"))
                continue
            no = [one.words for one in owed if not each.said.get(one.code)]
            if no:
                found.append((each.name, each.town, each.kind, "; ".join(no)))
        return sorted(found, key=lambda one: (one[2], one[0].casefold(), one[1]))

    def _of_year(self, dataset: str, year: int) -> list[calls.CallRow]:
        return [
            each
            for each in self._calls
            if each.call.dataset == dataset
            and year == (each.call.due_on.year if each.call.due_on else each.call.year)
        ]

    def _answered(self, dataset: str, year: int) -> Automatic:
        found = self._of_year(dataset, year)
        if not found:
            return NOTHING
        row = found[-1]
        asked, whole, late = row.tally.asked, row.tally.whole, row.tally.late
        words = f"{whole} of {asked} offices answered."
        if late:
            words += f" {late} {'is' if late == 1 else 'are'} late."
        shown = Shown.WHOLE if asked and whole == asked else Shown.PART
        return Automatic(shown, words, row.call.code)

    def _consulted(self, year: int) -> Automatic:
        rows = Consultation.objects.filter(on__year=year)
        asked = rows.exclude(organization="").values("organization").distinct().count()
        if not (told := rows.count()):
            return NOTHING
        words = f"{told} {'consultation' if told == 1 else 'consultations'} in the log, with "
        words += f"{asked} {'organization' if asked == 1 else 'organizations'} of the register."
        return Automatic(Shown.PART, words)

    def _attested(self, question: str, year: int) -> Automatic:
        register = self._register(year)
        if register is None:
            return NOTHING
        owed = {each.code: each.kinds for each in register.duties}.get(question, frozenset())
        here = [each for each in register.places if not owed or each.kind in owed]
        yes = sum(bool(each.said.get(question)) for each in here)
        words = f"{yes} of {len(here)} known places say yes; the register is not complete."
        return Automatic(Shown.PART, words) if here else NOTHING

    def _register(self, year: int):  # type: ignore[no-untyped-def]
        found = self._of_year(REGISTER, year)
        return (
            compilation.places(found[-1].call.code, viewer=HOUSE, on=self.today) if found else None
        )


def choices(*, viewer: access.Who, today: date) -> list[tuple[ProofKind, list[tuple[str, str]]]]:
    """Return what Fourfold holds that evidence can be tied to, by kind."""
    if not access.reads(viewer):
        return []
    pack = active_pack()
    reports = [(each.code, each.title) for each in catalog.documents()]
    needs = list(access.reports(viewer).order_by("-year").values_list("id", "title"))
    asked = [(each.call.code, each.call.title) for each in calls.calls(viewer=HOUSE, on=today)]
    plan = access.plan(viewer).exclude(action="").order_by("four_p", "made_at")
    laws = [(each["code"], f"{each['citation']} {each['title']}") for each in pack.rows("statutes")]
    return [
        (ProofKind.REPORT, reports),
        (ProofKind.NEEDS, needs),
        (ProofKind.CALL, asked),
        (ProofKind.ACTION, list(plan.values_list("id", "action"))),
        (ProofKind.LAW, laws),
        (ProofKind.MEETING, _held(viewer, today)),
        (ProofKind.CONSULTED, _consulted(viewer)),
        (ProofKind.DOCUMENT, [(each.code, each.title) for each in pack.sources]),
    ]


def _held(viewer: access.Who, today: date) -> list[tuple[str, str]]:
    """Meetings that everybody could come to and that took place, the newest first."""
    rows = access.meetings(viewer).filter(state=MeetingState.POSTED.value).order_by("-starts_at")
    days = ((each, timezone.localdate(each.starts_at)) for each in rows)
    return [
        (each.id, f"{MEETINGS[MeetingKind(each.kind)]}, {_day(day)}")
        for each, day in days
        if day <= today
    ]


def _consulted(viewer: access.Who) -> list[tuple[str, str]]:
    """Consultations by their day alone: evidence is public, and what was said is not."""
    rows = access.consultations(viewer).order_by("-on", "-made_at").values_list("id", "on")
    return [(number, f"Consultation, {_day(on)}") for number, on in rows]


def _day(on: date) -> str:
    return f"{on:%B} {on.day}, {on.year}"


def kinds_of(*, viewer: access.Who) -> dict[str, str]:
    """Return the kinds of places that the register asks, so that one without a place shows too."""
    for contract in active_pack().contracts if access.reads(viewer) else ():
        if contract.name == REGISTER:
            return dict(contract.field("kind").choices)
    return {}
