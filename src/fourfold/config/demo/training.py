"""A made-up year of training: sessions with people, a group of youth, trainers at every stage."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.training.actions import attendance, certificates, hires, sessions, trainers
from fourfold.apps.training.queries.sessions import session
from fourfold.apps.training.rules.courses import courses, town_names
from fourfold.apps.training.rules.hires import Hires
from fourfold.apps.training.rules.sessions import Plan
from fourfold.apps.training.states import Language, Sector, Stage
from fourfold.security.access.viewer import nobody

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY = timedelta(days=1)
SECTORS = {
    "law enforcement": Sector.LAW_ENFORCEMENT,
    "emergency medical services": Sector.EMERGENCY_MEDICAL,
    "staff": Sector.CHILD_WELFARE,
    "foster parents": Sector.FOSTER_PARENTS,
    "trainers": Sector.SEVERAL,
}
PLACES = ("Made-up Town Hall", "Made-up Library", "Made-up School", "Made-up Fire House")
GIVEN = (*("Ana", "Ben", "Cleo", "Dev", "Ella", "Finn", "Gia", "Hugo", "Iris", "Jon", "Kai"),)
FAMILY = ("Archer", "Brook", "Castle", "Dale", "Easton", "Field", "Grove")
WORK = ("Made-up Police Department", "Made-up School District", "Made-up Shelter", "Made-up Clinic")
WAY = [
    (Stage.COURSE_DAY_1, 20, None),
    (Stage.COURSE_DAY_2, 21, None),
    (Stage.CLASSROOM_TEACH_BACK, 45, None),
    (Stage.LIVE_TEACH_BACK, 90, 4),
    (Stage.TEACHES, 97, None),
]
"""Steps, the day after joining, and the observer's score."""
TRAINERS = (  # name, days since they joined, how many steps they took
    *(("Tara Boone", 368, 5), ("Marcus Vale", 368, 5), ("June Okoro", 300, 5)),
    *(("Pia Sandoval", 290, 4), ("Dean Whitlock", 280, 3), ("Ruth Almeida", 260, 3)),
    *(("Hal Brennan", 150, 3), ("Noor Haddad", 120, 2), ("Gwen Tully", 40, 2)),
    *(("Ike Morrow", 36, 1), ("Sofia Reyes", 9, 0), ("Walt Dunn", 230, 2)),
)


def fill_training(staff: Staff) -> None:
    """Plan a year of sessions, hold most of them, and leave one to confirm for the trainer."""
    known = courses()
    faculty = _trainers(staff)
    towns = list(town_names())
    for nth, ago in enumerate(range(345, 0, -11)):
        course = list(known.values())[nth % len(known)]
        _held(staff, nth, ago, course.code, towns[nth * 7 % len(towns)], faculty)
    _now(staff, next(iter(known)), towns[0], faculty[0])
    for nth, code in enumerate(list(known)[:4]):
        _plan(staff, nth, code, towns[nth * 11 % len(towns)], faculty[:1], ago=-9 * nth - 6)
    _hires(staff, towns)
    lead = staff.viewer("lena", before=80 * DAY)
    trainers.hold_meeting(
        "What to change in the next version of the curriculum",
        held_on=timezone.localdate(lead.at),
        present=faculty,
        by=lead,
    )


def _hires(staff: Staff, towns: list[str]) -> None:
    """Note what made-up inns attest of those they hired."""
    lead = staff.viewer("lena")
    on = timezone.localdate(lead.at)
    told = (
        *(("Made-up Harbor Inn", 20, 9, 9), ("Made-up Motel", 75, 6, 4)),
        *(("Made-up Grand Hotel", 130, 31, 31), ("Made-up Lodge", 400, 3, 3)),
    )
    hires.attest(
        [
            Hires(place, towns[nth * 13 % len(towns)], on - ago * DAY, hired, trained)
            for nth, (place, ago, hired, trained) in enumerate(told)
        ],
        by=lead,
    )


def _trainers(staff: Staff) -> list[str]:
    """Return those who teach."""
    faculty = []
    for name, ago, steps in TRAINERS:
        joined = staff.viewer("lena", before=ago * DAY)
        account = staff.accounts["tara"] if name == "Tara Boone" else ""
        who = trainers.add(
            name,
            workplace=WORK[len(name) % len(WORK)],
            joined_on=timezone.localdate(joined.at),
            account=account,
            by=joined,
        )
        for nth, (stage, after, score) in enumerate(WAY[:steps]):
            by = staff.viewer("lena", before=(ago - after) * DAY)
            trainers.move(who, to=stage, seen=nth, on=timezone.localdate(by.at), score=score, by=by)
        if steps == len(WAY):
            faculty.append(who)
    return faculty


def _held(staff: Staff, nth: int, ago: int, code: str, town: str, faculty: list[str]) -> None:
    """Plan a session, then bring its list and count heads, as after a day like that."""
    made = _plan(staff, nth, code, town, [faculty[nth % len(faculty)]], ago=ago)
    by = staff.viewer("lena", before=(ago - 1) * DAY)
    found = session(made, viewer=by)
    if found is None:
        raise LookupError("The session that was just planned is not there.")
    if nth == 4:
        sessions.call_off(made, why="A made-up snow storm.", by=by)
    elif found.counts_only:
        sessions.count_heads(made, counted=18 + nth % 13, by=by)
    else:
        attendance.bring(made, people=_people(nth, 6 + nth % 6), by=by)
        if nth % 2 == 0:
            certificates.issue(made, by=by)
        if nth % 3 == 0:
            sessions.count_heads(made, counted=14 + nth % 17, by=by)


def _now(staff: Staff, code: str, town: str, who: str) -> None:
    """Hold a session of this very hour: people have signed in and wait to be confirmed."""
    made = _plan(staff, 1, code, town, [who], ago=0)
    found = session(made, viewer=staff.viewer("lena"))
    if found is None:
        raise LookupError("The session that was just planned is not there.")
    for name, workplace, mail in _people(3, 5):
        attendance.sign_in(
            found.token, name=name, workplace=workplace, mail=mail, by=nobody(staff.at)
        )


def _plan(staff: Staff, nth: int, code: str, town: str, who: list[str], *, ago: int) -> str:
    course = courses()[code]
    by = staff.viewer("lena", before=max(ago + 20, 1) * DAY)
    starts = (staff.at - ago * DAY).replace(minute=0, second=0, microsecond=0)
    sector = Sector.YOUTH if course.counts_only else SECTORS.get(course.audience, Sector.SEVERAL)
    return sessions.plan(
        Plan(
            course=code,
            starts_at=starts if ago == 0 else starts.replace(hour=14),
            minutes=50 if course.counts_only else 120,
            place=PLACES[nth % len(PLACES)],
            town=town,
            language=Language.SPANISH if nth % 8 == 5 else Language.ENGLISH,
            sector=sector,
            curriculum="2.0" if ago > 180 else "2.1",
            capacity=40,
            expected=12 + nth % 20,
            trainers=tuple(who),
            is_public=ago < 0 and not course.counts_only,
        ),
        by=by,
    )


def _people(nth: int, many: int) -> list[tuple[str, str, str]]:
    return [
        (
            f"{GIVEN[(nth + each) % len(GIVEN)]} {FAMILY[(nth * 3 + each) % len(FAMILY)]}",
            WORK[(nth + each) % len(WORK)],
            "",
        )
        for each in range(many)
    ]
