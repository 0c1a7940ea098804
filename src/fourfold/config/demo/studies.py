"""
A made-up roll with a signed study of it, and published data to learn on with one that waits.

The made-up roll's careline list is as long as the year of referrals the state published (212).
The published data: United Kingdom, 2013, five lists; Silverman, "Modern slavery: an application of
multiple systems estimation", Home Office, 2014.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.apps.studies.actions import rolls, studies
from fourfold.apps.studies.actions.rolls import RollTold
from fourfold.apps.studies.actions.studies import StudyTold
from fourfold.apps.studies.jobs.working import work_once
from fourfold.apps.studies.queries import studies as queries
from fourfold.reference import Pack

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

FIRST, SECOND = "ines", "oskar"
DAY, SECOND_OF_TIME = timedelta(days=1), timedelta(seconds=1)
SAMPLES, WHOLE = 1_000, 10_000
"""So few only here: a study that counts takes 10,000."""
NAMES = ("careline", "hotline", "police", "shelters")
HISTORIES = (
    "1,0,0,0,131",
    *("0,1,0,0,44", "0,0,1,0,29", "0,0,0,1,58"),
    *("1,1,0,0,17", "1,0,1,0,22", "1,0,0,1,27", "0,1,1,0,5", "0,1,0,1,9", "0,0,1,1,6"),
    *("1,1,1,0,3", "1,1,0,1,5", "1,0,1,1,6", "0,1,1,1,1", "1,1,1,1,1"),
)
LEARN = Path(__file__).with_name("uk_2013.csv")
WORDS = (
    "Made up for this demonstration. One definition: the four lists were sorted by it. The period "
    "is a year, so few came or went. Shelters get some referrals from the careline: the panel "
    "shows what merging the two would change."
)


def fill_studies(staff: Staff, pack: Pack) -> None:
    """Bring two rolls, sign off a study of one, and leave one of the other for the worker."""
    ines, oskar = staff.viewer(FIRST, before=3 * DAY), staff.viewer(SECOND, before=2 * DAY)
    year, code = staff.at.year - 1, pack.code.upper()
    roll = rolls.bring(
        RollTold(
            name=f"Made-up roll of {year}",
            people="Made-up people under 18 whom an agency believed to be trafficked.",
            area=code,
            from_on=date(year, 1, 1),
            until_on=date(year + 1, 1, 1),
            matched="Made up: keyed digests of names and birthdays; two people looked at doubts.",
            source="Made-up careline, hotline, police and shelters",
        ),
        text="\n".join((",".join((*NAMES, "count")), *HISTORIES)),
        once="demo-roll",
        by=ines,
        at=ines.at,
    )
    learn = rolls.bring(
        RollTold(
            name="United Kingdom, 2013: published, to learn on",
            people="People believed to be victims of modern slavery, as five kinds of source saw.",
            area="",
            from_on=date(2013, 1, 1),
            until_on=date(2014, 1, 1),
            matched="By the National Crime Agency, as published.",
            source="Silverman, Home Office, 2014: LA, NG, PFNCA, GO, GP",
            is_example=True,
        ),
        text=LEARN.read_text(encoding="utf-8"),
        once="demo-learn",
        by=ines,
        at=ines.at,
    )
    told = StudyTold("How many are on no list?", NAMES, "panel", SAMPLES, 1)
    first = studies.ask(roll, told=told, once="demo-study", by=ines, at=ines.at)
    moments = (ines.at + nth * SECOND_OF_TIME for nth in count(1))
    work_once(now=lambda: next(moments))
    seen = queries.study(first, now=oskar.at, viewer=oskar).sha256
    studies.sign(first, words=WORDS, seen=seen, by=oskar, at=oskar.at)
    council = pack.settings["council"]["organization"]
    studies.offer(first, organization=council, by=ines, at=oskar.at + DAY / 24)
    told = StudyTold(
        "The United Kingdom again", ("GO", "GP", "LA", "NG", "PFNCA"), "panel", WHOLE, 1
    )
    studies.ask(learn, told=told, once="demo-learning", by=ines, at=staff.at)
