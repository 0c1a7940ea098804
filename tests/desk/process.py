"""Folders on a database of its own, from a process of its own: `python -m tests.desk.process VERB`."""

from __future__ import annotations

import json
import sys

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.db import transaction

from fourfold.security import custody, keys
from fourfold.security.custody.start import check_keys
from tests.desk import make
from tests.desk.models import Folder
from tests.make.databases import Database
from tests.make.river import NOW


def on(database: Database) -> Database:
    """Let the processes of a database have the desk, and a key store beside it."""
    database.settings |= {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "FOURFOLD_KEY_STORE": str(database.var / "person-keys.sqlite3"),
    }
    return database


def new(count: str) -> dict[str, str]:
    """Make folders; returns persons by folder."""
    call_command("migrate", verbosity=0, run_syncdb=True)
    check_keys()
    return {each.id: each.person for each in (make.folder() for _ in range(int(count)))}


def read() -> dict[str, str]:
    """Read every folder; returns its given name, or the name of the error."""
    found = {}
    for each in Folder.objects.all():
        try:
            found[each.id] = each.given_name
        except keys.CannotOpen as problem:
            found[each.id] = type(problem).__name__
    return found


def shred(person: str) -> None:
    custody.shred(person, by="privacy", at=NOW)


def stopped(person: str) -> None:
    """Be killed between the transaction that shreds and the shredding."""
    import os
    import signal

    with transaction.atomic():
        transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
        custody.shred(person, by="privacy", at=NOW)


def start() -> None:
    check_keys()


if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    json.dump(globals()[verb](*words), sys.stdout)
