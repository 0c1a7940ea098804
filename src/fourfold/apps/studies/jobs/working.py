"""The worker: takes up studies that wait, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from datetime import datetime
from threading import Event

from django.utils import timezone

from fourfold.analysis.estimate import BadHistories, Result, Stopped, estimate, read_text
from fourfold.apps.studies.actions import beating, working

WORKER = "worker"
BEAT = 0.5
"""Seconds between two beats."""
Clock = Callable[[], datetime]


def work_once(*, now: Clock = timezone.now) -> bool:
    """Work on one study that waits; False if none does."""
    work = working.take(by=WORKER, at=now())
    if work is None:
        return False
    halt, far = Event(), _Far()
    # The calculation has a thread of its own and never touches the database; this one does.
    with ThreadPoolExecutor(1, thread_name_prefix="study") as pool:
        found = pool.submit(_estimate, work, halt, far)
        while True:
            try:
                result = found.result(timeout=BEAT)
            except NotYet:
                if not beating.beat(work, share=far.share, doing=far.doing, by=WORKER, at=now()):
                    halt.set()
            except Stopped:
                working.give_up(work, why="", by=WORKER, at=now())
                return True
            except (BadHistories, MemoryError, ArithmeticError) as problem:
                working.give_up(work, why=str(problem), by=WORKER, at=now())
                return True
            else:
                working.finish(work, result=result.to_dict(), by=WORKER, at=now())
                return True


class _Far:
    """How far the calculation is, written by its thread and read by the other."""

    share, doing = 0.0, ""

    def tell(self, share: float, doing: str) -> None:
        self.share, self.doing = share, doing


def _estimate(work: working.Work, halt: Event, far: _Far) -> Result:
    table = read_text(work.content)
    if set(work.lists) != set(table.lists):
        table = table.keeping(work.lists)
    return estimate(
        table,
        work.method,
        bootstrap=work.replicates,
        seed=work.seed,
        tell=far.tell,
        stop=halt.is_set,
    )
