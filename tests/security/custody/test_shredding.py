"""A shredded person's record is erased, in a backup made before too."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from django.db import transaction

from fourfold.security import audit, custody, keys
from fourfold.security.keys.stores import key_store
from fourfold.security.models import Shredding
from tests.desk import make, process
from tests.desk.models import Folder
from tests.make.databases import new_database
from tests.make.river import NOW


@pytest.fixture
def database(tmp_path):
    with new_database(tmp_path) as found:
        yield process.on(found)


def do(database, *words):
    done = database.run("-m", "tests.desk.process", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def tool(name):
    return str(sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))[-1])


def back_up(database, to):
    if database.url:
        subprocess.run([tool("pg_dump"), "-Fc", f"--file={to}", database.url], check=True)
        return
    kept = database.var / "fourfold.sqlite3"
    with closing(sqlite3.connect(kept)) as live, closing(sqlite3.connect(to)) as copy:
        live.backup(copy)


def restore(database, copy):
    if database.url:
        command = [tool("pg_restore"), "--clean", f"--dbname={database.url}", str(copy)]
        subprocess.run(command, check=True)
        return
    for each in database.var.glob("fourfold.sqlite3*"):
        each.unlink()
    shutil.copy(copy, database.var / "fourfold.sqlite3")


def kept_bytes(database):
    """Return every byte of the main database and of the key store, as they are on disk."""
    held = b"".join(each.read_bytes() for each in sorted(database.var.glob("*.sqlite3*")))
    if database.url:
        dumped = subprocess.run(
            [tool("pg_dump"), "--data-only", database.url], check=True, capture_output=True
        )
        held += dumped.stdout
    return held


@pytest.mark.slow
def test_a_backup_made_before_gives_nothing_of_a_shredded_person(database, tmp_path):
    persons = do(database, "new", "3")
    folder, person = next(iter(persons.items()))
    back_up(database, tmp_path / "backup")

    do(database, "shred", person)
    after = do(database, "read")
    restore(database, tmp_path / "backup")
    restored = do(database, "read")

    assert after[folder] == restored[folder] == "Shredded"
    assert {after[each] for each in persons if each != folder} == {"canary-given_name"}
    assert restored == after


@pytest.mark.slow
def test_no_byte_of_a_shredded_key_is_left_in_the_files(database):
    (person,) = do(database, "new", "1").values()
    store = database.var / "person-keys.sqlite3"
    with closing(sqlite3.connect(store)) as looking:
        ((wrapped,),) = looking.execute("SELECT wrapped FROM keys WHERE owner = ?", [person])
        assert wrapped in kept_bytes(database)

        do(database, "shred", person)  # while somebody else has the store open

    assert wrapped not in kept_bytes(database)
    assert person.encode() in kept_bytes(database)


@pytest.mark.slow
def test_a_shredding_that_was_stopped_is_done_at_the_next_start(database):
    ((folder, person),) = do(database, "new", "1").items()

    killed = database.run("-m", "tests.desk.process", "stopped", person)
    between = do(database, "read")[folder]
    do(database, "start")

    assert killed.returncode == -9
    assert between == "canary-given_name"
    assert do(database, "read")[folder] == "Shredded"
    assert database.ask("SELECT COUNT(*) FROM security_shredding") == [(0,)]


@pytest.mark.slow
def test_nothing_that_is_sealed_can_be_read_in_the_files(database):
    do(database, "new", "2")

    held = kept_bytes(database)

    assert len(held) > 50_000
    for said in (*(f"canary-{name}" for name in make.SEALED), "2011-02-28"):
        assert said.encode() not in held
        assert said.encode().hex().encode() not in held  # as a dump writes bytes


@pytest.mark.django_db(transaction=True)
def test_a_shredding_is_in_the_log_and_a_rolled_back_one_is_not_done():
    kept, shredded = make.folder(), make.folder()

    def changes_its_mind():
        with transaction.atomic():
            custody.shred(kept.person, by="privacy", at=NOW)
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        changes_its_mind()
    custody.shred(shredded.person, by="privacy", at=NOW)

    assert Folder.objects.get(id=kept.id).given_name == "canary-given_name"
    with pytest.raises(keys.Shredded, match="erased"):
        assert Folder.objects.get(id=shredded.id).given_name
    assert audit.lines_about(f"person:{shredded.person}").get().event == "KEYS_SHREDDED"
    assert not audit.lines_about(f"person:{kept.person}").exists()


@pytest.mark.django_db(transaction=True)
def test_a_block_that_holds_keys_open_forgets_them_at_a_shredding():
    folder = make.folder()

    with keys.opened():
        assert Folder.objects.get(id=folder.id).given_name
        custody.shred(folder.person, by="privacy", at=NOW)
        with pytest.raises(keys.Shredded):
            assert Folder.objects.get(id=folder.id).given_name


@pytest.mark.django_db(transaction=True)
def test_a_shredded_person_gets_no_new_key_and_takes_no_new_record():
    person = make.folder().person
    custody.shred(person, by="privacy", at=NOW)

    with pytest.raises(keys.Shredded):
        make.folder(person=person)


@pytest.mark.django_db(transaction=True)
def test_a_shredding_that_the_key_store_refuses_is_kept_to_be_done(monkeypatch):
    person = make.folder().person

    def full(persons):
        raise keys.KeyStoreTrouble("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(key_store(), "shred", full)
        custody.shred(person, by="privacy", at=NOW)

    assert Shredding.objects.filter(person=person).exists()
    keys.finish_shredding()
    assert not Shredding.objects.exists()
    with pytest.raises(keys.Shredded):
        make.folder(person=person)
