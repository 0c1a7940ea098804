import os
import secrets
from datetime import UTC, datetime, timedelta

import pytest

from fourfold.apps.submissions.rules.store import Changed, NotInStore, Store, StoreTrouble
from tests.make.bucket import bucket

NOW = datetime(2030, 1, 7, 9, tzinfo=UTC)


@pytest.fixture(params=["folder", "memory", "bucket"])
def store(request, tmp_path):
    if request.param == "folder":
        yield Store(str(tmp_path / "store"))
    elif request.param == "memory":
        yield Store(f"memory://store-{secrets.token_hex(4)}")
    else:
        with bucket() as address:
            yield Store(address)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"PAR1 made-up rows PAR1")
    return path


def test_a_file_is_named_by_its_digest_and_read_back(store, file):
    name = store.put(file)

    with store.open(name) as stream:
        assert stream.read() == file.read_bytes()
    assert [kept.name for kept in store.files()] == [name]
    assert store.check(name) == file.stat().st_size
    assert store.has(name)


def test_the_same_file_is_kept_once_and_not_written_again(store, file):
    name = store.put(file)
    if store.is_folder:
        before = os.stat(store.path_of(name)).st_ino

    assert store.put(file) == name
    assert len(list(store.files())) == 1
    if store.is_folder:
        assert os.stat(store.path_of(name)).st_ino == before


def test_a_file_that_was_changed_is_not_given_out_and_is_put_right_by_the_same_file(store, file):
    name = store.put(file)
    if store.is_folder:
        os.chmod(store.path_of(name), 0o600)
    with store.filesystem.open(store.path_of(name), "wb") as out:
        out.write(b"something else")

    with pytest.raises(Changed, match="changed or damaged"):
        store.open(name)
    assert store.put(file) == name
    assert store.check(name)


def test_a_file_that_is_not_there_is_told(store):
    with pytest.raises(NotInStore, match="not in the store"):
        store.open("0" * 64)
    assert not store.has("0" * 64)
    assert list(store.files()) == []


@pytest.mark.parametrize("name", ["", "../secret", "A" * 64, "0" * 63])
def test_a_name_that_is_no_digest_reaches_nothing(name, store):
    with pytest.raises(NotInStore):
        store.open(name)


def test_what_no_batch_names_is_swept_a_day_later(store, file):
    name = store.put(file)
    written = next(store.files()).at

    assert store.sweep(wanted=lambda _: False, at=written + timedelta(hours=23)) == 0
    assert store.sweep(wanted=name.__eq__, at=written + timedelta(days=400)) == 0
    assert store.sweep(wanted=lambda _: False, at=written + timedelta(hours=25)) == 1
    assert list(store.files()) == []


def test_a_write_that_was_cut_off_is_no_file_of_the_store_and_is_swept(tmp_path, file):
    store = Store(str(tmp_path / "store"))
    name = store.put(file)
    left = tmp_path / "store" / name[:2] / "0011223344556677.unfinished"
    left.write_bytes(b"half")

    assert [kept.name for kept in store.files()] == [name]
    store.sweep(wanted=name.__eq__, at=datetime.now(UTC) + timedelta(days=2))
    assert not left.exists()


def test_a_store_that_cannot_be_written_is_told(tmp_path, file):
    (tmp_path / "store").write_bytes(b"a file where the folder should be")

    with pytest.raises(StoreTrouble, match="Nothing was kept"):
        Store(str(tmp_path / "store")).put(file)
    with pytest.raises(StoreTrouble, match="FOURFOLD_STORE"):
        Store("nowhere://bucket").put(file)
