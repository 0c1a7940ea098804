"""Bills are followed step by step; what was wrong is taken back with a reason, never erased."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from fourfold.apps.council import access
from fourfold.apps.council.models import Bill, BillFile, BillNote
from fourfold.apps.council.queries.bills import known_codes, steps_kept
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.rules.bills import (
    BillError,
    BillStep,
    as_text,
    bill_number,
    by_bill,
    check_next,
    read_bills,
)
from fourfold.apps.council.states.bills import BillState
from fourfold.security import audit
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class BillTold:
    """What is said of a bill. laws, recommendations: codes."""

    title: str
    summary: str = ""
    laws: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()


@transaction.atomic
def follow(
    session: int,
    *,
    number: str,
    told: BillTold,
    filed: BillStep,
    today: date,
    by: access.Who,
    at: datetime,
) -> str:
    """
    Begin to follow a bill, with its filing; returns its id.

    :raises BillError: if the number is none, the bill is followed already, or its filing is not
    whole. :raises NotWhole: without a title, or with a code nobody has.
    """
    access.check_works(by)
    name = bill_number(number)
    if name is None:
        raise BillError(f"{number[:20]!r} is no bill's number. Write it as HB 7112 or SB 930.")
    if Bill.objects.filter(session=session, number=name).exists():
        raise BillError(f"{name} of {session} is followed already. Look for it in the list.")
    _check_told(told, by)
    check_next((), filed, today=today)
    made = Bill.objects.create(
        session=session, number=name, **_columns(told), made_at=at, made_by=access.name_of(by)
    )
    _add(made, filed, by=by, at=at)
    _record(made, by=by, at=at)
    return made.id


@transaction.atomic
def change(bill: str, *, told: BillTold, version: int, by: access.Who, at: datetime) -> None:
    """Change what is said of a bill. :raises ChangedMeanwhile, NotWhole, NoSuchPaper:."""
    held = _held(bill, version=version, by=by)
    _check_told(told, by)
    columns = _columns(told)
    changed = [name for name, value in columns.items() if getattr(held, name) != value]
    if not changed:
        return
    words = "; ".join(f"{name}: {_said(getattr(held, name))}" for name in changed)
    for name in changed:
        setattr(held, name, columns[name])
    _note(held, evidence=f"Before: {words}"[:500], by=by, at=at)
    _keep(held, by=by, at=at)


@transaction.atomic
def step(
    bill: str, *, told: BillStep, version: int, today: date, by: access.Who, at: datetime
) -> None:
    """Note the next step of a bill. :raises BillError, ChangedMeanwhile, NoSuchPaper:."""
    held = _held(bill, version=version, by=by)
    check_next(_steps(held), told, today=today)
    _add(held, told, by=by, at=at)
    held.state = told.state.value
    _keep(held, by=by, at=at)


@transaction.atomic
def take_back(bill: str, *, why: str, version: int, by: access.Who, at: datetime) -> None:
    """
    Take the newest step back as wrong; it stays in the story with the reason.

    :raises NotWhole: without a reason, or where only the filing is left. :raises ChangedMeanwhile:
    """
    held = _held(bill, version=version, by=by)
    if not why.strip():
        raise NotWhole("Say why it is taken back. It stays in the story of the bill.")
    standing = held.notes.exclude(state="").filter(struck_at=None).order_by("-nth")
    newest = list(standing[:2])
    if len(newest) < 2:
        raise NotWhole("The filing stays: without it there is no bill. Change its words instead.")
    newest[0].struck_at, newest[0].struck_by = at, access.name_of(by)
    newest[0].struck_why = why.strip()[:300]
    newest[0].save()
    held.state = newest[1].state
    _keep(held, by=by, at=at)


@transaction.atomic
def take_list(
    name: str, *, content: bytes, today: date, by: access.Who, at: datetime
) -> tuple[int, int]:
    """
    Take a list of steps; returns how many bills are new, and how many steps.

    The list is read again here, so that what is taken is what holds now. The same list a second
    time changes nothing.
    :raises BillError: if there is anything to mend in it by now.
    """
    access.check_works(by)
    # All bills are locked, so that two lists at a time make no step twice.
    list(access.bills(by).select_for_update().order_by("id").values_list("id", flat=True))
    laws, recommendations = known_codes(viewer=by)
    read = read_bills(
        name,
        content,
        laws=laws,
        recommendations=recommendations,
        kept=steps_kept(viewer=by),
        today=today,
    )
    if read.problems:
        raise BillError("Something in the list is to be mended by now. Look at it again.")
    digest = sha256(as_text(read.rows).encode()).hexdigest()
    if BillFile.objects.filter(digest=digest).exists():
        return 0, 0
    for key, lines in by_bill(each for each in read.rows if each.line not in read.known).items():
        held = access.bills(by).filter(session=key[0], number=key[1]).first()
        if held is None:
            title = next(each.title for each in lines if each.title)
            who = access.name_of(by)
            held = Bill.objects.create(
                session=key[0], number=key[1], title=title, made_at=at, made_by=who
            )
        held.laws = _joined(held.laws, (code for each in lines for code in each.laws))
        told = (code for each in lines for code in each.recommendations)
        held.recommendations = _joined(held.recommendations, told)
        for each in lines:
            _add(held, each.step, by=by, at=at)
        held.state = lines[-1].step.state.value
        held.version += 1
        held.save()
    BillFile.objects.create(
        digest=digest,
        name=name[:120],
        rows=len(read.rows),
        fresh=read.fresh,
        at=at,
        by=access.name_of(by),
    )
    facts = {"rows": len(read.rows), "fresh": read.fresh, "bills": len(read.new)}
    audit.record(
        Event.BILLS_BROUGHT,
        by=access.name_of(by),
        subject=f"bill-file:{digest[:16]}",
        at=at,
        facts=facts,
    )
    return len(read.new), read.fresh


def _columns(told: BillTold) -> dict[str, object]:
    return {
        "title": told.title.strip(),
        "summary": told.summary.strip(),
        "laws": list(told.laws),
        "recommendations": list(told.recommendations),
    }


def _check_told(told: BillTold, by: access.Who) -> None:
    if not told.title.strip():
        raise NotWhole("Give the bill its title.")
    laws, recommendations = known_codes(viewer=by)
    for each in told.laws:
        if each not in laws:
            raise NotWhole(f"There is no law {each[:40]!r} in the list of laws.")
    for each in told.recommendations:
        if each not in recommendations:
            raise NotWhole(f"There is no recommendation {each[:40]!r}.")


def _held(bill: str, *, version: int, by: access.Who) -> Bill:
    access.check_works(by)
    held = access.bills(by).select_for_update().filter(id=bill).first()
    if held is None:
        raise NoSuchPaper("There is no such bill.")
    if held.version != version:
        raise ChangedMeanwhile(
            "Somebody changed this bill since you opened the page. Look at what it says now, and "
            "change it again."
        )
    return held


def _steps(held: Bill) -> list[BillStep]:
    rows = held.notes.exclude(state="").filter(struck_at=None).order_by("nth")
    return [
        BillStep(BillState(each.state), each.on, each.evidence, each.link)
        for each in rows
        if each.on is not None
    ]


def _add(held: Bill, told: BillStep, *, by: access.Who, at: datetime) -> None:
    said = {"evidence": told.evidence.strip()[:500], "link": told.link.strip()}
    _note(held, state=told.state.value, on=told.on, **said, by=by, at=at)


def _note(held: Bill, *, by: access.Who, at: datetime, **told: object) -> None:
    nth = held.notes.count() + 1
    BillNote.objects.create(bill=held, nth=nth, at=at, by=access.name_of(by), **told)


def _keep(held: Bill, *, by: access.Who, at: datetime) -> None:
    held.version += 1
    held.save()
    _record(held, by=by, at=at)


def _record(held: Bill, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.BILL_CHANGED,
        by=access.name_of(by),
        subject=f"bill:{held.id}",
        at=at,
        facts={"state": held.state, "version": held.version},
    )


def _joined(held: Sequence[str], more: Iterable[str]) -> list[str]:
    return list(dict.fromkeys((*held, *more)))


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
