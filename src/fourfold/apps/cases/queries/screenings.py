"""Screenings of a case, forms that fit its person, how often one's own cases are screened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.apps.cases.access import cases
from fourfold.apps.cases.models import Case, Person, Screening
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.missing import ReturnRate, after_returns
from fourfold.apps.cases.rules import screening as rules
from fourfold.apps.cases.rules.screening import Answered, Outcome
from fourfold.apps.cases.states.answers import NoValue
from fourfold.apps.cases.states.persons import Gender
from fourfold.apps.cases.states.screenings import Occasion, ScreeningState
from fourfold.reference import active_pack
from fourfold.reference.instruments import Instrument
from fourfold.security import audit
from fourfold.security.access.need_to_know import rights
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event

MOST = 100
MOST_COUNTED = 1_000
"""Cases a table counts at most; more than anybody works with."""


@dataclass(frozen=True, slots=True)
class Form:
    """An instrument one may choose. fits: validated for the person's age; None if not known."""

    instrument: Instrument
    age: int | None
    fits: bool | None


@dataclass(frozen=True, slots=True)
class Screened:
    """
    One screening as the viewer may read it. instrument: None if none was done, or the pack no
    longer has it. answers: empty where they are not for this viewer; so words and result_words.
    replaced_by: the correction that stands in its place, or blank.
    """

    id: str
    state: ScreeningState
    instrument: Instrument | None
    edition: str
    occasion: Occasion
    asked_by: str
    asked_on: date
    changed_by: str
    changed_at: datetime
    done_at: datetime | None
    language: str
    alone: str
    interpreter: str
    why_not: str
    corrects: str
    replaced_by: str
    band: int
    result_words: str
    answers: dict[str, Answered]
    words: str
    outcome: Outcome | None
    reads: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """One row of the table: cases of a group, those screened, and those with a reason why not."""

    group: str
    cases: int
    screened: int
    not_done: int

    @property
    def open(self) -> int:
        """Cases with neither."""
        return self.cases - self.screened - self.not_done


@dataclass(frozen=True, slots=True)
class Rates:
    """
    How often one's own cases are screened. by_gender: a code, or UNKNOWN, REFUSED, NOT_ASKED.

    after_return: each return, not each case; all of them first, then by gender. every: all cases.
    cut: True if there were more cases than are counted.
    """

    every: Rate
    by_gender: tuple[Rate, ...]
    after_return: tuple[ReturnRate, ...]
    cut: bool


def forms_for(opened: OpenCase, *, viewer: Viewer, on: date) -> list[Form]:
    """Return the instruments in use on a day, with how each fits the person's age."""
    born = _born_on(opened)
    age = _age(born, on) if born is not None else None
    return [
        Form(each, age, each.fits_age(age))
        for each in active_pack().instruments
        if each.holds_on(on)
    ]


def of_case(opened: OpenCase, *, viewer: Viewer) -> list[Screened]:
    """Return the screenings of an opened case, the newest first."""
    found = Screening.objects.filter(case=opened.case).order_by("-asked_on", "-made_at", "-id")
    every = list(found[:MOST])
    later = {each.corrects: each.pk for each in every if each.corrects}
    return [_screened(opened.seen.part(each), later.get(each.pk, "")) for each in every]


def one(opened: OpenCase, *, screening: str, viewer: Viewer) -> Screened:
    """Return one screening of an opened case. :raises sight.NotKnown: if it has no such one."""
    found = Screening.objects.filter(case=opened.case, pk=screening).first()
    if found is None:
        raise NotKnown("There is no such screening.")
    later = Screening.objects.filter(case=opened.case, corrects=found.pk).first()
    return _screened(opened.seen.part(found), later.pk if later else "")


def fits(opened: OpenCase, *, instrument: Instrument, on: date, viewer: Viewer) -> Form:
    """Return how an instrument fits the person's age on a day."""
    born = _born_on(opened)
    age = _age(born, on) if born is not None else None
    return Form(instrument, age, instrument.fits_age(age))


def rates(*, viewer: Viewer) -> Rates:
    """
    Count the screenings of the cases a viewer may know of; each case is a line in the audit.

    Small numbers are shown: they are the viewer's own cases, and leave the desk nowhere.
    """
    known = list(cases(viewer=viewer).order_by("-opened_at", "-id")[: MOST_COUNTED + 1])
    counted = known[:MOST_COUNTED]
    if counted:
        audit.read_of(
            Event.RECORDS_LISTED,
            by=viewer.account,
            subjects=[f"cases.case:{each.pk}" for each in counted],
            at=viewer.at,
        )
    rows = list(Screening.objects.filter(case__in=counted).values_list("case_id", "state"))
    genders = _genders(counted, viewer=viewer)
    groups = sorted(set(genders.values()), key=lambda code: ([*Gender, *NoValue].index(code), code))
    ordered = {
        each: genders[each] for each in sorted(genders, key=lambda c: groups.index(genders[c]))
    }
    return Rates(
        every=_rate("", counted, rows),
        by_gender=tuple(
            _rate(code, [each for each in counted if genders[each.pk] == code], rows)
            for code in groups
        ),
        after_return=tuple(after_returns(counted, groups=ordered, viewer=viewer)),
        cut=len(known) > MOST_COUNTED,
    )


def _rate(group: str, found: list[Case], rows: Iterable[tuple[str, str]]) -> Rate:
    numbers = {each.pk for each in found}
    done = {case for case, state in rows if state == ScreeningState.DONE} & numbers
    why = {case for case, state in rows if state == ScreeningState.NOT_DONE} & numbers - done
    return Rate(group, len(numbers), len(done), len(why))


def _genders(found: list[Case], *, viewer: Viewer) -> dict[str, str]:
    """Return the gender of each case's person, as far as this viewer may read it."""
    people = Person.objects.in_bulk({each.person for each in found})
    said = {}
    for each in found:
        person, code = people.get(each.person), None
        if person is not None and person.agency == each.agency:
            seen = Sight(each, rights(viewer, each)).part(person)
            code = seen.value("gender") if seen.may(Action.READ, "gender") else None
        known = {*Gender, *NoValue}
        said[each.pk] = str(code) if code in known else NoValue.NOT_ASKED.value
    return said


def _born_on(opened: OpenCase) -> date | None:
    person = opened.person
    if person is None or not person.may(Action.READ, "born_on"):
        return None
    born: date | None = person.value("born_on")
    return born


def _age(born: date, on: date) -> int | None:
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return years if 0 <= years < 120 else None


def _screened(seen: Sight[Screening], replaced_by: str) -> Screened:
    row, reads = seen.record, seen.may(Action.READ, "answers")
    instrument = _instrument(row.instrument, row.edition)
    kept = (row.answers or {}) if reads else {}
    answers = {code: Answered(each["answer"], each.get("words", "")) for code, each in kept.items()}
    return Screened(
        id=row.pk,
        state=ScreeningState(row.state),
        instrument=instrument,
        edition=row.edition,
        occasion=Occasion(row.occasion),
        asked_by=row.asked_by,
        asked_on=row.asked_on,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        done_at=row.done_at,
        language=row.language,
        alone=row.alone,
        interpreter=row.interpreter,
        why_not=row.why_not,
        corrects=row.corrects,
        replaced_by=replaced_by,
        band=int(row.result.removeprefix("BAND_") or 0),
        result_words=str(row.result_words or "") if reads else "",
        answers=answers,
        words=str(row.words or "") if reads else "",
        outcome=rules.outcome(instrument, answers=answers) if instrument and reads else None,
        reads=reads,
        may_write=seen.may(Action.WRITE, "answers"),
    )


def _instrument(code: str, edition: str) -> Instrument | None:
    found = (
        each for each in active_pack().instruments if (each.code, each.version) == (code, edition)
    )
    return next(found, None)
