<<<<<<< HEAD
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
=======
"""Made-up consents to share a record of the test desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fourfold.security.ids import new_id
from fourfold.security.models import Consent, ConsentScope
from tests.desk.models import Folder

from .people import NOW


def shared(
    record: Folder, *, to: str, purpose: str, what: list[tuple[str, str]], **other: Any
) -> Consent:
    """Return a consent of the record's person, for an hour, to show an agency these fields."""
    given = Consent.objects.create(
        **{
            "person": record.person,
            "from_agency": record.agency,
            "to_agency": to,
            "kind": "GENERAL",
            "purpose": purpose,
            "given_at": NOW,
            "recorded_at": NOW,
            "from_at": NOW,
            "until_at": NOW + timedelta(hours=1),
            "given_by": "PERSON",
            "assent": "GIVEN",
            "how": "SIGNED_PAPER",
            "language": "en",
            "told_services_stay": True,
            "recorded_by": "ruth",
            **other,
        }
    )
    ConsentScope.objects.bulk_create(
        ConsentScope(consent=given, field_class=each, field=field) for each, field in what
    )
    return given
>>>>>>> 936a1b3 (security: Ask one policy what a viewer may know, and give relations that end)
