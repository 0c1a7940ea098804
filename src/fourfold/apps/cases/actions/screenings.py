"""
Screening a person: begun, saved in parts, finished, corrected by a new one, or not done and why.

ScreeningRefused
├── NoInstrument    the pack has no such instrument on that day
├── NotADraft       it is finished; correct it instead
├── CaseIsClosed    it is opened again first
├── BegunAlready    the correction of this screening was begun before
└── NoResult        a licensed form without its result
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.apps.cases.actions import law, missing, records, telling
from fourfold.apps.cases.models import Case, Screening
from fourfold.apps.cases.rules import screening as rules
from fourfold.apps.cases.rules.screening import Answered
from fourfold.apps.cases.states.cases import CaseState
from fourfold.apps.cases.states.screenings import (
    Alone,
    Interpreter,
    MoveNotAllowed,
    Occasion,
    ScreeningState,
    WhyNot,
    check_move,
)
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack
from fourfold.reference.instruments import Instrument, Kind
from fourfold.security import audit
from fourfold.security.access.sight import NotKnown, Sight, subject_of
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.ids import new_id


class ScreeningRefused(records.ChangeError):
    """Nothing was changed; the message says why and what to do."""


class NoInstrument(ScreeningRefused):
    """The pack has no such instrument on that day."""


class NotADraft(ScreeningRefused):
    """What is finished is corrected by a new version."""


class CaseIsClosed(ScreeningRefused):
    """Nobody screens in a case that is closed."""


class BegunAlready(ScreeningRefused):
    """One correction takes a screening's place. screening: the correction's id."""

    def __init__(self, screening: str) -> None:
        super().__init__("A correction of this screening was begun. Go on with that one.")
        self.screening = screening


class NoResult(ScreeningRefused):
    """The result is what is kept of a licensed form."""


@dataclass(frozen=True, slots=True)
class Around:
    """How a screening was done. language: a code, blank if not noted; so alone and interpreter."""

    asked_on: date
    occasion: Occasion
    language: str = ""
    alone: Alone | str = ""
    interpreter: Interpreter | str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """
    What was written. band: number of the result of a licensed form, from 1; 0 for none.

    result_words: that result as the form prints it.
    """

    answers: Mapping[str, Answered]
    words: str = ""
    band: int = 0
    result_words: str = ""


def begin(
    case: str, *, instrument: str, edition: str, around: Around, by: Viewer, key: str = ""
) -> str:
    """
    Begin a screening; returns its id.

    :raises NotKnown: if the viewer does not keep the case. :raises NoInstrument: if the pack has no
    such one on that day. :raises records.DoneBefore: if the form came before.
    """
    made = new_id()
    _instrument(instrument, edition, on=around.asked_on)
    with records.changing(Case, case, by=by) as seen:
        if key:
            records.once(key, leads_to=f"screening:{made}", by=by)
        one = _new(seen, made, around, by=by)
        one.instrument, one.edition = instrument, edition
        one.save(force_insert=True)
        facts = {"instrument": instrument}
        telling.tell(seen.record, Step.SCREENING_BEGUN, by=by, part=one, facts=facts)
    return made


def save(screening: str, *, case: str, filled: Filled, seen_at: datetime, by: Viewer) -> None:
    """
    Save what was answered so far; nothing is asked for.

    seen_at: when what the page showed was changed last.
    :raises NotADraft: if it is finished. :raises records.ChangedMeanwhile: if a colleague saved
    since. :raises rules.ScreeningError: if an answer does not fit.
    """
    with records.changing(Case, case, by=by) as seen:
        one = _draft(seen, screening, seen_at, by=by)
        _write(one, filled, by=by)
        one.save()
        audit.record(
            Event.RECORD_CHANGED,
            by=by.account,
            subject=subject_of(seen.record),
            at=by.at,
            facts={"field": "screening.answers"},
        )


def finish(screening: str, *, case: str, filled: Filled, seen_at: datetime, by: Viewer) -> None:
    """
    Finish a screening: what was left empty counts as not asked, skipped items do not count.

    No status changes by it; facts of law that its answers state are written down (`law.take`). A
    correction takes the place of what it corrects.
    :raises NoResult: of a licensed form without a result. Others as `save`.
    """
    with records.changing(Case, case, by=by) as seen:
        one = _draft(seen, screening, seen_at, by=by)
        _write(one, filled, by=by)
        instrument = _instrument(one.instrument, one.edition)
        facts: dict[str, str | int] = {"instrument": one.instrument, "occasion": one.occasion}
        if instrument.kind == Kind.RESULT_ONLY:
            if not one.result and not one.result_words:
                raise NoResult("Write the result as the form prints it.")
        else:
            answers = rules.whole(instrument, answers=filled.answers)
            one.answers = _kept(answers)
            came = rules.outcome(instrument, answers=answers)
            one.result = _band(instrument, came.band)
            facts |= {"asked": came.asked, "answered": came.answered}
        _move(one, ScreeningState.DONE)
        one.done_at = by.at
        one.save()
        step = Step.SCREENING_DONE
        if one.corrects:
            step = Step.SCREENING_CORRECTED
            old = seen.record.screenings.get(pk=one.corrects)
            _move(old, ScreeningState.REPLACED)
            old.save(update_fields=["state"])
        telling.tell(seen.record, step, by=by, part=one, facts=facts)
        law.take(
            seen.record,
            said=rules.facts_stated(instrument, answers=filled.answers),
            source=f"screening:{one.pk}",
            replaces=f"screening:{one.corrects}" if one.corrects else "",
            by=by,
        )
        if one.occasion == Occasion.RETURN and not one.corrects:
            missing.settle(seen.record, screening=one, by=by)


def not_done(
    case: str, *, why: WhyNot, around: Around, by: Viewer, words: str = "", key: str = ""
) -> str:
    """
    Write down that there was no screening, and why; returns its id. It is a path of its own.

    :raises NotKnown: if the viewer does not keep the case.
    """
    made = new_id()
    with records.changing(Case, case, by=by) as seen:
        if key:
            records.once(key, leads_to=f"screening:{made}", by=by)
        one = _new(seen, made, around, by=by)
        one.state, one.why_not, one.words = ScreeningState.NOT_DONE.value, why.value, words or None
        one.save(force_insert=True)
        facts = {"why": why.value, "occasion": around.occasion.value}
        telling.tell(seen.record, Step.SCREENING_NOT_DONE, by=by, part=one, facts=facts)
        if around.occasion == Occasion.RETURN:
            missing.settle(seen.record, screening=one, by=by)
    return made


def stop(screening: str, *, case: str, why: WhyNot, by: Viewer) -> None:
    """
    Stop a screening that was begun, and say why; what was answered is kept.

    :raises NotADraft: if it is finished.
    """
    with records.changing(Case, case, by=by) as seen:
        one = _of(seen, screening)
        _move(one, ScreeningState.NOT_DONE)
        one.why_not, one.changed_by, one.changed_at = why.value, by.account, by.at
        corrected = one.corrects
        one.corrects = ""  # what it would have corrected stands
        one.save(update_fields=["state", "why_not", "changed_by", "changed_at", "corrects"])
        facts = {"why": why.value, "occasion": one.occasion}
        telling.tell(seen.record, Step.SCREENING_NOT_DONE, by=by, part=one, facts=facts)
        if one.occasion == Occasion.RETURN and not corrected:
            missing.settle(seen.record, screening=one, by=by)


def correct(screening: str, *, case: str, by: Viewer) -> str:
    """
    Begin a correction: a draft with the same answers; returns its id. The old one stays until then.

    :raises BegunAlready: if a correction was begun. :raises NotADraft: if it is no finished one.
    """
    with records.changing(Case, case, by=by) as seen:
        old = _of(seen, screening)
        begun = seen.record.screenings.filter(corrects=old.pk).first()
        if begun is not None:
            raise BegunAlready(begun.pk)
        if old.state != ScreeningState.DONE:
            raise NotADraft("Only a finished screening that stands is corrected.")
        around = Around(
            old.asked_on, Occasion(old.occasion), old.language, old.alone, old.interpreter
        )
        one = _new(seen, new_id(), around, by=by)
        one.instrument, one.edition, one.corrects = old.instrument, old.edition, old.pk
        one.asked_by, one.result = old.asked_by, old.result
        one.answers, one.words, one.result_words = old.answers, old.words, old.result_words
        one.save(force_insert=True)
        facts = {"instrument": old.instrument}
        telling.tell(seen.record, Step.SCREENING_BEGUN, by=by, part=one, facts=facts)
    return one.pk


def _instrument(code: str, edition: str, *, on: date | None = None) -> Instrument:
    """Return a version of an instrument. on: the day it must be in use, if that matters."""
    for each in active_pack().instruments:
        if (each.code, each.version) == (code, edition) and (on is None or each.holds_on(on)):
            return each
    raise NoInstrument("This form is not in use on that day. Choose another one, or another day.")


def _new(seen: Sight[Case], number: str, around: Around, *, by: Viewer) -> Screening:
    if seen.record.state != CaseState.OPEN:
        raise CaseIsClosed("The case is closed. Open it again before you screen.")
    return Screening(
        id=number,
        case=seen.record,
        agency=seen.record.agency,
        person=seen.record.person,
        occasion=around.occasion.value,
        made_by=by.account,
        made_at=by.at,
        changed_by=by.account,
        changed_at=by.at,
        asked_by=by.account,
        asked_on=around.asked_on,
        language=around.language,
        alone=str(around.alone),
        interpreter=str(around.interpreter),
    )


def _of(seen: Sight[Case], screening: str) -> Screening:
    found = seen.record.screenings.filter(pk=screening).first()
    if found is None:
        raise NotKnown("There is no such screening.")
    return seen.part(found).record


def _draft(seen: Sight[Case], screening: str, seen_at: datetime, *, by: Viewer) -> Screening:
    one = _of(seen, screening)
    if one.state != ScreeningState.DRAFT:
        raise NotADraft("This screening is finished. Correct it to change something.")
    if one.changed_at != seen_at:
        raise records.ChangedMeanwhile(one.changed_by, one.changed_at)
    return one


def _write(one: Screening, filled: Filled, *, by: Viewer) -> None:
    instrument = _instrument(one.instrument, one.edition)
    rules.check(instrument, answers=filled.answers)
    one.answers, one.words = _kept(filled.answers), filled.words or None
    if instrument.kind == Kind.RESULT_ONLY:
        if not 0 <= filled.band <= len(instrument.bands):
            raise NoResult("Choose one of the form's results.")
        one.result = f"BAND_{filled.band}" if filled.band else ""
        one.result_words = filled.result_words or None
    one.changed_by, one.changed_at = by.account, by.at


def _kept(answers: Mapping[str, Answered]) -> dict[str, dict[str, str]]:
    return {code: {"answer": each.answer, "words": each.words} for code, each in answers.items()}


def _band(instrument: Instrument, words: str) -> str:
    names = [name for _, name in instrument.bands]
    return f"BAND_{names.index(words) + 1}" if words else ""


def _move(one: Screening, then: ScreeningState) -> None:
    try:
        check_move(ScreeningState(one.state), then)
    except MoveNotAllowed as refused:
        raise NotADraft(str(refused)) from None
    one.state = then.value
