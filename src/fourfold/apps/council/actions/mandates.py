"""What is said of a duty in a year, the evidence for it, and reports of working groups."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import DutyAssessment, DutyProof, GroupReport
from fourfold.apps.council.queries.mandates import year_of
from fourfold.apps.council.queries.shown import choices
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole, NotYours
from fourfold.apps.council.states.mandates import ProofKind, ReadState, Said, check_move
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def assess(
    duty: str, *, year: int, said: Said, words: str, once: str, by: access.Who, at: datetime
) -> str:
    """
    Say where a duty stands in a year; a second person reads it before it counts. Returns its id.

    :raises NotWhole: without reasons, or while another word waits to be read.
    """
    _check_owed(duty, year, by=by, at=at)
    if not words.strip():
        raise NotWhole(
            "Say why, in your own words. It becomes public once a second person read it."
        )
    same = DutyAssessment.objects.filter(once=once).first()
    if same is not None:
        return same.id
    try:
        with transaction.atomic():
            made = DutyAssessment.objects.create(
                duty=duty,
                year=year,
                said=said.value,
                words=words.strip(),
                once=once,
                made_at=at,
                made_by=access.name_of(by),
            )
    except IntegrityError:
        raise NotWhole(
            "Another word on this year waits for a second person. Let it be read, or given back, "
            "first."
        ) from None
    _record(duty, "assessed", by=by, at=at)
    return made.id


@transaction.atomic
def read(assessment: str, *, agree: bool, why: str = "", by: access.Who, at: datetime) -> None:
    """
    Agree to what was said, or give it back with a reason. Twice is once.

    Whoever wrote it may only take it back. :raises NotYours: :raises MoveNotAllowed:.
    """
    if not access.reads(by):
        raise NoSuchPaper("There is no such assessment.")
    row = access.duty_assessments(by).select_for_update().filter(id=assessment).first()
    if row is None:
        raise NoSuchPaper("There is no such assessment.")
    to = ReadState.REVIEWED if agree else ReadState.RETURNED
    if row.state == to.value:
        return
    check_move(ReadState(row.state), to)
    if agree and row.made_by == access.name_of(by):
        raise NotYours("Who wrote it does not review it. A second person does.")
    if not agree and not why.strip():
        raise NotWhole("Say why it is given back. It stays with the history.")
    row.state, row.read_at, row.read_by, row.why = to.value, at, access.name_of(by), why.strip()
    row.save()
    _record(row.duty, "reviewed" if agree else "given_back", by=by, at=at)


@transaction.atomic
def prove(
    duty: str,
    *,
    year: int,
    kind: ProofKind,
    ref: str = "",
    words: str = "",
    place: str = "",
    by: access.Who,
    at: datetime,
) -> None:
    """
    Tie evidence to a duty in a year. Twice is once.

    words, place: of what Fourfold does not hold; for the rest its own title is kept, and the place.
    """
    _check_owed(duty, year, by=by, at=at)
    if kind is ProofKind.TYPED:
        ref = ""
        if not words.strip() or not place.strip():
            raise NotWhole("Say which document it is, and where it says so.")
    else:
        offered = dict(choices(viewer=by, today=timezone.localdate(at)))
        titles = dict(offered.get(kind, ()))
        if ref not in titles:
            raise NoSuchPaper("There is no such evidence any more. Choose another.")
        words = titles[ref]
    told = {"kind": kind.value, "ref": ref, "words": words.strip()[:300], "place": place.strip()}
    _made, is_new = DutyProof.objects.get_or_create(
        duty=duty,
        year=year,
        taken_out_at=None,
        **told,
        defaults={"made_at": at, "made_by": access.name_of(by)},
    )
    if is_new:
        _record(duty, "proven", by=by, at=at)


@transaction.atomic
def take_out(proof: str, *, why: str, by: access.Who, at: datetime) -> None:
    """Take a piece of evidence out, with a reason; it stays in the history. Twice is once."""
    access.check_works(by)
    row = access.proofs(by).select_for_update().filter(id=proof).first()
    if row is None:
        return
    if not why.strip():
        raise NotWhole("Say why it is taken out.")
    row.taken_out_at, row.taken_out_by = at, access.name_of(by)
    row.taken_out_why = why.strip()[:300]
    row.save()
    _record(row.duty, "taken_out", by=by, at=at)


@transaction.atomic
def expect_report(
    title: str,
    *,
    group: str,
    due_on: date | None,
    deadline: str = "",
    once: str,
    by: access.Who,
    at: datetime,
) -> str:
    """Note a report that a working group owes; the same `once` is the same. Returns its id."""
    access.check_works(by)
    if not title.strip() or not group.strip():
        raise NotWhole("Say which report it is, and of which working group.")
    made, is_new = GroupReport.objects.get_or_create(
        once=once,
        defaults={
            "title": title.strip(),
            "group": group.strip(),
            "due_on": due_on,
            "deadline": deadline,
            "made_at": at,
            "made_by": access.name_of(by),
        },
    )
    if is_new:
        _record(made.id, "report_expected", by=by, at=at)
    return made.id


@transaction.atomic
def receive_report(
    report: str, *, on: date, proof: str, version: int, by: access.Who, at: datetime
) -> None:
    """
    Note that a working group's report came, and where it is.

    :raises ChangedMeanwhile: if somebody else did since `version`. :raises NotWhole:.
    """
    access.check_works(by)
    row = access.group_reports(by).select_for_update().filter(id=report).first()
    if row is None:
        raise NoSuchPaper("There is no such report.")
    if row.version != version:
        raise ChangedMeanwhile("Somebody noted it since you opened the page. Look at it again.")
    if not proof.strip():
        raise NotWhole("Say where the report is: its address, its number, or who keeps it.")
    if on > timezone.localdate(at):
        raise NotWhole("The day it came is still to come.")
    row.received_on, row.proof = on, proof.strip()[:300]
    row.received_by, row.version = access.name_of(by), version + 1
    row.save()
    _record(row.id, "report_received", by=by, at=at)


def _check_owed(duty: str, year: int, *, by: access.Who, at: datetime) -> None:
    access.check_works(by)
    year_of(duty, year=year, viewer=by, today=timezone.localdate(at))


def _record(duty: str, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.DUTY_CHANGED,
        by=access.name_of(by),
        subject=f"duty:{duty}",
        at=at,
        facts={"what": what},
    )
