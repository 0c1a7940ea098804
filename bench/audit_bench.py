"""What the audit adds to a write, and how long a million lines take to check.

The write is what the house writes most: a change of a person's record on the case desk, in the
transaction that locks, seals, tells the story and asks the clocks. For information, a batch of
figures with ten rows too: a bare write, without policy or sealing. The same write without its audit
line is the peer. On PostgreSQL too, where DATABASE_URL names one (tools/with_postgres.sh).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["FOURFOLD_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
HOME = tempfile.TemporaryDirectory()
os.environ["FOURFOLD_VAR"] = HOME.name

import django  # noqa: E402 - settings are read when Django starts

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tests.make import people  # noqa: E402

from fourfold.apps.cases.actions import cases, telling  # noqa: E402
from fourfold.apps.cases.models import Case  # noqa: E402
from fourfold.apps.cases.states.steps import Step  # noqa: E402
from fourfold.apps.submissions.models import Batch, BatchRow, DataCall  # noqa: E402
from fourfold.security import audit, keys  # noqa: E402
from fourfold.security.access import sight  # noqa: E402
from fourfold.security.access.viewer import Viewer  # noqa: E402
from fourfold.security.audit import append_only  # noqa: E402
from fourfold.security.audit.chain import EMPTY, Head, Line, seal  # noqa: E402
from fourfold.security.events import Event  # noqa: E402
from fourfold.security.keys import ring  # noqa: E402
from fourfold.security.models import AuditEvent, AuditHead  # noqa: E402
from ratio import by_turns, verdict  # noqa: E402

MOST_FOR_A_WRITE = 1.15
MOST_SECONDS = 60
LINES = 1_000_000
ROUNDS = 600
"""One write of each kind a turn: what else the machine does then falls on both alike."""
NOW = datetime(2030, 1, 1, tzinfo=UTC)
REAL = audit.record
numbers = count(1)


def leave_out(*_: object, **__: object) -> None:
    """Stand for `audit.record` in the peer's writes."""


def change(case: str, *, by: Viewer, log: bool) -> None:
    """Write a new summary of a case, as `writing.write` does once its page is open."""
    audit.record = REAL if log else leave_out  # type: ignore[assignment]
    with keys.opened(holder=by.account), transaction.atomic():
        found = sight.to_change(Case, viewer=by).get(pk=case)
        found.summary = f"She will stay with her aunt for now. {next(numbers)}"
        found.save(update_fields=["summary"])
        telling.tell(found, Step.CASE_CHANGED, by=by)


def save_batch(call: str, *, log: bool) -> None:
    """Save a record and its rows as an action does: look, check, write, record."""
    nth = next(numbers)
    with transaction.atomic():
        opened = DataCall.objects.get(code=call)
        assert not Batch.objects.filter(call=opened, sha256=f"{nth:064}").exists()
        batch = Batch.objects.create(
            call=opened,
            organization="OVS",
            version=nth,
            file_name="figures.csv",
            sha256=f"{nth:064}",
            content=b"x" * 2_000,
            row_count=10,
            received_at=NOW,
            received_by="ana",
        )
        cells = {"figure": "F1", "value": "12", "note": "as printed in the report of the year"}
        BatchRow.objects.bulk_create(
            [BatchRow(batch=batch, line=line, cells=cells) for line in range(10)]
        )
        if log:
            REAL(
                Event.BATCH_RECEIVED,
                by="ana",
                subject=f"batch:{batch.id}",
                at=NOW,
                facts={"rows": 10, "version": nth},
            )


def write_lines(wanted: int) -> None:
    """Put sealed lines into the table, as many as would take years of work to write."""
    key = ring().audit
    events = [Event.STUDY_RUN.value, Event.BATCH_RECEIVED.value, Event.DOOR_REFUSED.value]
    append_only.take_down(connection)
    head = Head(*AuditHead.objects.values_list("number", "seal").get())
    while head.number < wanted:
        made = []
        for number in range(head.number + 1, min(head.number + 20_000, wanted) + 1):
            line = Line(
                *(number, NOW + timedelta(seconds=number), f"7Q2KX0M9D4TB{number % 997:04}"),
                *(events[number % 3], f"cases.case:{number % 9973:016}", "DONE", "DCF", "R" * 16),
                {"rows": number % 50, "why": "CODE.1"},
            )
            line = line._replace(seal=seal(line, after=head.seal, key=key))
            kept = line._asdict()
            made.append(AuditEvent(id=kept.pop("number"), **kept))
            head = Head(line.number, line.seal)
        AuditEvent.objects.bulk_create(made, batch_size=1_000)
    AuditHead.objects.update(number=head.number, seal=head.seal)
    append_only.put_up(connection)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE security_auditevent")


def main() -> None:
    call_command("migrate", verbosity=0, run_syncdb=True)
    print(f"on {connection.vendor}, {ROUNDS} writes of each kind by turns: a change of a case")
    by = people.viewer("Cleo", "CARELINE")
    case = cases.open_case(keys.new_person(agency=people.DCF), region="", by=by)
    ratio = by_turns(
        lambda: change(case, by=by, log=True),
        lambda: change(case, by=by, log=False),
        rounds=ROUNDS,
    )
    print("a batch of ten rows:")
    DataCall.objects.create(code="2030", dataset="FIGURES", year=2030, opened_at=NOW)
    bare = by_turns(
        lambda: save_batch("2030", log=True),
        lambda: save_batch("2030", log=False),
        rounds=ROUNDS,
    )
    print(f"  ratio {bare:.2f}, for information")
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    write_lines(lines)
    audit.anchors.keep(audit.verification.head_row() or EMPTY, why="asked")
    start, work = time.perf_counter(), time.process_time()
    found = audit.verify()
    seconds, work = time.perf_counter() - start, time.process_time() - work
    assert found.broken is None, found.broken
    print(f"  {found.checked} lines: {work:.1f} s of work, {seconds:.1f} s on the clock")
    # The clock would measure what else the machine does.
    verdict("work to check a million lines / 60 s", work / MOST_SECONDS, lines / LINES)
    verdict("a change of a case with its audit line / without", ratio, MOST_FOR_A_WRITE)


if __name__ == "__main__":
    main()
