"""Both kinds of key store pass the same tests; the PostgreSQL one runs where there is a server."""

import os
import stat
import subprocess
import sys
import threading

import pytest

from fourfold.security import keys
from fourfold.security.keys.store import Kind, WrappedKey
from fourfold.security.keys.stores import PostgresStore, SqliteStore
from tests.make.databases import new_database


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    if request.param == "sqlite":
        found = SqliteStore(tmp_path / "deep" / "person-keys.sqlite3")
        found.make()
        yield found
        found.close()
        return
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("this run is on SQLite")
    with new_database(tmp_path, empty=True) as database:
        found = PostgresStore(database.url)
        found.make()
        yield found
        found.close()


def key(owner="P", version=1, wrapped=b"wrapped key of P", kind=Kind.PERSON):
    return WrappedKey(kind, owner, version, "zz-dcf", version, wrapped)


def test_a_key_is_read_back_in_every_version(store):
    store.add([key(version=1), key(version=2, wrapped=b"second")])

    assert store.versions(Kind.PERSON, "P") == {1: key(), 2: key(version=2, wrapped=b"second")}
    assert store.versions(Kind.HOLDER, "P") == {}
    assert store.agencies_of(["P", "Q"]) == {"P": "zz-dcf"}
    assert store.agencies_of(["P"], without=2) == {}
    assert store.agencies_of(["P"], without=3) == {"P": "zz-dcf"}


def test_the_first_key_of_a_version_stays(store):
    store.add([key()])
    store.add([key(wrapped=b"another")])

    assert store.versions(Kind.PERSON, "P")[1].wrapped == b"wrapped key of P"


def test_a_key_wrapped_anew_takes_its_own_place(store):
    store.add([key(kind=Kind.AGENCY, owner="zz-dcf")])
    (kept,) = store.of_kind(Kind.AGENCY)

    store.rewrap(WrappedKey(Kind.AGENCY, "zz-dcf", 1, "zz-dcf", 2, b"anew"))

    assert kept.wrapped_with == 1
    assert store.of_kind(Kind.AGENCY)[0].wrapped == b"anew"


def test_a_shredded_key_leaves_its_row_and_no_new_one_is_taken(store):
    store.add([key(version=1), key(version=2), key(owner="Q")])

    store.shred(["P", "unknown"])
    store.add([key(version=3)])
    store.rewrap(key(wrapped=b"back again"))

    assert [
        (each.wrapped, each.shredded) for each in store.versions(Kind.PERSON, "P").values()
    ] == [
        (b"", True),
        (b"", True),
    ]
    assert store.agencies_of(["P", "Q"]) == {"Q": "zz-dcf"}


def test_more_owners_than_one_statement_takes_are_found(store):
    owners = [f"P{n:05}" for n in range(1_203)]

    store.add([key(owner=owner) for owner in owners])
    store.shred(owners[:700])

    assert len(store.versions_of(Kind.PERSON, owners)) == 1_203
    assert list(store.agencies_of(owners)) == owners[700:] or set(store.agencies_of(owners)) == set(
        owners[700:]
    )


def test_a_store_made_again_stays_the_same_one(store):
    store.add([key()])
    before = store.identity()

    store.make()

    assert store.identity() == before
    assert len(before) == 64
    assert store.versions(Kind.PERSON, "P")


def test_keys_added_together_are_kept_all_or_none(store):
    broken = WrappedKey(Kind.PERSON, "R", 1, "zz-dcf", 1, None)

    with pytest.raises(keys.KeyStoreTrouble, match="Nothing was changed"):
        store.add([key(), broken])

    assert store.versions(Kind.PERSON, "P") == {}


@pytest.mark.slow
def test_many_threads_use_one_store(store):
    def use(nth):
        store.add([key(owner=f"T{nth}", version=version) for version in range(1, 20)])

    threads = [threading.Thread(target=use, args=(nth,)) for nth in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {len(store.versions(Kind.PERSON, f"T{nth}")) for nth in range(8)} == {19}


def test_a_broken_connection_is_opened_anew(store):
    store.add([key()])
    with pytest.raises(keys.KeyStoreTrouble):
        store.ask("SELECT nonsense FROM nowhere")

    assert store.versions(Kind.PERSON, "P")


def test_wrapped_bytes_are_not_printed():
    assert "wrapped key" not in repr(key())


# ------------------------------------------------------------------ what can happen to a file
@pytest.fixture
def file(tmp_path):
    found = SqliteStore(tmp_path / "person-keys.sqlite3")
    found.make()
    found.add([key()])
    yield found
    found.close()


def test_only_this_account_may_read_the_file(file):
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_the_file_is_durable_and_zeroes_what_is_deleted(file):
    asked = {
        p: file.ask(f"PRAGMA {p}")[0][0] for p in ("journal_mode", "synchronous", "secure_delete")
    }

    assert asked == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}


def test_a_missing_file_is_told_and_never_made_by_reading(tmp_path):
    gone = SqliteStore(tmp_path / "person-keys.sqlite3")

    with pytest.raises(
        keys.KeyStoreMissing, match=r"person-keys\.sqlite3 is not there.*newest copy"
    ):
        gone.versions(Kind.PERSON, "P")

    assert not gone.path.exists()


def test_a_read_only_store_says_so_and_loses_nothing(file):
    file.ask("PRAGMA query_only = ON")  # root may write into a folder of mode 0500

    with pytest.raises(keys.KeyStoreTrouble, match="readonly.*Nothing was changed.*read-only"):
        file.add([key(owner="Q")])

    assert file.versions(Kind.PERSON, "P")[1] == key()
    assert file.versions(Kind.PERSON, "Q") == {}


def test_a_full_disk_says_so_and_loses_nothing(file):
    (pages,) = file.ask("PRAGMA page_count")[0]
    file.ask(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(keys.KeyStoreTrouble, match="full"):
        file.add([key(owner=f"Q{n}", wrapped=b"x" * 3_000) for n in range(20)])

    assert file.versions(Kind.PERSON, "P")[1] == key()
    assert file.agencies_of(f"Q{n}" for n in range(20)) == {}


def test_a_file_that_is_no_store_is_told(tmp_path):
    (tmp_path / "x").write_bytes(b"not a database at all" * 100)

    with pytest.raises(keys.KeyStoreTrouble, match="cannot be read"):
        SqliteStore(tmp_path / "x").identity()


def test_a_server_that_does_not_answer_is_told_without_its_password(tmp_path):
    away = PostgresStore(f"postgresql://someone:hidden@/x?host={tmp_path}")

    with pytest.raises(keys.KeyStoreTrouble, match="FOURFOLD_KEY_STORE") as problem:
        away.identity()

    assert "hidden" not in str(problem.value)


def test_a_mirror_takes_the_place_of_the_one_before_and_keeps_nothing_shredded(file, tmp_path):
    mirror = tmp_path / "elsewhere" / "person-keys.sqlite3"
    mirror.parent.mkdir()
    file.mirror(mirror)
    copied = SqliteStore(mirror)
    assert copied.versions(Kind.PERSON, "P")[1] == key()
    copied.close()

    file.shred(["P"])
    file.mirror(mirror)

    held = {each.name: each.read_bytes() for each in mirror.parent.iterdir()}
    assert list(held) == ["person-keys.sqlite3"]
    assert b"wrapped key of P" not in b"".join(held.values())
    assert SqliteStore(mirror).identity() == file.identity()
    assert stat.S_IMODE(mirror.stat().st_mode) == 0o600


def test_a_mirror_that_cannot_be_written_leaves_the_one_before(file, tmp_path):
    with pytest.raises(keys.KeyStoreTrouble, match="mirror .* was not written"):
        file.mirror(tmp_path / "nowhere" / "copy")

    assert file.versions(Kind.PERSON, "P")[1] == key()


def test_a_store_on_a_server_is_mirrored_there(tmp_path):
    with pytest.raises(keys.NotAFile, match="Mirror it there"):
        PostgresStore("postgresql:///x").mirror(tmp_path / "copy")


SHORT_VISIT = """
import sqlite3, sys
found = sqlite3.connect(sys.argv[1])
print(found.execute("SELECT COUNT(*) FROM keys").fetchone()[0])
found.close()
"""


@pytest.mark.slow
def test_a_store_that_is_made_again_keeps_its_locks_so_no_visitor_takes_its_log_away(tmp_path):
    path = tmp_path / "person-keys.sqlite3"
    here = SqliteStore(path)
    here.make()
    here.make()  # as the first start of a site does

    def visit():
        said = subprocess.run(
            [sys.executable, "-c", SHORT_VISIT, str(path)], capture_output=True, check=True
        )
        return int(said.stdout)

    assert visit() == 0
    here.add([key()])
    assert visit() == 1
    here.close()
