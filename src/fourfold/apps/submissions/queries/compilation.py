"""
What the offices of a call answered, put together for the Council: totals, words, who is missing.

Only accepted answers count. Zero, nothing to report and no answer stay three things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from fourfold.apps.submissions import access
from fourfold.apps.submissions.models import Batch, DataCall
from fourfold.apps.submissions.queries import kept
from fourfold.apps.submissions.queries.boards import Line, board
from fourfold.apps.submissions.rules.board import MISSING as NOT_ANSWERED
from fourfold.apps.submissions.rules.compiling import (
    KIND,
    PLACE,
    TOWN,
    is_by_office,
    is_register,
)
from fourfold.apps.submissions.states import Answered, BatchState
from fourfold.documents.compilation import (
    Answer,
    Collected,
    Duty,
    Place,
    Places,
    Question,
    Standing,
)
from fourfold.reference import (
    Contract,
    ContractField,
    FieldType,
    NotKnownThen,
    OfOffice,
    RuleKind,
    active_pack,
    district_of,
    name_of_district,
)

STANDS = {
    Answered.ACCEPTED: Standing.ACCEPTED,
    Answered.SENT: Standing.SENT,
    Answered.NOTHING: Standing.NOTHING,
    Answered.EXCUSED: Standing.EXCUSED,
}


def collected(call: str, *, viewer: access.Who, on: date) -> Collected | None:
    """
    Return all of a call whose offices answer with one row each; None: not such a call, or not seen.

    on: today, the day of the compilation.
    """
    seen = call_that(call, fits=is_by_office, viewer=viewer)
    if seen is None:
        return None
    found, contract = seen
    rows = {each.organization: each for each in kept.answers(call, viewer=viewer)}
    questions = tuple(_questions(contract, _kinds(contract)))
    return offices_of(
        found, contract=contract, rows=rows, questions=questions, viewer=viewer, on=on
    )


def offices_of(
    call: DataCall,
    *,
    contract: Contract,
    rows: Mapping[str, kept.AnswerRow],
    questions: tuple[Question, ...],
    viewer: access.Who,
    on: date,
) -> Collected:
    """
    Return who was asked in a call and where each office stands, with its one row if it has one.

    rows: an office's code to its row.
    """
    pack = active_pack()
    kinds = _kinds(contract)
    taken_back = _taken_back(call, viewer)
    return Collected(
        title=contract.title,
        law=_laws(contract),
        year=call.year,
        covers=_covers(call),
        council=str(pack.settings["council"]["name"]),
        state=pack.name,
        as_of=on,
        due_on=call.due_on,
        questions=questions,
        answers=tuple(
            _answer(each, rows.get(each.organization), contract, kinds, call, taken_back)
            for each in board(call.code, viewer=viewer, on=on).lines
        ),
    )


def places(call: str, *, viewer: access.Who, on: date) -> Places | None:
    """
    Return the register of a call whose rows are places; None: not such a call, or not seen.

    A place that attested in an earlier call and not in this one is in it too, without a day.
    """
    seen = call_that(call, fits=is_register, viewer=viewer)
    if seen is None:
        return None
    found, contract = seen
    pack = active_pack()
    here = _places(call, contract, viewer)
    known = {(each.name.casefold(), each.town) for each in here}
    for earlier in _calls_before(found):
        for each in _places(earlier, contract, viewer):
            if (each.name.casefold(), each.town) not in known:
                known.add((each.name.casefold(), each.town))
                here.append(Place(name=each.name, town=each.town, kind=each.kind))
    return Places(
        title=contract.title,
        laws=tuple(_citation(each) for each in contract.law),
        year=found.year,
        council=str(pack.settings["council"]["name"]),
        state=pack.name,
        as_of=on,
        duties=tuple(_duties(contract)),
        places=tuple(here),
    )


def call_that(
    call: str, *, fits: Callable[[Contract], bool], viewer: access.Who
) -> tuple[DataCall, Contract] | None:
    """Return a call and its contract, if it fits; None for anybody but the Council's staff."""
    found = DataCall.objects.filter(code=call).first() if access.is_council(viewer) else None
    if found is None:
        return None
    contracts = (each for each in active_pack().contracts if each.name == found.dataset)
    return next(((found, each) for each in contracts if fits(each)), None)


def _laws(contract: Contract) -> str:
    return " and ".join(_citation(each) for each in contract.law) or contract.title


def _citation(code: str) -> str:
    rows = (each for each in active_pack().rows("statutes") if each["code"] == code)
    return next((each["citation"] or code for each in rows), code)


def _covers(call: DataCall) -> str:
    if call.from_on is None or call.until_on is None:
        return str(call.year)
    last = call.until_on - timedelta(days=1)
    return f"{date_format(call.from_on, 'F j, Y')} to {date_format(last, 'F j, Y')}"


# ------------------------------------------------------------------ one row an office
def _kinds(contract: Contract) -> Mapping[str, str]:
    """Return the kinds of offices with their words, as the contract has them."""
    named = (name for name, what in contract.respondent.items() if what is OfOffice.KIND)
    return next((contract.field(name).choices for name in named), {})


def _questions(contract: Contract, kinds: Mapping[str, str]) -> Iterable[Question]:
    for field in contract.fields:
        if field.name in {contract.period, *contract.respondent}:
            continue
        yield Question(
            item=field.name,
            title=field.title.removeprefix(f"{field.name} "),
            is_count=field.type is FieldType.INTEGER,
            kinds=_asked_of(contract, field, kinds),
        )


def _asked_of(contract: Contract, field: ContractField, kinds: Mapping[str, str]) -> frozenset[str]:
    """Return the kinds of offices that are asked a field, in words; none: all."""
    by_kind = [name for name, what in contract.respondent.items() if what is OfOffice.KIND]
    blank = {
        value
        for rule in contract.rules
        if rule.kind is RuleKind.BLANK_IF and rule.where in by_kind and field.name in rule.fields
        for value in rule.values
    }
    return (
        frozenset(words for code, words in kinds.items() if code not in blank)
        if blank
        else (frozenset())
    )


def _taken_back(call: DataCall, viewer: access.Who) -> dict[str, Batch]:
    """Return by office its newest version that was withdrawn or given back."""
    states = (BatchState.WITHDRAWN.value, BatchState.RETURNED.value)
    found = access.visible_to(viewer).filter(call=call, state__in=states, sent_at__isnull=False)
    return {each.organization: each for each in found.defer("content").order_by("version")}


def _answer(
    line: Line,
    row: kept.AnswerRow | None,
    contract: Contract,
    kinds: Mapping[str, str],
    call: DataCall,
    taken_back: Mapping[str, Batch],
) -> Answer:
    waits = Standing.MISSING if line.past else Standing.WAITED_FOR
    standing = STANDS.get(line.answered, waits)
    counts: dict[str, int] = {}
    words: dict[str, str] = {}
    if row is not None:
        standing = Standing.ACCEPTED
        for field in contract.fields:
            said = row.values.get(field.name)
            if said in (None, "") or field.name in {contract.period, *contract.respondent}:
                continue
            if field.type is FieldType.INTEGER:
                counts[field.name] = int(said)
            else:
                words[field.name] = str(said)
    last = taken_back.get(line.organization) if line.answered in NOT_ANSWERED else None
    return Answer(
        office=line.organization,
        name=line.name,
        kind=kinds.get(line.kind.value, line.kind.value),
        standing=standing,
        town=_name_of("towns", line.town),
        district=_district(line, call),
        counts=counts,
        words=words,
        batch=str(row.batch) if row is not None else line.batch,
        row=row.row if row is not None else 0,
        came_on=timezone.localdate(line.answered_at) if line.answered_at else None,
        due_on=line.due_on,
        why=line.excused_why,
        withdrew_on=_day(last.withdrawn_at if last else None),
        returned_on=_day(last.returned_at if last else None),
    )


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def _name_of(table: str, code: str) -> str:
    rows = (each for each in active_pack().rows(table) if each["code"] == code)
    return next((each["name"] for each in rows), code)


def _district(line: Line, call: DataCall) -> str:
    """Return the name of the district an office lies in, at the end of the call's period."""
    on = call.until_on - timedelta(days=1) if call.until_on else date(call.year, 12, 31)
    code = line.district
    if not code and line.town:
        with suppress(NotKnownThen):
            code = district_of(line.town, on=on)
    if not code:
        return ""
    with suppress(NotKnownThen):
        return name_of_district(code, on=on)
    return code


# ------------------------------------------------------------------ the register of places
def _duties(contract: Contract) -> Iterable[Duty]:
    kinds = contract.field(KIND).choices
    for field in contract.fields:
        if field.type is not FieldType.BOOLEAN:
            continue
        owed = {
            kinds.get(value, value)
            for rule in contract.rules
            if rule.kind is RuleKind.NEEDED_IF and rule.where == KIND and field.name in rule.fields
            for value in rule.values
        }
        yield Duty(field.name, field.title, frozenset(owed))


def _places(call: str, contract: Contract, viewer: access.Who) -> list[Place]:
    """Return the places of a call's accepted rows; of one that stands twice, its newest day."""
    kinds = contract.field(KIND).choices
    newest: dict[tuple[str, str], Place] = {}
    for each in kept.answers(call, viewer=viewer):
        cells = each.values
        place = Place(
            name=str(cells[PLACE]),
            town=_name_of("towns", str(cells[TOWN])),
            kind=kinds.get(str(cells[KIND]), str(cells[KIND])),
            attested_on=cells.get(contract.period),
            said=_said(cells, contract),
            batch=str(each.batch),
            row=each.row,
        )
        key = (place.name.casefold(), place.town)
        before = newest.get(key)
        if before is None or (before.attested_on or date.min) <= (place.attested_on or date.min):
            newest[key] = place
    return list(newest.values())


def _said(cells: Mapping[str, Any], contract: Contract) -> dict[str, bool]:
    fields = (each.name for each in contract.fields if each.type is FieldType.BOOLEAN)
    return {name: bool(cells[name]) for name in fields if cells.get(name) is not None}


def _calls_before(call: DataCall) -> list[str]:
    """Return the codes of earlier calls for the same dataset, the newest first."""
    before = DataCall.objects.filter(dataset=call.dataset, year__lt=call.year)
    accepted = Batch.objects.filter(call__in=before, state=BatchState.ACCEPTED.value)
    return list(
        before.filter(id__in=accepted.values("call"))
        .order_by("-year", "code")
        .values_list("code", flat=True)
    )
