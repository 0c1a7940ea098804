"""Retention on a database of its own, in a process that a test may kill."""

from __future__ import annotations

import sys

import django
import pytest

django.setup()

from django.core.management import call_command  # noqa: E402 - Django first
from django.db import transaction  # noqa: E402

from fourfold.security import keys, retention  # noqa: E402
from fourfold.security.retention import running  # noqa: E402

from . import conftest as made  # noqa: E402
from .shelf.models import CaseFile  # noqa: E402

CANARY = "Canary-Vesper-Quill"
CASES = 40


def fill() -> None:
    call_command("migrate", run_syncdb=True, verbosity=0)
    for _ in range(CASES):
        with transaction.atomic():
            person = keys.new_person(agency="CT_DCF")
            made.case(person=person, name=CANARY, address=CANARY, note=CANARY, told=CANARY)
    with transaction.atomic():
        made.case("OPEN", person=keys.new_person(agency="CT_DCF"), name="Stays", told="Stays")


def run(kept: str) -> None:
    running.SIZE = 2
    print(retention.run(kept, by=made.operator()).outcomes["GONE"], flush=True)


def reapply() -> None:
    done = retention.reapply(by=made.operator())
    retention.scrub()
    print(done.erased, done.shredded, CaseFile.objects.get().told)


if __name__ == "__main__":
    made.stand_in(pytest.MonkeyPatch())
    verb, *words = sys.argv[1:]
    steps = {"fill": fill, "run": run, "reapply": reapply, "agree": lambda: print(made.agreed())}
    steps[verb](*words)
