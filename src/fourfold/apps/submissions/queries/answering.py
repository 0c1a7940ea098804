"""What an office needs to answer a call on a page, and what it answered before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.apps.submissions import access
from fourfold.apps.submissions.models import AnswerDraft, Asked, Batch, DataCall
from fourfold.apps.submissions.queries import kept
from fourfold.apps.submissions.queries.reading import AnswersReading
from fourfold.apps.submissions.rules.answering import (
    MOST_ROWS,
    Layout,
    Office,
    Outcome,
    Period,
    Typed,
    can_be_typed,
    layout_of,
    outcome_of,
    typed_of,
)
from fourfold.apps.submissions.rules.answers import text_of
from fourfold.apps.submissions.states import BatchState
from fourfold.reference import Contract, active_pack

FILED = (BatchState.SENT, BatchState.RETURNED, BatchState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and not sent, by field of the form."""

    told: Mapping[str, str]
    at: datetime
    page: str


@dataclass(frozen=True, slots=True)
class Filed:
    """An answer that was sent. why: what the Council asks to be mended, if it came back."""

    batch: str
    version: int
    state: BatchState
    sent_at: datetime
    accepted_at: datetime | None
    digest: str
    rows: int
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """One call as one office sees it. typed: whether it can be answered on a page."""

    call: str
    title: str
    words: str
    dataset: str
    office: Office
    period: Period
    due_on: date | None
    is_open: bool
    contract: Contract
    layout: Layout | None
    draft: Draft | None
    nothing_at: datetime | None
    excused_why: str
    filed: tuple[Filed, ...]
    before: Mapping[str, str]
    before_year: int | None

    @property
    def newest(self) -> Filed | None:
        """Return the newest answer that was sent."""
        return self.filed[0] if self.filed else None

    @property
    def says_nothing(self) -> bool:
        """Return whether the office's last word is that it has nothing to report."""
        if self.nothing_at is None:
            return False
        return self.newest is None or self.newest.sent_at < self.nothing_at


def question_of(call: str, *, office: str, viewer: access.Who) -> Question | None:
    """Return a call as an office that somebody answers for sees it; None: no such thing."""
    if not access.may(access.Act.BRING, organization=office, viewer=viewer):
        return None
    mine = access.asked_visible_to(viewer).select_related("call", "respondent")
    asked = mine.filter(call__code=call, respondent__code=office).first()
    if asked is None:
        return None
    contract = active_pack().contract(asked.call.dataset)
    who, period = _office(asked), _period(asked.call)
    layout = None
    if can_be_typed(contract):
        layout = layout_of(contract, office=who, period=period)
    before, year = _before(asked, layout, viewer) if layout else ({}, None)
    return Question(
        call=asked.call.code,
        title=asked.call.title or f"{contract.title}, {asked.call.year}",
        words=asked.call.words,
        dataset=asked.call.dataset,
        office=who,
        period=period,
        due_on=asked.due_on or asked.call.due_on,
        is_open=asked.call.closed_at is None,
        contract=contract,
        layout=layout,
        draft=_draft(asked),
        nothing_at=asked.nothing_at,
        excused_why=asked.excused_why,
        filed=_filed(asked),
        before=before,
        before_year=year,
    )


def check(call: str, *, office: str, typed: Typed, today: date, viewer: access.Who) -> Outcome:
    """Check rows that were typed as a file of them would be checked."""
    found = question_of(call, office=office, viewer=viewer)
    if found is None or found.layout is None:
        return Outcome()
    opened = DataCall.objects.get(code=call)
    with AnswersReading(typed.rows, call=opened, organization=office, today=today) as reading:
        return outcome_of(found.layout, typed, reading.check())


def rows_of_answer(batch: str, *, viewer: access.Who) -> list[dict[str, str]]:
    """Return the rows of an answer as they would be typed; none if the viewer may not read it."""
    rows = kept.rows_of(batch, count=MOST_ROWS, viewer=viewer) or []
    return [{name: text_of(value) for name, value in row.items()} for row in rows]


def _office(asked: Asked) -> Office:
    """Return what is known of the office that was asked."""
    who = asked.respondent
    return Office(who.code, who.name, who.kind, who.town, who.district)


def _period(call: DataCall) -> Period:
    """Return what a call asks for."""
    return Period(call.year, call.from_on, call.until_on)


def _draft(asked: Asked) -> Draft | None:
    kept = AnswerDraft.objects.filter(call=asked.call_id, respondent=asked.respondent_id)
    found = kept.first()
    return Draft(found.told or {}, found.kept_at, found.page) if found else None


def _filed(asked: Asked) -> tuple[Filed, ...]:
    sent = Batch.objects.filter(
        call=asked.call_id,
        organization=asked.respondent.code,
        state__in=[each.value for each in FILED],
        sent_at__isnull=False,
    )
    return tuple(
        Filed(
            batch=str(each.id),
            version=each.version,
            state=BatchState(each.state),
            sent_at=each.sent_at,
            accepted_at=each.accepted_at,
            digest=each.sha256,
            rows=each.row_count,
            why=each.returned_why,
        )
        for each in sent.defer("content").order_by("-version")
        if each.sent_at is not None
    )


def _before(
    asked: Asked, layout: Layout, viewer: access.Who
) -> tuple[Mapping[str, str], int | None]:
    """Return what the office answered to the call before, as fields of this form, and its year."""
    earlier = (
        Batch.objects.filter(
            organization=asked.respondent.code,
            state=BatchState.ACCEPTED.value,
            call__dataset=asked.call.dataset,
            call__year__lt=asked.call.year,
        )
        .select_related("call")
        .defer("content")
        .order_by("-call__year", "-version")
        .first()
    )
    if earlier is None:
        return {}, None
    rows = rows_of_answer(str(earlier.id), viewer=viewer)
    return typed_of(layout, rows), earlier.call.year
