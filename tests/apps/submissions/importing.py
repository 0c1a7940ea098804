"""Files brought, kept and accepted in processes that are killed: `-m … VERB SEED COUNT`."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from fourfold.apps.submissions import actions
from fourfold.apps.submissions.actions import batches, storing, uploads
from fourfold.apps.submissions.models import Batch, Upload
from fourfold.apps.submissions.queries.batches import batch_of, rows_of
from fourfold.apps.submissions.queries.stored import verify_store
from fourfold.apps.submissions.queries.uploads import upload_of
from fourfold.apps.submissions.states import BatchState
from fourfold.security import audit
from fourfold.security.custody import parcels, start
from tests.make import brought, grounds

CALL, ROWS, PART = "KILLED", 1500, 64 * 1024
CANARY = "CANARY-MADE-UP"
HEAD = "agency_number,referred_on,age,gender,race_ethnicity,town,residence,concern,kind,in_care\n"


def file_of(nth: int) -> bytes:
    """Return a made-up agency's file: names of nobody, and a mark that must never lie in clear."""
    rows = (
        f"{CANARY}-{nth:04}-{row:05},2029-03-{row % 28 + 1:02},15,F,UNKNOWN,WINDHAM,HOME,NONE,,\n"
        for row in range(ROWS)
    )
    return (HEAD + "".join(rows)).encode()


def prepare(count: int) -> None:
    """Make the keys, one call, and the offices with a ground to answer it."""
    start.check_keys()
    actions.open_call(CALL, dataset="dcf_referrals", year=2029, by="setup", at=timezone.now())
    for nth in range(count + 2):
        brought.office(f"PD_{nth}")
        grounds.give(f"PD_{nth}", "dcf_referrals")


def bring(nth: int) -> None:
    """Bring one file from wherever it stands to its acceptance."""
    by, at, content = f"house-{nth}", timezone.now(), file_of(nth)
    upload = uploads.begin(
        CALL,
        organization=f"PD_{nth}",
        file_name=f"referrals-{nth}.csv",
        size=len(content),
        once=f"page-{nth}",
        by=by,
        at=at,
    )
    card = upload_of(upload, viewer=by)
    assert card is not None
    for place in range(card.arrived, len(content) if not card.batch else 0, PART):
        part = content[place : place + PART]
        uploads.add_part(upload, start=place, content=part, by=by, at=at)
    batch = batches.keep(upload, by=by, at=at)
    kept = batch_of(batch, viewer=by)
    assert kept is not None
    if kept.state is BatchState.RECEIVED:
        actions.send(batch, by=by, at=at)
    if kept.state is not BatchState.ACCEPTED:
        actions.accept(batch, by="council", at=at)


def child(nth: int) -> int:
    """Start a process that brings a file; returns its id."""
    connections.close_all()
    process = os.fork()
    if not process:
        try:
            bring(nth)
        finally:
            os._exit(0 if sys.exc_info()[0] is None else 1)
    return process


def kill(seed: int, count: int) -> dict[str, object]:
    """Kill that many processes, each at a random moment of its work."""
    chance = random.Random(seed)  # noqa: S311 - no secret; the seed is told where it fails
    os.waitpid(child(0), 0)  # the first one is slower
    began = time.monotonic()
    _, code = os.waitpid(child(count + 1), 0)
    longest = time.monotonic() - began
    ended = 0
    for nth in range(1, count + 1):
        process = child(nth)
        time.sleep(chance.uniform(0, longest))
        os.kill(process, signal.SIGKILL)
        _, how = os.waitpid(process, 0)
        ended += not os.WIFSIGNALED(how)
    return {"code": code, "ended in time": ended, "seconds": round(longest, 2)}


def look() -> dict[str, object]:
    """Say what there is of every file: all of it or nothing."""
    out = io.StringIO()
    call_command("audit", "verify", "--json", stdout=out)
    found = verify_store(viewer="look")
    half = []
    for batch in Batch.objects.defer("content"):
        told = [line.event for line in audit.lines_about(f"batch:{batch.id}")]
        steps = {
            "RECEIVED": ["BATCH_RECEIVED"],
            "SENT": ["BATCH_RECEIVED", "BATCH_SENT"],
            "ACCEPTED": ["BATCH_RECEIVED", "BATCH_SENT", "BATCH_ACCEPTED"],
        }
        upload = Upload.objects.filter(batch=str(batch.id), state="KEPT")
        rows = rows_of(str(batch.id), start=ROWS - 1, count=9, viewer="look")
        if told != steps[batch.state] or upload.count() != 1 or len(rows or ()) != 1:
            half.append(str(batch.id))
        if batch.row_count != ROWS:
            half.append(str(batch.id))
    everything = [path for path in Path(settings.VAR).rglob("*") if path.is_file()]
    return {
        "half": half + [*found.missing, *found.changed],
        "kept without a batch": Upload.objects.filter(state="KEPT", batch="").count(),
        "in clear": [str(path) for path in everything if CANARY.encode() in path.read_bytes()],
        "log holds": json.loads(out.getvalue())["holds"],
    }


def again(count: int) -> dict[str, object]:
    """Bring every file again that was killed, then sweep; nothing is left over, nothing double."""
    for nth in range(1, count + 1):
        bring(nth)
    later = timezone.now() + timedelta(days=2)
    uploads.expire(by="look", at=later)
    storing.sweep_store(by="look", at=later)
    return {
        "batches": Batch.objects.filter(state="ACCEPTED").count(),
        "versions": list(Batch.objects.values_list("version", flat=True).distinct()),
        "without a batch": verify_store(viewer="look").orphans,
        "parcels": len(list(parcels.folder().glob("??/*"))),
    }


if __name__ == "__main__":
    verb, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    steps = {
        "prepare": lambda: prepare(count) or {},
        "kill": lambda: kill(seed, count),
        "look": look,
        "again": lambda: again(count),
    }
    json.dump(steps[verb](), sys.stdout)
