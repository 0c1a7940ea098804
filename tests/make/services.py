"""A made-up case whose person is referred to a service, ready to change one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from fourfold.apps.cases.actions import answers, referrals
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.actions.services import note_need
from fourfold.apps.cases.models import Person, Referral
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.consent import Sharing, Thing, Yes, record_consent
from fourfold.security.consent_codes import Giver, How
from fourfold.security.keys import new_person
from fourfold.security.models import Consent
from tests.make import people
from tests.make.people import DCF, NOW, PROVIDER

KIND = "SV23"
ELSEWHERE = "ORG017"
"""An organization of the pack that has no account."""
NAME = Thing("personal", "person.given_name")
MESSAGE = Thing("personal", "referral.message")


@dataclass(frozen=True)
class Referred:
    """One case, who keeps it, two colleagues at a service, and the consents so far."""

    worker: Viewer
    rosa: Viewer
    nina: Viewer
    case: str
    person: str

    def at(self, later: timedelta) -> Referred:
        """Return the same people at a later moment."""
        people_then = {
            name: replace(getattr(self, name), at=NOW + later)
            for name in ("worker", "rosa", "nina")
        }
        return replace(self, **people_then)

    def consent(
        self, *things: Thing, to: str = PROVIDER, purpose: str = "SERVICES", **changes: Any
    ) -> Consent:
        """Record that the person, an adult, said yes."""
        yes = Yes(
            given_at=self.worker.at,
            given_by=Giver.PERSON,
            born_on=date(2001, 5, 1),
            how=How.SIGNED_PAPER,
            told_services_stay=True,
        )
        named = frozenset(things or {NAME, MESSAGE})
        sharing = Sharing(self.person, DCF, to, named, purpose, changes.pop("to_role", ""))
        return record_consent(
            sharing, yes=replace(yes, **changes), by=self.worker.account, at=self.worker.at
        )

    def draft(self, *, to: str = PROVIDER, tells: bool = False, **changes: Any) -> str:
        """Begin a referral."""
        told = {"message": "She asks for somebody to talk to."} if tells else None
        said = {"kind": KIND, "purpose": "SERVICES", "told": told} | changes
        return referrals.draft(self.case, to_agency=to, tells=tells, by=self.worker, **said)

    def sent(self, **changes: Any) -> str:
        """Send a referral."""
        number = self.draft(**changes)
        self.send(number)
        return number

    def send(self, number: str, said: str = "YES", version: int = 1) -> None:
        """Send a drafted referral."""
        referrals.send(number, case=self.case, person_said=said, version=version, by=self.worker)

    def answer(self, number: str, then: str, reason: str = "", **changes: Any) -> None:
        """Let Rosa answer."""
        by = changes.pop("by", self.rosa)
        version = changes.pop("version", None) or Referral.objects.get(pk=number).version
        said = answers.Answer(then, reason, **changes)
        answers.answer(number, said=said, version=version, by=by)


def referred(*, at: datetime = NOW, town: str = "HARTFORD") -> Referred:
    """Open a case of a made-up adult, and people of a service."""
    worker = people.viewer("Luis", "LIAISON", at=at)
    rosa = people.viewer("Rosa", "PROVIDER", of=PROVIDER, at=at)
    nina = people.viewer("Nina", "PROVIDER", of=PROVIDER, at=at)
    person = new_person(agency=DCF)
    case = open_case(person, region="REGION_4", by=worker)
    row = Person.objects.get(pk=person)
    row.given_name, row.family_name, row.born_on = "Maya", "Torres", date(2001, 5, 1)
    row.languages, row.town, row.phone = ["es"], town, "860-555-0117"
    with transaction.atomic():
        row.save()
    return Referred(worker, rosa, nina, case, person)


def again(viewer: Viewer, *, at: datetime) -> Viewer:
    """Return the same person at another moment, with what they may do then."""
    return viewer_of(viewer.account, at=at, second_factor=True, stepped_up=True)


def parts_of(case: str, *, by: Viewer) -> dict[str, str]:
    """Write down a need of a case and send a referral for it; values for the gaps of addresses."""
    need = note_need(case, kind=KIND, wish="WANTS", words="Made-up words.", by=by)
    people.agency(PROVIDER)
    said = {"kind": KIND, "to_agency": PROVIDER, "purpose": "SERVICES", "need": need}
    sent = referrals.draft(case, by=by, **said)
    referrals.send(sent, case=case, person_said="YES", version=1, by=by)
    return {"need": need, "referral": sent, "then": "withdrawn"}
