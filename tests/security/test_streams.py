import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.security.streams import (
    CHUNK,
    FORM,
    SEALED_CHUNK,
    Broken,
    Unsealing,
    write_sealed,
)

KEY = b"k" * 32


def sealed(plain, about=b"file"):
    target = io.BytesIO()
    assert write_sealed(io.BytesIO(plain), target, key=KEY, about=about) == len(plain)
    return target.getvalue()


def read(path, content, key=KEY, about=b"file"):
    path.write_bytes(content)
    with io.BufferedReader(Unsealing(path, key=key, about=about)) as file:
        return file.read()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "file"


EDGES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7]


@pytest.mark.parametrize("size", EDGES)
def test_a_file_of_any_length_is_read_back(path, size):
    plain = bytes(n % 251 for n in range(size))

    assert read(path, sealed(plain)) == plain


@given(pieces=st.lists(st.binary(max_size=50_000), max_size=8))
@settings(max_examples=15)
def test_a_file_that_comes_in_small_pieces_is_read_back(pieces, tmp_path_factory):
    class Slow(io.RawIOBase):
        waiting = [each for each in pieces if each]

        def read(self, size=-1):
            if not self.waiting:
                return b""
            first, self.waiting = self.waiting[0], self.waiting[1:]
            if len(first) > size:
                self.waiting = [first[size:], *self.waiting]
            return first[:size]

    target = io.BytesIO()
    write_sealed(Slow(), target, key=KEY, about=b"file")

    assert read(tmp_path_factory.mktemp("s") / "f", target.getvalue()) == b"".join(pieces)


CHUNKS = [bytes([n]) * CHUNK for n in range(4)]
WHOLE = sealed(b"".join(CHUNKS) + b"end")
PARTS = [WHOLE[len(FORM) + n * SEALED_CHUNK :][:SEALED_CHUNK] for n in range(5)]
CHANGES = {
    "the last chunk cut off": FORM + b"".join(PARTS[:4]),
    "the first chunk cut out": FORM + b"".join(PARTS[1:]),
    "two chunks exchanged": FORM + b"".join([PARTS[1], PARTS[0], *PARTS[2:]]),
    "a chunk repeated": FORM + b"".join([PARTS[0], PARTS[0], *PARTS[2:]]),
    "a chunk added": FORM + b"".join([*PARTS, PARTS[4]]),
    "the last byte cut off": WHOLE[:-1],
    "a byte added": WHOLE + b"\0",
    "half of it": WHOLE[: len(WHOLE) // 2],
    "nothing": b"",
    "only the form": FORM,
    "another form": b"FFS2" + WHOLE[4:],
    "not sealed at all": b"".join(CHUNKS),
}


@pytest.mark.parametrize("content", CHANGES.values(), ids=CHANGES)
def test_a_changed_file_is_refused(path, content):
    with pytest.raises(Broken):
        read(path, content)


def test_a_cut_is_found_before_the_first_byte_is_given_out(path):
    path.write_bytes(CHANGES["the last chunk cut off"])

    with pytest.raises(Broken):
        Unsealing(path, key=KEY, about=b"file")


def test_a_bit_flipped_anywhere_is_refused(path):
    whole = sealed(b"short")
    for bit in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Broken):
            read(path, flipped)


def test_another_key_or_another_file_opens_nothing(path):
    with pytest.raises(Broken):
        read(path, WHOLE, key=b"x" * 32)
    with pytest.raises(Broken):
        read(path, WHOLE, about=b"other")


def test_any_part_can_be_read_by_itself(path):
    path.write_bytes(WHOLE)
    with Unsealing(path, key=KEY, about=b"file") as raw, io.BufferedReader(raw) as file:
        assert raw.size == 4 * CHUNK + 3
        file.seek(-3, io.SEEK_END)
        assert file.read() == b"end"
        file.seek(CHUNK - 2)
        assert file.read(4) == b"\0\0\1\1"
        file.seek(10 * CHUNK)
        assert file.read() == b""


@pytest.mark.slow
def test_a_file_longer_than_memory_is_sealed_and_read_in_little_memory(path):
    size, block = 40 * 1024 * 1024, b"x" * 1_000_000

    class Long(io.RawIOBase):
        left = size

        def read(self, wanted=-1):
            given = block[: min(wanted, self.left)]
            self.left -= len(given)
            return given

    tracemalloc.start()
    with path.open("wb") as target:
        assert write_sealed(Long(), target, key=KEY, about=b"file") == size
    found = 0
    with io.BufferedReader(Unsealing(path, key=KEY, about=b"file")) as file:
        while part := file.read(100_000):
            found += len(part)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == size
    assert most < 2_000_000
