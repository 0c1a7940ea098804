"""A scratch lies on the disk sealed and without a name, and is gone when it is closed."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fourfold.security.scratch import Closed, Scratch
from fourfold.security.streams import CHUNK

CANARY = b"Canary Marlowe, born 2003-05-06"


def on_disk(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What this process holds open below a folder: also files without a name."""
    for each in Path("/proc/self/fd").iterdir():
        try:
            target = os.readlink(each)
        except FileNotFoundError:
            continue
        if target.startswith(str(folder)):
            yield target, each.read_bytes()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_is_written_is_read_back(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    scratch = Scratch(tmp_path)
    for at in range(0, size, 50_000):
        scratch.write(content[at : at + 50_000])

    source = scratch.source("a.csv")

    assert source.size == size
    with source.open() as once, source.open() as again:
        assert once.read() == content
        assert again.read(10) == content[:10]


def test_a_value_never_stands_in_clear_on_the_disk(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    for _ in range(20_000):
        scratch.write(CANARY + b"\n")
    half = list(on_disk(tmp_path))
    source = scratch.source("a.csv")
    with source.open() as stream:
        read = stream.read()
    whole = list(on_disk(tmp_path))

    assert read.count(CANARY) == 20_000
    assert len(half) == len(whole) == 1
    assert len(whole[0][1]) > len(read)
    assert not any(part in held for _, held in half + whole for part in CANARY.split())


def test_the_file_has_no_name_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    scratch.write(CANARY)
    held = os.fstat(scratch._file._handle)

    assert list(tmp_path.iterdir()) == []
    assert held.st_nlink == 0
    assert stat.S_IMODE(held.st_mode) == 0o600


def test_it_is_gone_when_it_is_closed_and_when_nobody_thinks_of_it(tmp_path: Path) -> None:
    closed, forgotten = Scratch(tmp_path), Scratch(tmp_path)
    source = closed.source("a.csv")
    closed.close()
    del forgotten
    gc.collect()

    assert list(on_disk(tmp_path)) == []
    with pytest.raises(Closed):
        source.open()
    with pytest.raises(Closed):
        closed.write(b"more")


def test_a_source_lives_on_without_its_scratch(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    scratch.write(CANARY)
    source = scratch.source("a.csv")
    del scratch
    gc.collect()

    with source.open() as stream:
        assert stream.read() == CANARY


def test_nothing_is_added_after_it_was_read(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    scratch.source("a.csv")

    with pytest.raises(Closed, match="no more"):
        scratch.write(b"more")


def test_many_threads_read_their_own_places(tmp_path: Path) -> None:
    content = os.urandom(20 * CHUNK)
    scratch = Scratch(tmp_path)
    scratch.write(content)
    source = scratch.source("a.csv")

    def piece(at: int) -> bool:
        with source.open() as stream:
            stream.seek(at)
            return stream.read(70_000) == content[at : at + 70_000]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(piece, range(0, 20 * CHUNK, 33_333)))


def test_it_needs_no_settings() -> None:
    import subprocess
    import sys

    code = "import sys, fourfold.security.scratch; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
