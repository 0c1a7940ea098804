"""Training, on a new database: an office and a trainer act at the same instant; see `races`."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

from fourfold.apps.training.actions import attendance, certificates, sessions
from fourfold.apps.training.models import Certificate, Session
from fourfold.security.access.viewer import Viewer
from tests.make import people, training
from tests.make.people import NOW
from tests.make.races import RUNNERS, together

TIMES = 8


def planning(lead: Viewer) -> dict[str, int]:
    """Press the button six times at once."""
    outcomes = together(*[lambda: sessions.plan(training.plan(), by=lead)] * RUNNERS)
    return outcomes | {"kept": Session.objects.count()}


def held(lead: Viewer, nth: int) -> tuple[str, str]:
    """Return a session that has ended and the one line of its list."""
    found = training.session(lead, starts_at=NOW - timedelta(hours=9), place=f"Made-up Hall {nth}")
    attendance.add(found.id, name="Made-up Mo", workplace="Made-up Clinic", by=lead)
    return found.id, training.names(found, viewer=lead)[0].id


def taking_off(lead: Viewer) -> dict[str, int]:
    """Take people off the list at the moment in which certificates are issued."""
    wrong = 0
    for nth in range(TIMES):
        session, line = held(lead, nth)
        outcomes = together(
            lambda session=session, line=line: attendance.take_off(session, line=line, by=lead),
            lambda session=session: certificates.issue(session, by=lead),
        )
        wrong += outcomes.get("OperationalError", 0)
    valid = Certificate.objects.filter(revoked_at=None)
    off = valid.filter(attendance__stands="TAKEN_OFF").count()
    return {"broken": wrong, "valid of somebody taken off": off}


def revoking(lead: Viewer) -> dict[str, int]:
    """Take people off the list at the moment in which their certificate is revoked."""
    Certificate.objects.all().delete()
    for nth in range(TIMES):
        session, line = held(lead, 100 + nth)
        certificates.issue(session, by=lead)
        paper = Certificate.objects.get(attendance=line).id
        together(
            lambda session=session, line=line: attendance.take_off(session, line=line, by=lead),
            lambda paper=paper: certificates.revoke(paper, why="A made-up reason.", by=lead),
        )
    valid = Certificate.objects.filter(revoked_at=None)
    return {"valid of somebody taken off": valid.filter(attendance__stands="TAKEN_OFF").count()}


def main() -> None:
    lead = people.viewer("Lena", "TRAINING_LEAD", of="COUNCIL")
    found = {"plan": planning(lead), "take off": taking_off(lead), "revoke": revoking(lead)}
    json.dump(found, sys.stdout)
