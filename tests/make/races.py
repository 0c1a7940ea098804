"""
Races on a new database: many threads do the same thing at the same moment, each on its own
connection. `main` prints, for each race, how often each outcome came, as JSON.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from django.core.management import call_command
from django.db import connections

from fourfold.apps.council.actions import annual as council
from fourfold.apps.directory.models import Application
from fourfold.apps.releases import actions as releases
from fourfold.apps.releases.models import Agreement
from fourfold.apps.studies.actions import working
from fourfold.apps.studies.models import Roll, Study
from fourfold.apps.submissions import actions as submissions
from fourfold.apps.submissions.models import Batch
from fourfold.catalog import put_tables, queries
from fourfold.catalog.models import PublishedTable
from fourfold.security.models import AuditEvent, Outgoing
from tests.make import directory, river, studies
from tests.make.emptying import allow_emptying
from tests.make.river import NOW

RUNNERS = 6
Step = Callable[[], object]


def together(*steps: Step) -> dict[str, int]:
    """Do all steps at once; count the outcomes: "done", or the name of the error."""
    gate = threading.Barrier(len(steps))
    outcomes: Counter[str] = Counter()

    def run(step: Step) -> None:
        gate.wait()
        try:
            step()
            outcomes["done"] += 1
        except Exception as problem:  # whatever it is, the test is told its name
            outcomes[type(problem).__name__] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(outcomes)


def versions(count: int) -> list[str]:
    """Receive and send several versions of one organization's answer; return the batches."""
    organization, content = river.first_answer()
    found = []
    for nth in range(count):
        other = content.replace(b"\n", b"\r\n", nth)
        found.append(river.receive(other, organization=organization))
        submissions.send(found[-1], by="steward", at=NOW)
    return found


def opening() -> dict[str, int]:
    return together(*[river.open_call] * RUNNERS)


def receiving_one_file() -> dict[str, int]:
    river.open_call()
    organization, content = river.first_answer()
    return together(*[lambda: river.receive(content, organization=organization)] * RUNNERS)


def receiving_different_files() -> dict[str, int]:
    river.open_call()
    organization, content = river.first_answer()
    files = [content.replace(b"\n", b"\r\n", nth) for nth in range(RUNNERS)]
    outcomes = together(
        *[lambda file=file: river.receive(file, organization=organization) for file in files]
    )
    numbers = sorted(Batch.objects.values_list("version", flat=True))
    return outcomes | {"numbered from 1": numbers == list(range(1, RUNNERS + 1))}


def accepting_one_batch() -> dict[str, int]:
    river.open_call()
    (batch,) = versions(1)
    outcomes = together(*[lambda: submissions.accept(batch, by="staff", at=NOW)] * RUNNERS)
    return outcomes | {"lines": AuditEvent.objects.filter(event="BATCH_ACCEPTED").count()}


def accepting_different_versions() -> dict[str, int]:
    river.open_call()
    found = versions(RUNNERS)
    outcomes = together(
        *[lambda each=each: submissions.accept(each, by="staff", at=NOW) for each in found]
    )
    newest = Batch.objects.get(state="ACCEPTED").version
    return {
        "done or older": outcomes.pop("done") + outcomes.pop("NewerAccepted", 0),
        "newest": newest,
        **outcomes,
    }


def gathering() -> dict[str, int]:
    river.collect()
    outcomes = together(*[river.run] * RUNNERS)
    return outcomes | {"lines": AuditEvent.objects.filter(event="STUDY_RUN").count()}


def proposing() -> dict[str, int]:
    river.collect()
    run = river.run()
    return together(*[lambda: river.propose(run)] * RUNNERS)


def agreeing() -> dict[str, int]:
    river.collect()
    release = river.propose(river.run())
    people = ["privacy", "chair"] * (RUNNERS // 2)
    outcomes = together(
        *[lambda who=who: releases.agree(release, by=who, at=NOW) for who in people]
    )
    refused = outcomes.pop("AgreedAlready", 0) + outcomes.pop("MoveNotAllowed", 0)
    return outcomes | {"refused": refused, "agreements": Agreement.objects.count()}


def publishing() -> dict[str, int]:
    river.collect()
    release = river.propose(river.run())
    for person in ("privacy", "chair"):
        releases.agree(release, by=person, at=NOW)
    pack = river.small_state()
    return together(*[lambda: releases.publish(release, pack=pack, by="analyst", at=NOW)] * 3)


def putting(*, first: bool) -> dict[str, int]:
    river.publish()
    table = queries.table(queries.cards()[0].code)
    assert table is not None
    if first:
        PublishedTable.objects.all().delete()
    outcomes = together(
        *[
            lambda nth=nth: put_tables.put(replace(table, cautions=(f"{nth}.",)), at=NOW)
            for nth in range(RUNNERS)
        ]
    )
    kept = PublishedTable.objects.filter(code=table.card.code)
    numbers = sorted(kept.values_list("version", flat=True))
    current = kept.get(is_current=True).version
    return outcomes | {"last is current": current == len(numbers) == numbers[-1]}


def reporting() -> dict[str, int]:
    river.publish()
    pack = river.small_state()
    outcomes = together(
        *[lambda: council.publish_annual_report(2030, pack=pack, by="chair", at=NOW)] * 2
    )
    return outcomes | {"lines": AuditEvent.objects.filter(event="DOCUMENT_PUBLISHED").count()}


def bringing_one_roll() -> dict[str, int]:
    outcomes = together(*[lambda: studies.roll("analyst")] * RUNNERS)
    return outcomes | {"rolls": Roll.objects.count(), "lines": _lines("ROLL_BROUGHT")}


def asking_for_one_study() -> dict[str, int]:
    roll = studies.roll("analyst")
    outcomes = together(*[lambda: studies.asked(roll, "analyst")] * RUNNERS)
    return outcomes | {"studies": Study.objects.count(), "lines": _lines("STUDY_STEP")}


def taking_studies_up() -> dict[str, int]:
    roll, taken = studies.roll("analyst"), []
    for nth in range(2):
        studies.asked(roll, "analyst", once=f"study {nth}")
    outcomes = together(*[lambda: taken.append(working.take(by="worker", at=NOW))] * RUNNERS)
    found = [each.study for each in taken if each]
    return outcomes | {"taken": len(found), "different": len(set(found))}


def applying_once() -> dict[str, int]:
    outcomes = together(*[directory.applied] * RUNNERS)
    return outcomes | {
        "applications": Application.objects.count(),
        "mails": Outgoing.objects.count(),
        "lines": _lines("LISTING_APPLICATION"),
    }


def _lines(event: str) -> int:
    return AuditEvent.objects.filter(event=event).count()


RACES: dict[str, Callable[[], dict[str, int]]] = {
    "open a call": opening,
    "receive one file": receiving_one_file,
    "receive different files": receiving_different_files,
    "accept one batch": accepting_one_batch,
    "accept different versions": accepting_different_versions,
    "gather": gathering,
    "propose": proposing,
    "agree": agreeing,
    "publish": publishing,
    "put a first version": lambda: putting(first=True),
    "put another version": lambda: putting(first=False),
    "publish a report": reporting,
    "bring one roll": bringing_one_roll,
    "ask for one study": asking_for_one_study,
    "take studies up": taking_studies_up,
    "apply once": applying_once,
}


def main() -> None:
    allow_emptying()
    found = {}
    for name, race in RACES.items():
        call_command("flush", interactive=False, verbosity=0)
        found[name] = race()
    json.dump(found, sys.stdout)
