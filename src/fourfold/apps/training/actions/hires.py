"""Noting what places attest of those they hired, and taking a wrong note out."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from fourfold.apps.training import access
from fourfold.apps.training.models import HireAttestation
from fourfold.apps.training.rules.courses import check_town
from fourfold.apps.training.rules.hires import BadHires, Hires, check_hires
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event


@transaction.atomic
def attest(told: Sequence[Hires], *, by: Viewer) -> int:
    """
    Note what places attest: all, or none. Returns how many are new; the same again is not.

    :raises NotYours: :raises BadHires: of the first that cannot be, or differs from a kept one.
    """
    access.check_leads(by)
    new = sum(_keep(each, by) for each in told)
    audit.record(
        Event.HIRES_ATTESTED, by=by.account, subject="training", at=by.at, facts={"places": new}
    )
    return new


@transaction.atomic
def take_out(attestation: str, *, by: Viewer) -> None:
    """Take out one that was noted wrongly; it can be noted anew. :raises NotYours, BadHires:"""
    access.check_leads(by)
    found = HireAttestation.objects.select_for_update().filter(pk=attestation).first()
    if found is None:
        raise BadHires("There is no such attestation. Somebody may have taken it out already.")
    found.delete()
    audit.record(
        Event.HIRES_TAKEN_OUT, by=by.account, subject=f"attestation:{attestation}", at=by.at
    )


def _keep(told: Hires, by: Viewer) -> bool:
    check_hires(told, today=timezone.localdate(by.at))
    check_town(told.town)
    row, is_new = HireAttestation.objects.get_or_create(
        key=told.place.casefold(),
        town=told.town,
        attested_on=told.attested_on,
        defaults={
            "agency": by.agency,
            "place": told.place,
            "hired": told.hired,
            "trained": told.trained,
            "noted_at": by.at,
            "noted_by": by.account,
        },
    )
    if not is_new and (row.hired, row.trained) != (told.hired, told.trained):
        raise BadHires(
            f"{told.place} attested {row.trained} of {row.hired} for "
            f"{told.attested_on:%B} {told.attested_on.day}, {told.attested_on.year} already. "
            "Take that out first."
        )
    return is_new
