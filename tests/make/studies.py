"""Made-up rolls and studies, and a worker that works at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count

from fourfold.apps.releases import actions as releases
from fourfold.apps.studies.actions import rolls, studies
from fourfold.apps.studies.actions.rolls import RollTold
from fourfold.apps.studies.actions.studies import StudyTold
from fourfold.apps.studies.jobs.working import work_once
from fourfold.apps.studies.queries import studies as queries
from fourfold.security.access.viewer import Viewer
from tests.make.people import NOW
from tests.make.river import small_state

LISTS = ("careline", "police", "shelters")
TEXT = """careline,police,shelters,count
1,0,0,120
0,1,0,60
0,0,1,80
1,1,0,24
1,0,1,30
0,1,1,16
1,1,1,8
"""
WORDS = "One definition, one year; the three lists do not feed each other."


def told(**other: object) -> RollTold:
    """Return what is said of a made-up roll."""
    usual: dict[str, object] = {
        "name": "Made-up roll",
        "people": "Made-up people under 18",
        "area": "ZZ",
        "from_on": date(2029, 1, 1),
        "until_on": date(2030, 1, 1),
        "matched": "By keyed digests",
        "source": "Made-up agencies",
    }
    return RollTold(**usual | other)  # type: ignore[arg-type]


def roll(by: Viewer | str, *, text: str = TEXT, once: str = "roll", **other: object) -> str:
    """Bring a roll; returns its id."""
    return rolls.bring(told(**other), text=text, once=once, by=by, at=NOW)


def asked(
    of: str, by: Viewer | str, *, lists: tuple[str, ...] = LISTS, method: str = "panel",
    replicates: int = 1000, once: str = "study", at: datetime = NOW,
) -> str:  # fmt: skip
    """Ask for a study; returns its id."""
    what = StudyTold("Made-up study", lists, method, replicates, 1)
    return studies.ask(of, told=what, once=once, by=by, at=at)


def work(at: datetime = NOW) -> bool:
    """Let a worker take up one study, each look at the clock a second later."""
    moments = (at + timedelta(seconds=nth) for nth in count(1))
    return work_once(now=lambda: next(moments))


def signed(by: Viewer, other: Viewer, **roll_told: object) -> str:
    """Return a study that somebody asked for and another signed off."""
    made = roll(by, **roll_told)
    number = asked(made, by, once=f"study of {made}")
    work()
    seen = queries.study(number, now=NOW, viewer=other).sha256
    studies.sign(number, words=WORDS, seen=seen, by=other, at=NOW)
    return number


def gaps(by: Viewer, other: Viewer) -> dict[str, str]:
    """Return real values for the gaps of addresses."""
    runs = [
        studies.offer(signed(by, other, once=once), organization="ZZ01", by=by, at=NOW)
        for once in ("first", "second")
    ]
    proposed = releases.propose(runs[0], title="Made-up", pack=small_state(), by=by, at=NOW)
    number = asked(roll(by), by, once="waits")
    line = queries.study(number, now=NOW, viewer=by)
    return {"estimation": number, "roll": line.roll, "run": runs[1], "release": proposed}
