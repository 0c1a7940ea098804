"""
Who sees a referral that came to their organization. The referral says no fact; what it tells is
what a live consent names, for its purpose, asked at each reading.
"""

from __future__ import annotations

import hmac

from django.db.models import Exists, OuterRef, Q, QuerySet

from fourfold.apps.cases.access import KEEPS
from fourfold.apps.cases.models import Case, Referral, ReferralLink
from fourfold.apps.cases.states.services import WITH_THE_SERVICE, ReferralState
from fourfold.security import keys
from fourfold.security.access.need_to_know import Rights, kind_of, rights
from fourfold.security.access.policy import Tie
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer, holds_at
from fourfold.security.consent import live_for
from fourfold.security.consent_codes import KIND_OF
from fourfold.security.models import ConsentScope, Relation, RelationKind

PROVIDER = "PROVIDER"
"""The role a consent may be narrowed to at a service."""


def works_on(allowed: Rights) -> bool:
    """Tell whether somebody works on a case: what services are asked is theirs to see."""
    return any(tie.kind in KEEPS for tie in allowed.ties)


def received(*, viewer: Viewer) -> QuerySet[Referral]:
    """
    Return the referrals that are with a viewer's organization now, for those who give services.

    Gone from the list: revoked ones, and those whose time is over. A conflict of interest takes
    the rest away. A referral that was sent to a service without an account is for its link alone.
    """
    may = viewer.may(Permission.RECORD_READ) and viewer.may(Permission.NOTES_HOLD)
    if not viewer.account or not may:
        return Referral.objects.none()
    conflict = Relation.objects.filter(
        holds_at(viewer.at),
        kind=RelationKind.CONFLICT,
        account=viewer.account,
        record_kind=kind_of(Case),
        record=OuterRef("case_id"),
    )
    waiting = Q(state=ReferralState.SENT, answer_by_at__gt=viewer.at)
    taken = Q(state__in=WITH_THE_SERVICE - {ReferralState.SENT})
    said = Q(state__in=(ReferralState.DECLINED, ReferralState.DONE))
    return Referral.objects.filter(
        waiting | taken | said,
        ~Exists(conflict),
        to_agency=viewer.agency,
        by_link=False,
        until_at__gt=viewer.at,
    )


def is_told(referral: Referral, *, viewer: Viewer, role: str) -> Rights | None:
    """
    Return what a receiver may see by this referral now: what consents for its purpose name.

    role: the receiver's, to which a consent may be narrowed; blank for whoever has none.
    None if there is nothing: it tells nothing, no relation or no consent holds, or a conflict
    does. Ties the viewer has besides, such as a seat on a team, show nothing here.
    """
    if not referral.tells or referral.state not in WITH_THE_SERVICE:
        return None
    ties = rights(viewer, referral.case).ties
    kinds = {tie.kind for tie in ties}
    if RelationKind.RECIPIENT not in kinds or RelationKind.CONFLICT in kinds:
        return None
    named = ConsentScope.objects.filter(
        consent__in=live_for(referral.to_agency, viewer.at).filter(
            person=referral.person,
            from_agency=referral.agency,
            purpose=referral.purpose,
            to_role__in={"", role},
        )
    ).values_list("consent__kind", "field_class", "field")
    only = frozenset(
        (field_class, field)
        for kind, field_class, field in named
        if KIND_OF.get(field_class) == kind
    )
    return Rights(viewer, (Tie(RelationKind.RECIPIENT, only=only),)) if only else None


def by_link(link: ReferralLink, *, to_agency: str, asks: Viewer) -> Viewer:
    """Return whoever opened a one-time link with its code: one referral, for one answer."""
    return Viewer(
        account=link.id,
        agency=to_agency,
        at=asks.at,
        roles=frozenset({PROVIDER}),
        second_factor=True,
        stepped_up=True,
    )


def secret_digest(kind: str, secret: str) -> str:
    """Return what is kept of a link, a code or a page's pass; nobody gets the secret back."""
    return hmac.new(keys.ring().token, f"{kind}\0{secret}".encode(), "sha256").hexdigest()


def is_same_secret(kept: str, secret: str, *, kind: str) -> bool:
    """Compare without telling by the time it takes how much was right."""
    return hmac.compare_digest(kept, secret_digest(kind, secret))
