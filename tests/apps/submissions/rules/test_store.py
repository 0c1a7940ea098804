import io
import os
import secrets
from datetime import UTC, datetime, timedelta

import pytest

from fourfold.analysis.check.files.source import Source, source_of, source_of_bytes
from fourfold.apps.submissions.rules.store import Changed, NotInStore, Store, StoreTrouble
from tests.make.bucket import bucket

KEY = bytes(range(32))
CONTENT = b"PAR1 made-up rows PAR1"


@pytest.fixture(params=["folder", "memory", "bucket"])
def store(request, tmp_path):
    if request.param == "folder":
        yield Store(str(tmp_path / "store"), key=KEY)
    elif request.param == "memory":
        yield Store(f"memory://store-{secrets.token_hex(4)}", key=KEY)
    else:
        with bucket() as address:
            yield Store(address, key=KEY)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    return source_of(path)


def test_a_file_is_named_by_its_digest_and_read_back(store, file):
    name = store.put(file, seal=False)

    with store.source(name).open() as stream:
        assert stream.read() == CONTENT
    assert [kept.name for kept in store.files()] == [name]
    assert store.check(name) == len(CONTENT)
    assert store.has(name)


@pytest.mark.parametrize("size", [0, 1, 2**16 - 1, 2**16, 2**16 + 1, 3 * 2**16])
def test_what_points_to_people_is_sealed_as_a_whole_and_read_back_with_the_key(store, size):
    clear = (b"Made-up Person " * (size // 15 + 1))[:size]
    name = store.put(source_of_bytes("x", clear), seal=True)

    with store.filesystem.open(store.path_of(name), "rb") as stream:
        lies_there = stream.read()
    assert lies_there.startswith(b"FFK1")
    assert b"Made-up" not in lies_there
    found = store.source(name)
    with found.open() as stream:
        assert stream.read() == clear
        stream.seek(size // 2)
        assert stream.read(3) == clear[size // 2 :][:3]
    assert found.size == size
    assert store.put(source_of_bytes("y", clear), seal=True) == name


def test_a_sealed_file_opens_with_no_other_key(store, file):
    name = store.put(file, seal=True)
    with pytest.raises(Changed, match="another key"):
        Store(store.address, key=bytes(32)).source(name)


@pytest.mark.parametrize("seal", [True, False])
def test_the_same_file_is_kept_once_and_not_written_again(store, file, seal):
    name = store.put(file, seal=seal)
    if store.is_folder:
        before = os.stat(store.path_of(name)).st_ino

    assert store.put(file, seal=seal) == name
    assert len(list(store.files())) == 1
    if store.is_folder:
        assert os.stat(store.path_of(name)).st_ino == before


def test_a_file_that_was_changed_is_not_given_out_and_is_put_right_by_the_same_file(store, file):
    name = store.put(file, seal=False)
    if store.is_folder:
        os.chmod(store.path_of(name), 0o600)
    with store.filesystem.open(store.path_of(name), "wb") as out:
        out.write(b"something else")

    with pytest.raises(Changed, match="changed or damaged"):
        store.source(name)
    assert store.put(file, seal=False) == name
    assert store.check(name)


def test_a_file_that_is_not_there_is_told(store):
    with pytest.raises(NotInStore, match="not in the store"):
        store.source("0" * 64)
    assert not store.has("0" * 64)
    assert list(store.files()) == []


@pytest.mark.parametrize("name", ["", "../secret", "A" * 64, "0" * 63])
def test_a_name_that_is_no_digest_reaches_nothing(name, store):
    with pytest.raises(NotInStore):
        store.source(name)


def test_what_no_batch_names_is_swept_a_day_later(store, file):
    name = store.put(file, seal=False)
    written = next(store.files()).at

    assert store.sweep(wanted=lambda _: False, at=written + timedelta(hours=23)) == 0
    assert store.sweep(wanted=name.__eq__, at=written + timedelta(days=400)) == 0
    assert store.sweep(wanted=lambda _: False, at=written + timedelta(hours=25)) == 1
    assert list(store.files()) == []


def test_a_write_that_was_cut_off_is_no_file_of_the_store_and_is_swept(tmp_path, file):
    store = Store(str(tmp_path / "store"))
    name = store.put(file, seal=False)
    left = tmp_path / "store" / name[:2] / "0011223344556677.unfinished"
    left.write_bytes(b"half")

    assert [kept.name for kept in store.files()] == [name]
    store.sweep(wanted=name.__eq__, at=datetime.now(UTC) + timedelta(days=2))
    assert not left.exists()


def test_a_store_that_cannot_be_written_is_told(tmp_path, file):
    (tmp_path / "store").write_bytes(b"a file where the folder should be")

    with pytest.raises(StoreTrouble, match="Nothing was kept") as told:
        Store(str(tmp_path / "store")).put(file, seal=False)
    assert str(tmp_path) not in str(told.value)
    assert str(tmp_path) in told.value.detail
    with pytest.raises(StoreTrouble) as told:
        Store("nowhere://bucket").put(file, seal=False)
    assert "FOURFOLD_STORE" in told.value.detail


def test_a_bucket_that_went_away_is_told_whatever_is_asked_of_it(file):
    with bucket() as address:
        store = Store(address, key=KEY)
        name = store.put(file, seal=False)
    asks = [
        lambda: store.put(file, seal=True),
        lambda: store.source(name),
        lambda: store.has(name),
        lambda: list(store.files()),
    ]

    for ask in asks:
        with pytest.raises(StoreTrouble, match="Try again in a few minutes"):
            ask()


def test_a_file_that_breaks_off_while_it_is_read_leaves_nothing_in_a_bucket():
    class Breaks(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise OSError("the disk is gone")
            return super().read(size)

    tries = iter([io.BytesIO(CONTENT), Breaks(CONTENT)])  # digested whole, then broken off
    with bucket() as address:
        store = Store(address, key=KEY)
        with pytest.raises(StoreTrouble):
            store.put(Source("x", len(CONTENT), lambda: next(tries)), seal=False)
        assert list(store.files()) == []
