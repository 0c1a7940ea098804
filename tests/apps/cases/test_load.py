"""
G17: the intake form under load, every second request a report that is saved.

Times count from when a request was due, not from when it could be sent, so waiting is not hidden.
An ordinary run is short and slow, as its machine may have other work; it finds what hangs, fails,
doubles or leaks. `make test-long` keeps the promise's own pace and mark, for half an hour.
"""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import LONG
from tests.make.databases import new_database
from tests.make.served import Site, address_of, served

pytestmark = pytest.mark.slow
RATE, SECONDS = (25, 1_800) if LONG else (6, 8)
P95 = 0.3 if LONG else 2.0
"""Seconds within which 95 of 100 requests are answered."""
GROWS = 8 if LONG else 16
"""Megabytes that the worker may grow from the second quarter of the run to its end."""
WORKERS = 40
READS_MEMORY = Path("/proc/self/statm").exists()
"""Elsewhere than on Linux all but the memory is measured."""


def megabytes(process: int) -> float:
    """Return the memory of a process that is its own now."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def ask(site: Site, nth: int, due: float) -> tuple[float, str, str]:
    """Send one request when it is due; returns its seconds, the page's key and the number."""
    time.sleep(max(due - time.monotonic(), 0))
    key, receipt = f"page-{nth}", ""
    if nth % 2:
        receipt = site.tell(
            key, f"{key} in ten words or so, as many people write", address=address_of(nth)
        )
    else:
        site.open()
    return time.monotonic() - due, key, receipt


def test_the_intake_form_keeps_its_pace_and_loses_and_leaks_nothing(tmp_path):
    with new_database(tmp_path) as database, served(database) as site:
        site.start()
        for nth in range(6):
            ask(site, -nth, time.monotonic())
        begun, sizes = time.monotonic() + 0.2, []
        with ThreadPoolExecutor(WORKERS) as pool:
            asked = [
                pool.submit(ask, site, nth, begun + nth / RATE) for nth in range(RATE * SECONDS)
            ]
            for quarter in range(1, 5):
                asked[len(asked) * quarter // 4 - 1].result()
                if READS_MEMORY:
                    sizes.append(megabytes(site.worker()))
        answered = [each.result() for each in asked]
        seconds = sorted(took for took, _, _ in answered)
        receipts = {key: receipt for _, key, receipt in answered if receipt}
        note = tmp_path / "receipts.json"
        note.write_text(json.dumps(receipts))
        found = json.loads(database.run("-m", "tests.apps.cases.told", "look", str(note)).stdout)

        assert seconds[len(seconds) * 95 // 100] <= P95, seconds[-20:]
        assert not READS_MEMORY or sizes[-1] - sizes[1] <= GROWS, sizes
        assert (found["lost"], found["doubled"], found["unreadable"]) == ([], 0, 0)
        assert found["waiting"] == 0, "the database refused a report under load"
