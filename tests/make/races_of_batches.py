"""
Races on files and batches: many threads on one new database, each on its own connection. `main`
prints, for each race, how often each outcome came, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from django.core.management import call_command

from fourfold.apps.submissions.actions import batches, calls, uploads
from fourfold.apps.submissions.models import Batch, Upload
from fourfold.security.custody import parcels, start
from fourfold.security.models import AuditEvent
from tests.make import brought
from tests.make.emptying import allow_emptying
from tests.make.people import NOW
from tests.make.races import RUNNERS, together

STEWARD, STAFF = "steward", "staff"


def lines(event: str) -> int:
    return AuditEvent.objects.filter(event=event).count()


def beginning() -> dict[str, int]:
    def begin() -> str:
        return uploads.begin(
            brought.CALL,
            organization=brought.OFFICE,
            file_name="a.csv",
            size=9,
            once="page",
            by=STEWARD,
            at=NOW,
        )

    outcomes = together(*[begin] * RUNNERS)
    left = len(list(parcels.folder().glob("??/*")))
    return outcomes | {"uploads": Upload.objects.count(), "parcels": left}


def sending_one_part() -> dict[str, int]:
    size = len(brought.ANSWER)
    upload = uploads.begin(
        brought.CALL,
        organization=brought.OFFICE,
        file_name="a.csv",
        size=size,
        once="page",
        by=STEWARD,
        at=NOW,
    )
    outcomes = together(
        *[lambda: uploads.add_part(upload, start=0, content=brought.ANSWER, by=STEWARD, at=NOW)]
        * RUNNERS
    )
    whole = Upload.objects.get().arrived == size
    return outcomes | {"whole": whole, "lines": lines("UPLOAD_WHOLE")}


def keeping_one_upload() -> dict[str, int]:
    upload = brought.bring(brought.ANSWER, by=STEWARD)
    outcomes = together(*[lambda: batches.keep(upload, by=STEWARD, at=NOW)] * RUNNERS)
    return outcomes | {"batches": Batch.objects.count(), "lines": lines("BATCH_RECEIVED")}


def keeping_one_file_of_two_stewards() -> dict[str, int]:
    names = [f"{STEWARD}-{nth}" for nth in range(RUNNERS)]
    found = [brought.bring(brought.ANSWER, by=name) for name in names]
    outcomes = together(
        *[lambda u=u, n=n: batches.keep(u, by=n, at=NOW) for u, n in zip(found, names, strict=True)]
    )
    return outcomes | {"batches": Batch.objects.count()}


def keeping_and_letting_go() -> dict[str, int]:
    upload = brought.bring(brought.ANSWER, by=STEWARD)
    outcomes = together(
        lambda: batches.keep(upload, by=STEWARD, at=NOW),
        lambda: uploads.drop(upload, by="another", at=NOW),
    )
    left = Upload.objects.get()
    fits = (left.state == "KEPT") == (Batch.objects.count() == 1)
    return outcomes | {"fits": fits, "parcels": len(list(parcels.folder().glob("??/*")))}


def keeping_and_closing() -> dict[str, int]:
    upload = brought.bring(brought.ANSWER, by=STEWARD)
    outcomes = together(
        lambda: batches.keep(upload, by=STEWARD, at=NOW),
        lambda: calls.close_call(brought.CALL, why="The year is over", by=STAFF, at=NOW),
    )
    kept = outcomes.get("done") == 2
    return {
        "closed": outcomes.get("done", 0) >= 1,
        "fits": Batch.objects.count() == int(kept),
        "told": outcomes.get("CallClosed", 0) == int(not kept),
    }


def changing_one_call() -> dict[str, int]:
    def change() -> None:
        calls.change_call(
            brought.CALL, due_on=None, words="", reminders=(), version=1, by=STAFF, at=NOW
        )

    return together(*[change] * RUNNERS) | {"lines": lines("CALL_CHANGED")}


def moving(*steps: Callable[[str], object]) -> dict[str, int]:
    batch = brought.keep(by=STEWARD)
    batches.send(batch, by=STEWARD, at=NOW)
    outcomes = together(*[lambda step=step: step(batch) for step in steps])
    ends = ("BATCH_ACCEPTED", "BATCH_WITHDRAWN", "BATCH_RETURNED")
    return outcomes | {"lines": sum(lines(each) for each in ends)}


def accept(batch: str) -> None:
    batches.accept(batch, by=STAFF, at=NOW)


def withdraw(batch: str) -> None:
    batches.withdraw(batch, by=STEWARD, at=NOW)


def give_back(batch: str) -> None:
    batches.give_back(batch, why="Look at Brineport", by=STAFF, at=NOW)


RACES: dict[str, Callable[[], dict[str, int]]] = {
    "begin one page": beginning,
    "send one part": sending_one_part,
    "keep one upload": keeping_one_upload,
    "keep one file of several stewards": keeping_one_file_of_two_stewards,
    "keep and let go": keeping_and_letting_go,
    "keep and close the call": keeping_and_closing,
    "change one call": changing_one_call,
    "accept and withdraw": lambda: moving(accept, withdraw),
    "accept and give back": lambda: moving(accept, give_back),
    "withdraw and give back": lambda: moving(withdraw, give_back),
}


def main() -> None:
    start.check_keys()
    allow_emptying()
    found = {}
    for name, race in RACES.items():
        call_command("flush", interactive=False, verbosity=0)
        for left in parcels.folder().glob("??/*"):
            parcels.shred(left.name)
        brought.office()
        brought.open_call()
        found[name] = race()
    json.dump(found, sys.stdout)
