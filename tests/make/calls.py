"""Made-up offices and calls, ready to be answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256

from fourfold.apps.submissions.actions import asking, batches, keeping, respondents, uploads
from fourfold.apps.submissions.actions import calls as actions
from fourfold.apps.submissions.models import (
    AgencyToken,
    Asked,
    Batch,
    DataCall,
    Ground,
    Reminder,
    Respondent,
)
from fourfold.apps.submissions.rules.reminders import USUAL
from fourfold.apps.submissions.rules.respondents import Office
from fourfold.apps.submissions.states import (
    BatchState,
    GroundState,
    ReminderState,
    ReminderWay,
    RespondentKind,
)
from fourfold.reference import active_pack
from tests.make import people
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


def gaps(steward: str) -> dict[str, str]:
    """Keep a call with all that can come of it; returns the gaps of addresses. steward: whose."""
    first, second = offices(2, agency=people.DCF)
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
    kept = keeping.keep(_file(first, "sent", COUNTS), by=STAFF, at=NOW)
    batches.send(kept, by=STAFF, at=NOW)
    return {
        "call": CALL,
        "office": first,
        "reminder": failed.id,
        "dataset": active_pack().contracts[0].name,
        "paper": "template",
        "which": "missing",
        "asked_deed": "day",
        "year": "2029",
        "upload": _file(first, "on its way", COUNTS.replace(b"ARRESTS", b"ARESTS")),
        "batch": kept,
        "form": "csv",
        "token": _token(first, steward=steward),
        "ground": _ground(first),
    }


COUNTS = b"year,statute,step,count\n2029,CGS_53A_192A,ARRESTS,3\n"


def _file(office: str, once: str, content: bytes) -> str:
    """Bring a whole file of counts; returns the upload."""
    upload = uploads.begin(
        CALL,
        organization=office,
        file_name="counts.csv",
        size=len(content),
        once=once,
        by=STAFF,
        at=NOW,
    )
    uploads.add_part(upload, start=0, content=content, by=STAFF, at=NOW)
    return upload


def _token(office: str, *, steward: str) -> str:
    made = AgencyToken.objects.create(
        respondent=Respondent.objects.get(code=office),
        name="Made-up records system",
        digest="0" * 64,
        steward=steward,
        made_at=NOW,
        made_by=STAFF,
        until_at=NOW + timedelta(days=30),
    )
    return made.id


def _ground(office: str) -> str:
    """Propose the ground that waits for a second person."""
    made = Ground.objects.create(
        respondent=Respondent.objects.get(code=office),
        dataset="dcf_referrals",
        law="CGS_46A_170",
        words="Made-up opinion of counsel",
        state=GroundState.PROPOSED.value,
        proposed_at=NOW,
        proposed_by=STAFF,
    )
    return made.id
