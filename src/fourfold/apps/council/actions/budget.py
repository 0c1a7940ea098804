"""The budget is written: lines, money given, promised and paid; and entries taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import BudgetEntry, BudgetFile, BudgetLine, PlanAction
from fourfold.apps.council.queries.budget import limits
from fourfold.apps.council.rules import NoSuchPaper, NotWhole, NotYours
from fourfold.apps.council.rules.budget import (
    BadMoney,
    ExpensesRead,
    OverBudget,
    check_day,
    check_left,
    days_of,
    is_large,
    money,
    open_of,
    sums_of,
    told_of,
)
from fourfold.apps.council.states.budget import EntryKind, EntryState, check_move
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class Entry:
    """
    An entry to be made. commitment: the id of the one an expense pays, "" for none.

    over_why: why an expense is kept although the line has less left.
    """

    kind: EntryKind
    cents: int
    on: date
    who: str
    words: str
    once: str
    source: str = ""
    commitment: str = ""
    over_why: str = ""


@transaction.atomic
def open_line(
    code: str,
    *,
    year: int,
    name: str,
    four_p: FourP,
    action: str = "",
    reached: str = "",
    by: access.Who,
    at: datetime,
) -> str:
    """Open a line of a fiscal year; the same code again is the same line. Returns its id."""
    access.check_works(by)
    if not code.strip() or not name.strip():
        raise NotWhole("Give the line a code and a name.")
    if action and not PlanAction.objects.filter(id=action).exists():
        raise NoSuchPaper("There is no such action of the plan.")
    made, is_new = BudgetLine.objects.get_or_create(
        year=year,
        code=code.strip().upper(),
        defaults={
            "name": name.strip(),
            "four_p": four_p.value,
            "action_id": action or None,
            "reached": reached,
            "made_at": at,
            "made_by": access.name_of(by),
        },
    )
    if is_new:
        _record(made.id, "line_opened", by=by, at=at)
    elif made.name != name.strip():
        raise NotWhole(f"The year has a line {made.code} already: {made.name}. Take another code.")
    return made.id


@transaction.atomic
def enter(line: str, *, entry: Entry, by: access.Who, at: datetime) -> str:
    """
    Keep an entry; the same `once` is the same entry. Returns its id.

    A commitment above the sum of the pack waits for a second person. :raises OverBudget: if the
    line has less left; an expense may say why it is kept all the same. :raises BadMoney, NotWhole:.
    """
    held = _held(line, by=by)
    same = BudgetEntry.objects.filter(once=entry.once).first()
    if same is not None:
        return same.id
    return _enter(held, entry, by=by, at=at).id


@transaction.atomic
def decide(entry: str, *, agree: bool, why: str = "", by: access.Who, at: datetime) -> None:
    """
    Agree to a large commitment, or refuse it with a reason. Whoever asked may only take it back.

    :raises NotYours: :raises OverBudget: if the line has less left by now.
    """
    found = access.budget_entries(by).filter(id=entry).values_list("line", flat=True).first()
    if found is None:
        raise NoSuchPaper("There is no such entry.")
    held = access.budget_lines(by).select_for_update().get(id=found)
    row = BudgetEntry.objects.select_for_update().get(id=entry)
    to = EntryState.STANDS if agree else EntryState.REFUSED
    if row.state == to.value:
        return
    check_move(EntryState(row.state), to)
    if agree:
        if row.made_by == access.name_of(by):
            raise NotYours("Who asked for the money does not agree to it. A second person does.")
        check_left(row.cents, sums=sums_of(told_of(held.entries.all())))
    elif not why.strip():
        raise NotWhole("Say why it is refused. It stays with the entry.")
    row.state, row.agreed_at, row.agreed_by = to.value, at, access.name_of(by)
    row.over_why = why.strip()[:300] if not agree else row.over_why
    row.save()
    _record(held.id, "agreed" if agree else "refused", by=by, at=at)


@transaction.atomic
def reverse(entry: str, *, why: str, once: str, by: access.Who, at: datetime) -> str:
    """
    Take an entry back by an opposite one; both stay. Twice is once. Returns the new one's id.

    A commitment that was paid in part gives back what is still open.
    :raises NotWhole: for an entry that takes back, waits, or has nothing left to give.
    """
    row = access.budget_entries(by).filter(id=entry).first()
    if row is None:
        raise NoSuchPaper("There is no such entry.")
    held = _held(row.line_id, by=by)
    done = BudgetEntry.objects.filter(reverses=row).first()
    if done is not None:
        return done.id
    if not why.strip():
        raise NotWhole("Say why it is taken back. It stays with the entry.")
    if row.reverses_id or row.state != EntryState.STANDS.value:
        raise NotWhole("This entry cannot be taken back. Make a new one.")
    cents = row.cents
    if row.kind == EntryKind.COMMITTED.value:
        cents = open_of(row.id, entries=told_of(held.entries.all()))
        if not cents:
            raise NotWhole("All of it is paid. Take back a payment first.")
    made = BudgetEntry.objects.create(
        line=held,
        kind=row.kind,
        cents=-cents,
        on=min(max(timezone.localdate(at), row.on), _days(held)[1]),
        who=row.who,
        words=why.strip()[:300],
        commitment=row if row.kind == EntryKind.COMMITTED.value else row.commitment,
        reverses=row,
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    _record(held.id, "reversed", by=by, at=at)
    return made.id


@transaction.atomic
def take_expenses(
    read: ExpensesRead, *, content: bytes, year: int, over_why: str, by: access.Who, at: datetime
) -> int:
    """
    Keep a list of expenses, all or none; returns how many are new. The same file again is none.

    :raises OverBudget: if a line has less left, unless over_why says why they are kept.
    """
    access.check_works(by)
    if read.problems or not read.rows:
        raise BadMoney("The list has problems. Nothing of it is kept.")
    digest = sha256(content).hexdigest()
    # Lines are locked in one order, so that two lists at once wait for each other.
    lines = {
        each.code: each
        for each in access.budget_lines(by).select_for_update().filter(year=year).order_by("id")
    }
    file, is_new = BudgetFile.objects.get_or_create(
        year=year,
        digest=digest,
        defaults={"rows": len(read.rows), "made_at": at, "made_by": access.name_of(by)},
    )
    if not is_new:
        return 0
    for nth, each in enumerate(read.rows):
        entry = Entry(
            kind=EntryKind.SPENT,
            cents=each.cents,
            on=each.on,
            who=each.to,
            words=each.what,
            once=f"{file.id}:{nth}",
            over_why=over_why,
        )
        _enter(lines[each.line], entry, by=by, at=at, file=file)
    return len(read.rows)


def _enter(
    held: BudgetLine,
    entry: Entry,
    *,
    by: access.Who,
    at: datetime,
    file: BudgetFile | None = None,
) -> BudgetEntry:
    if not entry.who.strip() or not entry.words.strip():
        raise NotWhole("Say from whom or to whom, and what for.")
    if entry.cents <= 0:
        raise BadMoney("An amount is above zero. To take an entry back, reverse it.")
    check_day(entry.on, days=_days(held))
    if entry.source and entry.source not in {each.code for each in active_pack().sources}:
        raise NoSuchPaper("There is no such document in the pack.")
    told = told_of(held.entries.all())
    paid, state, over_why = None, EntryState.STANDS, ""
    if entry.kind is EntryKind.COMMITTED:
        check_left(entry.cents, sums=sums_of(told))
        if is_large(entry.cents, over=limits(viewer=by).two_people_over):
            state = EntryState.ASKED
    if entry.kind is EntryKind.SPENT:
        if entry.on > timezone.localdate(at):
            raise BadMoney("The day is still to come. Promise the money until it is paid.")
        if entry.commitment:
            paid = held.entries.filter(
                id=entry.commitment, kind=EntryKind.COMMITTED.value, cents__gt=0
            ).first()
            if paid is None:
                raise NoSuchPaper("The line has no such commitment.")
            left = open_of(paid.id, entries=told)
            if entry.cents > left:
                raise OverBudget(
                    f"{money(left)} of that commitment is open, and this is {money(entry.cents)}. "
                    "Enter the rest as a payment of its own."
                )
        elif entry.cents > sums_of(told).remaining:
            over_why = entry.over_why.strip()[:300]
            if not over_why:
                left = sums_of(told).remaining
                raise OverBudget(
                    f"Line {held.code} has {money(max(left, 0))} left, and this is "
                    f"{money(entry.cents)}. If it was paid, say why under “Why over?”: it is kept, "
                    "and the line is shown as over."
                )
    made = BudgetEntry.objects.create(
        line=held,
        kind=entry.kind.value,
        state=state.value,
        cents=entry.cents,
        on=entry.on,
        who=entry.who.strip()[:200],
        words=entry.words.strip()[:300],
        source=entry.source,
        commitment=paid,
        over_why=over_why,
        file=file,
        once=entry.once,
        made_at=at,
        made_by=access.name_of(by),
    )
    _record(held.id, entry.kind.value.lower(), by=by, at=at)
    return made


def _days(held: BudgetLine) -> tuple[date, date]:
    return days_of(held.year, starts=limits(viewer="budget").starts)


def _held(line: str, *, by: access.Who) -> BudgetLine:
    access.check_works(by)
    held = access.budget_lines(by).select_for_update().filter(id=line).first()
    if held is None:
        raise NoSuchPaper("There is no such line of the budget.")
    return held


def _record(line: str, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.BUDGET_CHANGED,
        by=access.name_of(by),
        subject=f"budget-line:{line}",
        at=at,
        facts={"what": what},
    )
