"""Folders on a database of its own, from a process of its own: `-m tests.desk.process VERB`."""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.db import connections, transaction

from fourfold.security import custody, keys
from fourfold.security.custody import rotation
from fourfold.security.custody.start import check_keys
from fourfold.security.keys.store import Kind
from fourfold.security.keys.stores import key_store
from fourfold.security.models import AgencyKey, AuditEvent, KeyRotation, RoleGrant
from tests.desk import make
from tests.desk.models import Folder
from tests.make import people
from tests.make.databases import Database
from tests.make.river import NOW

AGENCY = "zz-dcf"


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
    with transaction.atomic():
        transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
        custody.shred(person, by="privacy", at=NOW)


def first() -> dict[str, object]:
    """Let six threads make the first folder of one agency at the same moment."""
    call_command("migrate", verbosity=0, run_syncdb=True)
    gate, trouble = threading.Barrier(6), []

    def work() -> None:
        gate.wait()
        try:
            make.folder()
        except Exception as problem:  # whatever it is, the test is told
            trouble.append(repr(problem))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    versions = list(key_store().versions(Kind.AGENCY, AGENCY))
    return {"trouble": trouble, "read": sorted(read().values()), "versions": versions}


def fill(count: str) -> str:
    """
    Make many folders with a few values each, every one about another person.

    Returns the account of an operator.
    """
    call_command("migrate", verbosity=0, run_syncdb=True)
    check_keys()
    persons = keys.new_persons(int(count), agency=AGENCY)
    Folder.objects.bulk_create(
        [
            Folder(agency=AGENCY, person=person, holder="H", given_name="0", counselor_note="told")
            for person in persons
        ],
        batch_size=500,
    )
    operator = people.account("Olga", "OPERATOR")
    RoleGrant.objects.update(from_at=datetime(2020, 1, 1, tzinfo=UTC))
    return operator.id


def write(writers: str, until: str) -> dict[str, object]:
    """Let many people change folders until a file is there; returns the last names and failures."""
    ids = list(Folder.objects.order_by("id").values_list("id", flat=True))
    last: dict[str, str] = {}
    failures: list[str] = []

    def work(own: list[str]) -> None:
        for count in itertools.count(1):
            Path(f"{until}-waits").touch()
            if Path(until).exists():
                break
            folder_id = own[count * 7919 % len(own)]
            try:
                with transaction.atomic(), keys.opened():
                    folder = Folder.objects.select_for_update().get(id=folder_id)
                    folder.given_name = str(int(folder.given_name) + 1)
                    folder.save()
                    said = folder.given_name
                last[folder_id] = said
            except Exception as problem:  # whatever it is, the test is told
                failures.append(repr(problem))
            time.sleep(0.05)
        connections.close_all()

    shares = [ids[nth :: int(writers)] for nth in range(int(writers))]
    threads = [threading.Thread(target=work, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"last": last, "failures": failures}


def rotate(operator: str, kills: str, longest: str, seed: str) -> list[int]:
    """
    Rotate, killed in a child process so many times, each at a random moment; then to the end.

    Returns how each child ended. longest: seconds that one may run.
    """
    chance, ended = random.Random(seed), []  # noqa: S311 - no secret
    connections.close_all()
    for nth in range(int(kills) + 1):
        reader, writer = os.pipe()
        child = os.fork()  # a process of its own, without the seconds that a start takes
        if child == 0:
            os.dup2(writer, 1)
            code = 1
            try:
                call_command("keys", "rotate", "--agency", AGENCY, "--as", operator)
                code = 0
            finally:
                os._exit(code)
        os.close(writer)
        with open(reader) as said:
            assert "is in use" in said.readline()
            if nth < int(kills):
                time.sleep(chance.uniform(0, float(longest)))
                os.kill(child, signal.SIGKILL)
            said.read()
        ended.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    return ended


def look() -> dict[str, object]:
    """Open every value; returns the names that were changed, what did not open, what is stale."""
    names, unreadable = {}, 0
    with keys.opened(holder="H") as found:
        found.learn(Folder.objects.values_list("person", flat=True))
        for each in Folder.objects.only("person", "holder", "given_name", "counselor_note"):
            try:
                names[each.id] = each.given_name
                unreadable += each.counselor_note != "told"
            except keys.CannotOpen:
                unreadable += 1
    version = AgencyKey.objects.get(agency=AGENCY).version
    return {
        "names": {name: value for name, value in names.items() if value != "0"},
        "unreadable": unreadable,
        "stale": rotation.stale(AGENCY, version),
        "version": version,
        "rotated": AuditEvent.objects.filter(event="KEYS_ROTATED").count(),
        "unfinished": KeyRotation.objects.filter(done_at=None).count(),
    }


def start() -> None:
    check_keys()


if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    json.dump(globals()[verb](*words), sys.stdout)
