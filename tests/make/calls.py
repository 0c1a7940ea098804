"""Made-up offices and calls, ready to be answered."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from fourfold.apps.submissions.actions import asking, respondents
from fourfold.apps.submissions.actions import calls as actions
from fourfold.apps.submissions.models import Asked, Batch, DataCall, Reminder
from fourfold.apps.submissions.rules.reminders import USUAL
from fourfold.apps.submissions.rules.respondents import Office
from fourfold.apps.submissions.states import BatchState, ReminderState, ReminderWay, RespondentKind
from fourfold.reference import active_pack
from tests.make.people import NOW

DUE = date(2030, 3, 1)
CALL = "made-up-2029"
STAFF = "staff"


def offices(count: int = 3, *, agency: str = "", mail: bool = True) -> list[str]:
    """Put made-up police departments of the pack's towns on the list; returns their codes."""
    towns = list(active_pack().rows("towns"))
    return respondents.add_all(
        [
            Office(
                name=f"Made-up Police Department {number:03} of {row['name']}",
                kind=RespondentKind.POLICE,
                town=row["code"],
                mail=f"records{number}@police.example" if mail else "",
                agency=agency if number == 0 else "",
            )
            for number, row in ((each, towns[each % len(towns)]) for each in range(count))
        ],
        by=STAFF,
        at=NOW,
    )


def call(*codes: str, code: str = CALL, due_on: date | None = DUE, at: datetime = NOW) -> str:
    """Open a made-up call that asks these offices; returns its code."""
    actions.open_call(
        code,
        dataset=active_pack().contracts[0].name,
        year=2029,
        title="Made-up counts of 2029",
        from_on=date(2029, 1, 1),
        until_on=date(2030, 1, 1),
        due_on=due_on,
        reminders=USUAL,
        by=STAFF,
        at=at,
    )
    asking.ask(code, respondents=codes, by=STAFF, at=at)
    return code


def batch(
    office: str,
    state: BatchState,
    *,
    of: str = CALL,
    version: int = 1,
    sent_at: datetime | None = NOW,
) -> Batch:
    """Keep a row of an office's answer, as if a file had come."""
    sent = sent_at if state is not BatchState.RECEIVED else None
    accepted = sent if state in (BatchState.ACCEPTED, BatchState.SUPERSEDED) else None
    return Batch.objects.create(
        call=DataCall.objects.get(code=of),
        organization=office,
        version=version,
        state=state.value,
        file_name="made-up.csv",
        sha256=sha256(f"{office} {version}".encode()).hexdigest(),
        row_count=1,
        received_at=NOW,
        received_by="steward",
        sent_at=sent,
        sent_by="steward" if sent else "",
        accepted_at=accepted,
        accepted_by=STAFF if accepted else "",
    )


def gaps() -> dict[str, str]:
    """Keep a call with an office and a reminder that failed; returns the gaps of addresses."""
    first, second = offices(2)
    call(first, second)
    asked = Asked.objects.get(respondent__code=first)
    failed = Reminder.objects.create(
        asked=asked,
        way=ReminderWay.MAIL.value,
        state=ReminderState.FAILED.value,
        mail="records0@police.example",
        made_at=NOW,
        made_by=STAFF,
    )
    return {
        "call": CALL,
        "office": first,
        "reminder": failed.id,
        "dataset": active_pack().contracts[0].name,
        "paper": "template",
        "which": "missing",
        "asked_deed": "day",
        "year": "2029",
    }
