"""
The worker: takes up studies that wait, one after the other.

A fault ends the study at which it came, with a reason, and never the worker. A worker that is told
to end gives its study back, so that the next one has it at once.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from logging import getLogger
from threading import Event

from django.utils import timezone

from fourfold.analysis.estimate import BadHistories, Result, Stopped, estimate, read_text
from fourfold.apps.studies.actions import beating, working

WORKER = "worker"
BEAT = 0.5
"""Seconds between two beats."""
FAULT = "The machine met a fault in itself at this study. Tell whoever runs it; the log has more."
Clock = Callable[[], datetime]
logger = getLogger(__name__)


def work_once(*, now: Clock = timezone.now) -> bool:
    """Work on one study that waits; False if none does."""
    work = working.take(by=WORKER, at=now())
    if work is None:
        return False
    halt, far = Event(), _Far()
    # The calculation has a thread of its own and never touches the database; this one does.
    with ThreadPoolExecutor(1, thread_name_prefix="study") as pool:
        found = pool.submit(_estimate, work, halt, far)
        try:
            while wait([found], timeout=BEAT).not_done:
                if not beating.beat(work, share=far.share, doing=far.doing, by=WORKER, at=now()):
                    halt.set()
            _end(work, found, at=now())
        except KeyboardInterrupt:
            halt.set()
            working.give_back(work, by=WORKER, at=now())
            raise
        finally:
            halt.set()
    return True


def _end(work: working.Work, found: Future[Result], *, at: datetime) -> None:
    try:
        result = found.result().to_dict()
    except Stopped:
        working.give_up(work, why="", by=WORKER, at=at)
    except (BadHistories, MemoryError, ArithmeticError) as problem:
        working.give_up(work, why=str(problem), by=WORKER, at=at)
    except Exception as problem:  # whatever it is, the others' studies go on
        logger.error("study %s met %s", work.study, type(problem).__name__)
        working.give_up(work, why=FAULT, by=WORKER, at=at)
    else:
        working.finish(work, result=result, by=WORKER, at=at)


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
