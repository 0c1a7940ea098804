"""Consents that end, a hold, and a list of what will go, for the demonstration."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from fourfold.config.demo.people import Place
from fourfold.reference import Pack
from fourfold.security import consent, retention
from fourfold.security.consent import Sharing, Thing, Yes, record_consent, terms_of
from fourfold.security.consent_codes import Giver, How, Purpose
from fourfold.security.keys import new_person

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

ENDING = (
    (Purpose.HOUSING, 2),
    (Purpose.SERVICES, 4),
    (Purpose.HEALTH_CARE, 6),
    (Purpose.SERVICES, 12),
    (Purpose.SCHOOL, 20),
    (Purpose.LEGAL_HELP, 27),
)
"""What each consent is for, and in how many days it ends."""
LONG_AGO = timedelta(days=365 * 8)
OLD = 3


def fill_records(staff: Staff, where: dict[Place, str], pack: Pack) -> None:
    """Leave consents that end soon, old ones that are due to go, a hold and a kept list."""
    terms = terms_of(pack)
    consents = []
    for purpose, days in ENDING:
        given_at = staff.at - timedelta(days=30 - days)
        consents.append(_say_yes(staff, where, terms, purpose=purpose, ago=staff.at - given_at))
    for _nth in range(OLD):
        _say_yes(staff, where, terms, purpose=Purpose.SERVICES, ago=LONG_AGO)
    retention.place_hold(
        "CONSENT",
        which=consents[0],
        why="LITIGATION",
        by=staff.viewer("paul", before=timedelta(days=20)),
    )
    retention.keep_preview(by=staff.viewer("omar", before=timedelta(hours=20)))


def _say_yes(
    staff: Staff,
    where: dict[Place, str],
    terms: consent.Terms,
    *,
    purpose: Purpose,
    ago: timedelta,
) -> str:
    """Record the consent of a made-up adult; returns its id."""
    at = staff.at - ago
    person = new_person(agency=where[Place.FAMILIES])
    made = record_consent(
        Sharing(
            person=person,
            from_agency=where[Place.FAMILIES],
            to_agency=where[Place.SHELTER],
            things=frozenset({Thing("personal"), Thing("health")}),
            purpose=purpose,
        ),
        yes=Yes(
            given_at=at,
            given_by=Giver.PERSON,
            born_on=date(1995, 5, 1),
            how=How.SIGNED_PAPER,
            told_services_stay=True,
        ),
        by=staff.accounts["carmen"],
        at=at,
        terms=terms,
    )
    return made.id
