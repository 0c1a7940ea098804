import io
import random
from pathlib import Path

import pytest

from fourfold.security.custody import parcels
from fourfold.security.custody.files import FileMissing
from fourfold.security.keys.errors import Tampered
from fourfold.security.streams import Broken

KB = 1024
PARCEL = "7Q2KX0M9D4TBN8AE"
CONTENT = random.Random(7).randbytes(300 * KB)  # noqa: S311 - no secret


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    return settings.UPLOADS


@pytest.fixture
def parcel():
    parcels.begin(PARCEL)
    arrived = 0
    for size in (64 * KB, 1, 100 * KB, 70 * KB, len(CONTENT)):
        arrived = parcels.add(
            PARCEL, start=arrived, content=CONTENT[arrived : arrived + size], arrived=arrived
        )
    assert arrived == len(CONTENT)
    return PARCEL


def test_parts_of_any_length_read_as_one_stream_to_seek_in(parcel):
    chance = random.Random(1)  # noqa: S311 - no secret
    with parcels.open_parcel(parcel, arrived=len(CONTENT)) as stream:
        assert stream.read() == CONTENT
        for _ in range(200):
            start, size = chance.randrange(len(CONTENT) + 9), chance.randrange(90 * KB)
            stream.seek(start)
            assert stream.read(size) == CONTENT[start : start + size]
        stream.seek(-3, io.SEEK_END)
        assert stream.read() == CONTENT[-3:]


def test_only_what_was_acknowledged_is_read_and_what_a_kill_left_is_replaced(parcel):
    first = 64 * KB
    with parcels.open_parcel(parcel, arrived=first) as stream:
        assert stream.read() == CONTENT[:first]

    again = parcels.add(parcel, start=first, content=b"another part", arrived=first)

    with parcels.open_parcel(parcel, arrived=again) as stream:
        assert stream.read() == CONTENT[:first] + b"another part"


def test_a_part_that_was_changed_cut_or_exchanged_does_not_open(parcel, folder):
    part = sorted(folder.glob("??/*/*.part"))[2]
    whole = part.read_bytes()
    for changed in (whole[:-1] + bytes([whole[-1] ^ 1]), whole[:-20]):
        part.write_bytes(changed)
        with parcels.open_parcel(parcel, arrived=len(CONTENT)) as stream, pytest.raises(Broken):
            stream.read()
    part.unlink()
    with pytest.raises(FileMissing, match="not whole"):
        parcels.open_parcel(parcel, arrived=len(CONTENT))


def test_the_same_part_is_never_sealed_twice_alike(folder):
    sealed = set()
    for parcel in ("A" * 16, "B" * 16):
        parcels.begin(parcel)
        parcels.add(parcel, start=0, content=b"made-up", arrived=0)
    sealed = {path.read_bytes() for path in folder.glob("??/*/*.part")}
    assert len(sealed) == 2


def test_a_shredded_parcel_opens_no_more_even_where_its_parts_were_copied(parcel, folder, tmp_path):
    copies = {path.name: path.read_bytes() for path in folder.glob("??/*/*.part")}

    parcels.shred(parcel)

    assert list(folder.glob("??/*")) == []
    place = parcels.path_of(parcel)
    place.mkdir(parents=True)
    for name, content in copies.items():
        (place / name).write_bytes(content)
    with pytest.raises(FileMissing, match="Bring it again"):
        parcels.open_parcel(parcel, arrived=len(CONTENT))


def test_a_note_is_sealed_replaced_and_bound_to_its_parcel(parcel, folder):
    assert parcels.note(parcel, "checked") is None
    parcels.put_note(parcel, "checked", b"canary one")
    parcels.put_note(parcel, "checked", b"canary two")

    assert parcels.note(parcel, "checked") == b"canary two"
    (path,) = folder.glob("??/*/*.note")
    assert b"canary" not in path.read_bytes()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(Tampered):
        parcels.note(parcel, "checked")


def test_another_parcels_key_opens_nothing(parcel, folder):
    parcels.begin("B" * 16)
    other: Path = parcels.path_of("B" * 16) / "key"
    (parcels.path_of(parcel) / "key").write_bytes(other.read_bytes())

    with pytest.raises(Tampered):
        parcels.open_parcel(parcel, arrived=len(CONTENT))
