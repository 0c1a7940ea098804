"""Laws are assessed: one writes, another reviews, and a new version never erases the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fourfold.apps.council import access
from fourfold.apps.council.models import LawAssessment
from fourfold.apps.council.queries.laws import figures_said
from fourfold.apps.council.rules import NoSuchPaper, NotWhole, NotYours
from fourfold.apps.council.rules.laws import laws_of
from fourfold.apps.council.states.laws import Adequacy, AssessmentState, check_move
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class Assessed:
    """What an assessment says. gap and measure may be blank; reasons may not."""

    adequacy: Adequacy
    reasons: str
    measure: str = ""
    gap: str = ""


@transaction.atomic
def assess(law: str, *, told: Assessed, once: str, by: access.Who, at: datetime) -> str:
    """
    Begin the next version of a law's assessment, as a draft; the same `once` is the same draft.

    :raises NoSuchPaper: if there is no such law. :raises NotWhole: without reasons, or while
    another draft of this law waits.
    """
    access.check_works(by)
    if law not in laws_of(active_pack()):
        raise NoSuchPaper("There is no such law.")
    _check_whole(told)
    known = LawAssessment.objects.filter(once=once).first()
    if known is not None:
        return known.id
    held = LawAssessment.objects.select_for_update().filter(law=law)
    if held.filter(state=AssessmentState.DRAFT.value).exists():
        raise NotWhole(
            "Another draft about this law waits for its review. Open the law again: change that "
            "draft, or take it back first."
        )
    name = access.name_of(by)
    made = LawAssessment.objects.create(
        law=law,
        nth=held.count() + 1,
        **_columns(told, law, by=by),
        once=once,
        made_at=at,
        made_by=name,
        writers=[name],
        changed_at=at,
    )
    _record(made, "written", by=by, at=at)
    return made.id


@transaction.atomic
def change(assessment: str, *, told: Assessed, version: int, by: access.Who, at: datetime) -> None:
    """
    Change a draft. :raises ChangedMeanwhile: if somebody else did since `version`.

    :raises NoSuchPaper: :raises NotWhole: without reasons.
    """
    access.check_works(by)
    held = _draft(assessment, version=version, by=by)
    _check_whole(told)
    for column, value in _columns(told, held.law, by=by).items():
        setattr(held, column, value)
    name = access.name_of(by)
    held.writers = [*(each for each in held.writers if each != name), name]
    held.version, held.changed_at = held.version + 1, at
    held.save()
    _record(held, "changed", by=by, at=at)


@transaction.atomic
def review(assessment: str, *, version: int, by: access.Who, at: datetime) -> None:
    """
    Let a second person review a draft: then it is open to everyone, and changes no more.

    :raises NotYours: if they wrote in it. :raises ChangedMeanwhile: :raises NoSuchPaper:.
    """
    held = _draft(assessment, version=version, by=by)
    if access.name_of(by) in held.writers:
        raise NotYours("Somebody who wrote nothing in it reviews an assessment.")
    _close(held, AssessmentState.REVIEWED, by=by, at=at)


@transaction.atomic
def withdraw(assessment: str, *, version: int, by: access.Who, at: datetime) -> None:
    """Take a draft back; it stays among the versions. :raises ChangedMeanwhile, NoSuchPaper:."""
    access.check_works(by)
    _close(_draft(assessment, version=version, by=by), AssessmentState.WITHDRAWN, by=by, at=at)


def _columns(told: Assessed, law: str, *, by: access.Who) -> dict[str, object]:
    return {
        "adequacy": told.adequacy.value,
        "reasons": told.reasons.strip(),
        "measure": told.measure.strip(),
        "gap": told.gap.strip(),
        "figures": figures_said(law, viewer=by),
    }


def _check_whole(told: Assessed) -> None:
    if not told.reasons.strip():
        raise NotWhole("Give the reasons: an assessment without them cannot be reviewed.")


def _draft(assessment: str, *, version: int, by: access.Who) -> LawAssessment:
    rows = access.assessments(by)
    return access.held_draft(rows, assessment, version=version, what="assessment", by=by)


def _close(held: LawAssessment, to: AssessmentState, *, by: access.Who, at: datetime) -> None:
    check_move(AssessmentState(held.state), to)
    held.state, held.closed_at, held.closed_by = to.value, at, access.name_of(by)
    held.version += 1
    held.save()
    _record(held, to.value.lower(), by=by, at=at)


def _record(held: LawAssessment, step: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.LAW_ASSESSED,
        by=access.name_of(by),
        subject=f"law-assessment:{held.id}",
        at=at,
        facts={"step": step, "law": held.law, "nth": held.nth},
    )
