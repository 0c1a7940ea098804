"""Made-up training: sessions, people on their lists, somebody on the way to teach."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from fourfold.apps.surveys.models import Wave
from fourfold.apps.surveys.states import WavePart
from fourfold.apps.training.actions import attendance, certificates, sessions, trainers
from fourfold.apps.training.actions.surveys import tie
from fourfold.apps.training.models import Certificate, Session
from fourfold.apps.training.queries.sessions import ListLine, listed
from fourfold.apps.training.rules.sessions import Plan
from fourfold.apps.training.states import Sector
from fourfold.security.access.viewer import Viewer, nobody
from tests.make import surveys
from tests.make.people import NOW

COURSE, YOUTH = "CUR01", "CUR08"


def plan(**said: Any) -> Plan:
    """Return a plan of a session that begins now."""
    usual: dict[str, Any] = {
        "course": COURSE,
        "starts_at": NOW,
        "minutes": 120,
        "place": "Made-up Hall",
        "town": "ANDOVER",
        "sector": Sector.EDUCATION,
    }
    return Plan(**usual | said)


def session(lead: Viewer, **said: Any) -> Session:
    """Plan a session and return it."""
    return Session.objects.get(pk=sessions.plan(plan(**said), by=lead))


def sign_in(found: Session, name: str = "Made-up Mira", *, at: Any = NOW) -> bool:
    """Let somebody sign in on their phone."""
    return attendance.sign_in(
        found.token, name=name, workplace="Made-up School", mail="", by=nobody(at)
    )


def trainer(lead: Viewer, name: str = "Made-up Tess", *, account: str = "") -> str:
    """Put somebody on the way to teach; returns their id."""
    on = date(2029, 1, 2)
    return trainers.add(name, workplace="Made-up Agency", joined_on=on, account=account, by=lead)


def tied(found: Session, lead: Viewer) -> list[Wave]:
    """Tie a session to a made-up survey before and after, open; returns the waves."""
    study = surveys.study(WavePart.BEFORE, WavePart.AFTER, pairs=True, once=found.id)
    waves = surveys.opened(study)
    tie(found.id, study=study, by=lead)
    return waves


def gaps(lead: Viewer, *, account: str) -> dict[str, str]:
    """Return real values for the gaps of addresses: a session that begins soon, and its trainer."""
    who = trainer(lead, account=account)
    found = session(lead, trainers=(who,), starts_at=NOW + timedelta(minutes=5))
    sign_in(found)
    tied(found, lead)
    past = session(lead, trainers=(who,), starts_at=NOW - timedelta(hours=9))
    attendance.add(past.id, name="Made-up Mo", workplace="Made-up Clinic", by=lead)
    certificates.issue(past.id, by=lead)
    paper = Certificate.objects.get().id
    return {"training": found.id, "trainer": who, "sign": found.token, "certificate": paper}


def names(found: Session, *, viewer: Viewer) -> list[ListLine]:
    """Return the lines of a session's list."""
    return listed(found.id, viewer=viewer)
