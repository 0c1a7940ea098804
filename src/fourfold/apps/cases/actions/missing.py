"""
A person is missing: writing it down, who was told, the return, what they told, the screening.

MissingError
├── MissingAlready   an episode is open; `episode`, `by` and `at` say which and since when
├── ToldAlready      it was written down before; `by` and `at` say by whom and when
├── NotNow           the episode is not where this can be done
└── WrongOrder       one moment lies before another it must follow
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.actions.clocks import NotYet, moment_fact
from fourfold.apps.cases.models import Case, CaseLine, MissingEpisode, Screening
from fourfold.apps.cases.rules.evidence import check_evidence
from fourfold.apps.cases.states.missing import (
    Heard,
    MissingState,
    Question,
    check_move,
)
from fourfold.apps.cases.states.screenings import ScreeningState, WhyNot
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.ids import new_id

PERSONAL, PLACE, EXPLOITER = FieldClass.PERSONAL, FieldClass.PLACE, FieldClass.EXPLOITER
BACK = (MissingState.RETURNED, MissingState.FINISHED)


class MissingError(ValueError):
    """Nothing was changed; the message says why and what to do."""


class MissingAlready(MissingError):
    """
    The person is written down as missing. episode: its id; by, at: who did so, and when.

    holds: whether every word that was typed stands in it.
    """

    def __init__(self, episode: str, by: str, at: datetime, *, holds: bool) -> None:
        super().__init__("This person is written down as missing already.")
        self.episode, self.by, self.at, self.holds = episode, by, at, holds


class ToldAlready(MissingError):
    """Somebody wrote this down before. by: their account; at: when."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__("Somebody wrote this down before you.")
        self.by, self.at = by, at


class NotNow(MissingError):
    """The person is not back yet, or was not missing."""


class WrongOrder(MissingError):
    """A moment lies before one that it must follow. field: the later one's name."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def report_missing(
    case: str,
    *,
    known_at: datetime,
    by: Viewer,
    missing_at: datetime | None = None,
    missing_from: str = "",
    last_seen: str = "",
) -> str:
    """
    Write down that a person is missing; returns the episode's id. Its duties count from known_at.

    missing_at: when they were last seen, None if nobody knows.
    :raises sight.NotKnown: unless the viewer keeps the case. :raises MissingAlready:
    :raises WrongOrder: if the agency knew before they were gone. :raises NotYet:
    """
    if missing_at is not None and missing_at > known_at:
        raise WrongOrder(
            "You knew before they were last seen. Please check both times.", "missing_at"
        )
    with records.changing(Case, case, by=by, writes=(PERSONAL, PLACE)) as seen:
        now_missing = seen.record.missing_episodes.filter(state=MissingState.MISSING).first()
        if now_missing is not None:
            typed = (
                (missing_from, now_missing.missing_from),
                (last_seen, now_missing.last_seen),
            )
            holds = all(words in ("", stands) for words, stands in typed)
            by_and_at = _told(now_missing, Step.MISSING_REPORTED)
            raise MissingAlready(now_missing.id, *by_and_at, holds=holds)
        episode = MissingEpisode(
            id=new_id(),
            case=seen.record,
            agency=seen.record.agency,
            person=seen.record.person,
            missing_at=missing_at,
            known_at=known_at,
            missing_from=missing_from or None,
            last_seen=last_seen or None,
        )
        _check_past(known_at, by)
        episode.save(force_insert=True)
        facts = {"known_at": moment_fact(known_at)}
        telling.tell(seen.record, Step.MISSING_REPORTED, part=episode, facts=facts, by=by)
    return episode.id


def police_told(
    episode: str,
    *,
    case: str,
    told_at: datetime,
    number: str,
    by: Viewer,
    trafficking: bool = False,
) -> None:
    """
    Write down that police were told, when, and the number they gave, or blank.

    trafficking: they were also told that the child is found to be trafficked.
    :raises ToldAlready: :raises NotNow: if they were not missing. :raises NotYet:
    :raises evidence.NoEvidence:
    """
    check_evidence(number)
    with _changing(episode, case, by) as (record, one):
        _check_told(one, one.police_at, Step.POLICE_TOLD)
        _check_past(told_at, by)
        one.police_at, one.police_number = told_at, number
        one.save(update_fields=["police_at", "police_number"])
        facts = _shown(told_at, number) | ({"trafficking": "YES"} if trafficking else {})
        telling.tell(record, Step.POLICE_TOLD, part=one, facts=facts, by=by)


def ncmec_told(episode: str, *, case: str, told_at: datetime, number: str, by: Viewer) -> None:
    """Write down that NCMEC was told, as `police_told`."""
    check_evidence(number)
    with _changing(episode, case, by) as (record, one):
        _check_told(one, one.ncmec_at, Step.NCMEC_TOLD)
        _check_past(told_at, by)
        one.ncmec_at, one.ncmec_number = told_at, number
        one.save(update_fields=["ncmec_at", "ncmec_number"])
        telling.tell(record, Step.NCMEC_TOLD, part=one, facts=_shown(told_at, number), by=by)


def mistaken(episode: str, *, case: str, words: str, by: Viewer) -> None:
    """
    Write down that the person was not missing. words: how one knows.

    :raises NotNow: if they came back already, or this was written down before.
    """
    with _changing(episode, case, by) as (record, one):
        _move(one, MissingState.MISTAKEN)
        one.save(update_fields=["state"])
        telling.tell(record, Step.MISSING_MISTAKEN, part=one, words=words, by=by)


def returned(
    episode: str, *, case: str, returned_at: datetime, found_where: str = "", by: Viewer
) -> None:
    """
    Write down that the person is back.

    :raises ToldAlready: if that is written down. :raises NotNow: if they were not missing.
    :raises WrongOrder: if that was before they were gone. :raises NotYet:
    """
    with _changing(episode, case, by, PLACE) as (record, one):
        _check_told(one, one.returned_at, Step.MISSING_RETURNED)
        _move(one, MissingState.RETURNED)
        _check_past(returned_at, by)
        if returned_at < (one.missing_at or one.known_at):
            raise WrongOrder("This is before they were gone. Please check it.", "returned_at")
        one.returned_at, one.found_where = returned_at, found_where or None
        one.save(update_fields=["state", "returned_at", "found_where"])
        facts = {"happened_at": moment_fact(returned_at)}
        telling.tell(record, Step.MISSING_RETURNED, part=one, facts=facts, by=by)


def hear(
    episode: str,
    *,
    case: str,
    answers: Mapping[Question, tuple[Heard, str]],
    version: int,
    by: Viewer,
) -> None:
    """
    Write down what the person told after they came back, or that they would not, or were not asked.

    answers: every question to how it was answered and, where it was told, the words as told; blank
    words keep what is written. version: of the case, as the page showed it.
    :raises NotNow: while they are missing. :raises records.ChangedMeanwhile:
    """
    with _changing(episode, case, by, EXPLOITER, version=version) as (record, one):
        if one.state not in BACK:
            raise NotNow("They are not back yet. First write down the return.")
        one.answers = {question.value: heard.value for question, (heard, _words) in answers.items()}
        for question, (heard, words) in answers.items():
            kept = getattr(one, question.column)
            told = (words or kept) if heard is Heard.TOLD else None
            setattr(one, question.column, told)
        one.heard_at = by.at
        _finish(one)
        one.save()
        counted = {"told": sum(heard is Heard.TOLD for heard, _words in answers.values())}
        telling.tell(record, Step.RETURN_HEARD, part=one, facts=counted, by=by)


def screened(episode: str, *, case: str, screening: str, by: Viewer) -> None:
    """
    Tie a finished screening of the case to the return.

    :raises NotNow: while they are missing, or if it is settled. :raises NotKnown: if the case has
    no such finished screening.
    """
    with _changing(episode, case, by) as (record, one):
        found = Screening.objects.filter(
            pk=screening, case=record, state=ScreeningState.DONE.value
        ).first()
        if found is None:
            raise NotKnown("This case has no such finished screening.")
        _check_unsettled(one)
        _screened(record, one, found, by=by)


@transaction.atomic
def settle(case: Case, *, screening: Screening, by: Viewer) -> None:
    """
    Settle the newest return that waits for a screening, if there is any, with one made for it.

    case: locked, in the transaction that finished the screening, or said why there was none.
    """
    waiting = case.missing_episodes.filter(
        state=MissingState.RETURNED, screening="", not_screened_why=""
    )
    newest = waiting.order_by("-returned_at", "-id").first()
    if newest is not None and screening.state == ScreeningState.DONE:
        _screened(case, newest, screening, by=by)
    elif newest is not None:
        _not_screened(case, newest, WhyNot(screening.why_not), "", by=by)


def not_screened(episode: str, *, case: str, why: WhyNot, words: str, by: Viewer) -> None:
    """
    Write down why the person was not screened after the return. words: what one adds, or blank.

    :raises NotNow: while they are missing, or if it is settled.
    """
    with _changing(episode, case, by) as (record, one):
        _check_unsettled(one)
        _not_screened(record, one, why, words, by=by)


# ------------------------------------------------------------------ what these are made of
@contextmanager
def _changing(
    episode: str, case: str, by: Viewer, *more: FieldClass, version: int | None = None
) -> Iterator[tuple[Case, MissingEpisode]]:
    """Open an episode of a case for a change; the case is locked, so its parts are."""
    writes = (PERSONAL, *more)
    with records.changing(Case, case, by=by, writes=writes, version=version) as seen:
        found = seen.record.missing_episodes.filter(pk=episode).first()
        if found is None:
            raise NotKnown("There is no such episode of this case.")
        yield seen.record, found


def _screened(case: Case, one: MissingEpisode, screening: Screening, *, by: Viewer) -> None:
    one.screening = screening.id
    _finish(one)
    one.save(update_fields=["screening", "state"])
    facts = {"screening": screening.id}
    if screening.done_at:
        facts["happened_at"] = moment_fact(screening.done_at)
    telling.tell(case, Step.RETURN_SCREENED, part=one, facts=facts, by=by)


def _not_screened(case: Case, one: MissingEpisode, why: WhyNot, words: str, *, by: Viewer) -> None:
    one.not_screened_why = why.value
    _finish(one)
    one.save(update_fields=["not_screened_why", "state"])
    facts = {"why": why.value}
    telling.tell(case, Step.RETURN_NOT_SCREENED, part=one, facts=facts, words=words, by=by)


def _check_told(one: MissingEpisode, at: datetime | None, step: Step) -> None:
    """Raise ToldAlready if it was written down, NotNow if the person was not missing."""
    if at is not None:
        raise ToldAlready(*_told(one, step))
    if one.state == MissingState.MISTAKEN:
        raise NotNow("This person was not missing, somebody wrote. Write down a new episode.")


def _check_unsettled(one: MissingEpisode) -> None:
    if one.state not in BACK:
        raise NotNow("They are not back yet. First write down the return.")
    if one.screening or one.not_screened_why:
        step = Step.RETURN_SCREENED if one.screening else Step.RETURN_NOT_SCREENED
        raise ToldAlready(*_told(one, step))


def _told(one: MissingEpisode, step: Step) -> tuple[str, datetime]:
    """Return who told a step of an episode, and when."""
    line = CaseLine.objects.filter(
        case=one.case_id, step=step.value, part=f"{one._meta.model_name}:{one.pk}"
    ).latest("at")
    return line.by, line.at


def _check_past(at: datetime, by: Viewer) -> None:
    if at > by.at:
        raise NotYet("This is still to come. Write down what happened.")


def _shown(told_at: datetime, number: str) -> dict[str, str]:
    return {"happened_at": moment_fact(told_at)} | ({"evidence": number} if number else {})


def _move(one: MissingEpisode, then: MissingState) -> None:
    if one.state != MissingState.MISSING:
        raise NotNow("This episode is over already. Look at what others wrote.")
    check_move(MissingState(one.state), then)
    one.state = then.value


def _finish(one: MissingEpisode) -> None:
    """Finish an episode once the person was listened to and the screening is settled."""
    settled = one.heard_at and (one.screening or one.not_screened_why)
    if settled and one.state == MissingState.RETURNED:
        check_move(MissingState.RETURNED, MissingState.FINISHED)
        one.state = MissingState.FINISHED.value
