"""Made-up consents: who said yes to what, ready to change one thing at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from fourfold import reference
from fourfold.security.consent import Sharing, Thing, Yes, record_consent, terms_of
from fourfold.security.consent_codes import Giver, How, Purpose
from fourfold.security.ids import new_id
from fourfold.security.models import Consent

NOW = datetime(2031, 3, 3, 15, tzinfo=UTC)
HOLDER, RECIPIENT, OTHER = "ORG001", "ORG004", "ORG005"
ADULT, FIFTEEN, CHILD = date(2000, 5, 1), date(2015, 6, 1), date(2026, 1, 1)
ZZ = reference.load_pack("zz")
TERMS = terms_of(ZZ)

HEALTH = Thing("health")
PHONE = Thing("personal", "person.phone")
SUD = Thing("sud")

SHARING = Sharing(
    person="",
    from_agency=HOLDER,
    to_agency=RECIPIENT,
    things=frozenset({HEALTH, PHONE}),
    purpose=Purpose.SERVICES,
)
YES = Yes(
    given_at=NOW,
    given_by=Giver.PERSON,
    born_on=ADULT,
    how=How.SIGNED_PAPER,
    told_services_stay=True,
)
YOUTH = replace(YES, given_by=Giver.YOUTH_AND_GUARDIAN, born_on=FIFTEEN)
ALONE = replace(YES, given_by=Giver.YOUTH_ALONE, born_on=FIFTEEN, alone_law="ZC_41_2")


def sharing(**changes: Any) -> Sharing:
    """Return what an adult lets Zamara's family agency tell Lantern House, for a new person."""
    return replace(SHARING, **({"person": new_id()} | changes))


def consent(*, yes: Yes = YES, at: datetime = NOW, by: str = "WORKER", **changes: Any) -> Consent:
    """Record a consent as `sharing` describes it."""
    return record_consent(sharing(**changes), yes=yes, by=by, at=at, terms=TERMS)
