"""One file read by several threads at once: each reads where it looked."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor

from fourfold.analysis.check.files.side_by_side import SideBySide

CONTENT = bytes(range(256)) * 64
FIRST = (0, 40, 80, 120)


def test_each_thread_reads_where_it_looked_and_not_where_another_did() -> None:
    stream = SideBySide(lambda: io.BytesIO(CONTENT))
    together = threading.Barrier(4)

    def look_and_read(first: int) -> list[bytes]:
        found = []
        for step in range(50):
            together.wait()
            stream.seek(first + step)
            together.wait()  # now all four have looked, and none has read
            found.append(stream.read(2))
        return found

    with ThreadPoolExecutor(4) as pool:
        for first, found in zip(FIRST, pool.map(look_and_read, FIRST), strict=True):
            assert found == [CONTENT[first + step : first + step + 2] for step in range(50)]
    stream.close()


def test_closing_closes_what_every_thread_opened() -> None:
    opened: list[io.BytesIO] = []

    def another() -> io.BytesIO:
        opened.append(io.BytesIO(CONTENT))
        return opened[-1]

    stream = SideBySide(another)
    stream.read(1)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(stream.read, 1).result()
    stream.close()

    assert len(opened) == 2
    assert all(each.closed for each in opened)
