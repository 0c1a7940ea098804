import io
import os
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from fourfold.security import custody, keys
from fourfold.security.custody import files, rotation
from fourfold.security.models import SealedFile
from tests.make.river import NOW

pytestmark = pytest.mark.django_db
CANARY = b"canary-file " * 20_000


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.VAR = tmp_path
    return tmp_path / "files"


def keep(content=CANARY, person=None):
    with transaction.atomic():
        kept = files.keep(io.BytesIO(content), person=person or keys.new_person(agency="zz-files"))
    return SealedFile.objects.get(id=kept)


def read(file):
    with files.open_kept(SealedFile.objects.get(id=file.id)) as opened:
        return opened.read()


def test_a_file_is_read_back_and_nothing_of_it_is_in_clear_on_the_disk(folder):
    file = keep()

    on_disk = [each for each in folder.rglob("*") if each.is_file()]
    assert read(file) == CANARY
    assert [each.name for each in on_disk] == [file.id]
    assert b"canary" not in on_disk[0].read_bytes()
    assert on_disk[0].stat().st_mode & 0o777 == 0o600
    assert file.size == len(CANARY)


def test_a_file_is_found_to_be_another_or_changed():
    one, other = keep(), keep()
    files.path_of(other.id).replace(files.path_of(one.id))

    with pytest.raises(keys.Tampered, match=f"content of security_sealedfile:{one.id}"):
        read(one)
    with pytest.raises(files.FileMissing, match="from a backup"):
        read(other)


def test_a_rotation_seals_the_files_key_anew_and_the_file_stays():
    file = keep()
    before = files.path_of(file.id).read_bytes()

    version = rotation.begin("zz-files", by="operator", at=NOW)
    done = rotation.sweep("zz-files", version)

    assert done.rows == 1
    assert files.path_of(file.id).read_bytes() == before
    assert read(file) == CANARY


@pytest.mark.django_db(transaction=True)
def test_a_shredded_persons_file_does_not_open():
    file = keep()

    custody.shred(file.person, by="privacy", at=NOW)

    with pytest.raises(keys.Shredded):
        read(file)


@pytest.mark.django_db(transaction=True)
def test_an_erased_file_goes_once_the_transaction_is_kept():
    file = keep()

    with transaction.atomic():
        files.erase(file.id)
        assert files.path_of(file.id).exists()

    assert not files.path_of(file.id).exists()
    assert not SealedFile.objects.exists()


class Stops(io.BytesIO):
    """Content that stops coming in the middle."""

    def __init__(self, problem):
        super().__init__(b"x" * 200_000)
        self.problem = problem

    def read(self, size=-1):
        if self.tell() > 100_000:
            raise self.problem
        return super().read(size)


@pytest.mark.parametrize(
    ("problem", "error"),
    [(OSError(28, os.strerror(28)), files.NotKept), (KeyboardInterrupt(), KeyboardInterrupt)],
)
def test_a_file_that_cannot_be_written_leaves_nothing(folder, problem, error):
    person = keys.new_person(agency="zz-files")

    with pytest.raises(error), transaction.atomic():
        files.keep(Stops(problem), person=person)

    assert [each for each in folder.rglob("*") if each.is_file()] == []
    assert not SealedFile.objects.exists()


def test_a_full_disk_is_told(monkeypatch):
    def full(handle):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(files.NotKept, match=r"No space left.*Nothing of it is left"):
        keep()


@pytest.mark.django_db(transaction=True)
def test_what_a_lost_transaction_left_is_swept_away_a_day_later(folder):
    kept = keep()

    def is_rolled_back():
        with transaction.atomic():
            files.keep(io.BytesIO(CANARY), person=kept.person)
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        is_rolled_back()
    now = timezone.now()

    assert files.sweep(at=now) == 0
    assert files.sweep(at=now + timedelta(days=2)) == 1
    assert [each.name for each in folder.rglob("*") if each.is_file()] == [kept.id]
