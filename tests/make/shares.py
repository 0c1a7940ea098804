"""Made-up consents to share a record of the test desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fourfold.security.models import Consent, ConsentScope

from .people import NOW


def shared(
    record: Any, *, to: str, purpose: str, what: list[tuple[str, str]], **other: Any
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
