"""Writing consents: record, renew, take back. Each with its audit event in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.consent import rules
from fourfold.security.consent.rules import Thing
from fourfold.security.consent.terms import Terms, terms_of
from fourfold.security.consent_codes import WITH_GUARDIAN, Assent, Giver, How, HowEnded
from fourfold.security.events import Event
from fourfold.security.models import Consent, ConsentScope


class NoSuchConsent(LookupError):
    """No consent has this id."""


class AlreadyEnded(ValueError):
    """The consent was taken back before; nothing more can be done with it."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """What may be told: whose record, held by whom, to whom, which things, what for."""

    person: str
    from_agency: str
    to_agency: str
    things: frozenset[Thing]
    purpose: str
    to_role: str = ""


@dataclass(frozen=True, slots=True)
class Yes:
    """
    How the yes was given.

    born_on: the person's date of birth, or the best known estimate; used here, not kept.
    from_at, until_at: None begins now and lasts the pack's default. alone_law: row of the pack.
    guardian_name, witness_name: kept sealed with the person's own key.
    """

    given_at: datetime
    given_by: Giver
    born_on: date
    how: How
    told_services_stay: bool
    assent: Assent = Assent.GIVEN
    from_at: datetime | None = None
    until_at: datetime | None = None
    alone_law: str = ""
    guardian_accused: bool = False
    guardian_appointed: bool = False
    witnessed: bool = False
    guardian_name: str = ""
    witness_name: str = ""
    language: str = "en"
    interpreter: bool = False


def check(sharing: Sharing, *, yes: Yes, at: datetime, terms: Terms) -> Consent:
    """
    Return the consent as it would be recorded, unsaved.

    :raises ConsentRefused: one of its kinds, if it may not be.
    """
    adult_on = rules.comes_of_age_on(yes.born_on, adult_age=terms.adult_age)
    # An adult's guardian stays one: only a minor's loses the say on a birthday.
    minor = timezone.localdate(yes.given_at) < adult_on
    ends_with_childhood = minor and yes.given_by in WITH_GUARDIAN
    adult_at = timezone.make_aware(datetime.combine(adult_on, time()))
    from_at = yes.from_at or at
    until_at = yes.until_at or _default_end(
        from_at, given_at=yes.given_at, cap=adult_at if ends_with_childhood else None, terms=terms
    )
    rules.check_parties(
        from_agency=sharing.from_agency,
        to_agency=sharing.to_agency,
        purpose=sharing.purpose,
        told_services_stay=yes.told_services_stay,
    )
    kind = rules.check_things(sharing.things)
    rules.check_giver(
        age=rules.age_on(timezone.localdate(yes.given_at), born_on=yes.born_on),
        given_by=yes.given_by,
        assent=yes.assent,
        terms=terms,
        alone_law=yes.alone_law,
        things=sharing.things,
        guardian_accused=yes.guardian_accused,
        guardian_appointed=yes.guardian_appointed,
    )
    rules.check_times(
        given_at=yes.given_at,
        recorded_at=at,
        from_at=from_at,
        until_at=until_at,
        terms=terms,
        adult_at=adult_at if ends_with_childhood else None,
    )
    rules.check_how(
        how=yes.how,
        kind=kind,
        witnessed=yes.witnessed or bool(yes.witness_name),
        lasts=until_at - yes.given_at,
        terms=terms,
    )
    return Consent(
        person=sharing.person,
        from_agency=sharing.from_agency,
        to_agency=sharing.to_agency,
        to_role=sharing.to_role,
        kind=kind.value,
        purpose=sharing.purpose,
        given_at=yes.given_at,
        from_at=from_at,
        until_at=until_at,
        given_by=yes.given_by.value,
        alone_law=yes.alone_law,
        assent=yes.assent.value,
        guardian_accused=yes.guardian_accused,
        how=yes.how.value,
        guardian_name=yes.guardian_name or None,
        witnessed=yes.witnessed or bool(yes.witness_name),
        witness_name=yes.witness_name or None,
        language=yes.language,
        interpreter=yes.interpreter,
        told_services_stay=yes.told_services_stay,
        recorded_at=at,
    )


def _default_end(
    from_at: datetime, *, given_at: datetime, cap: datetime | None, terms: Terms
) -> datetime:
    ends = [from_at + timedelta(days=terms.default_days), given_at + timedelta(terms.most_days)]
    return min(ends + ([cap] if cap else []))


@transaction.atomic
def record_consent(
    sharing: Sharing, *, yes: Yes, by: str, at: datetime, terms: Terms | None = None
) -> Consent:
    """
    Record a yes. terms: the pack's; by default those of the pack this installation serves.

    :raises ConsentRefused: one of its kinds; nothing is kept then.
    """
    return _keep(sharing, yes=yes, by=by, at=at, terms=terms, event=Event.CONSENT_RECORDED)


@transaction.atomic
def renew(
    consent_id: str, *, yes: Yes, by: str, at: datetime, terms: Terms | None = None
) -> Consent:
    """
    Record that the same was asked again and the answer was yes: a new row, the old one stays.

    :raises NoSuchConsent, AlreadyEnded, ConsentRefused:.
    """
    old = _get(consent_id)
    if old.revoked_at is not None:
        raise AlreadyEnded("This consent was taken back. Ask anew and record a new one.")
    things = frozenset(Thing(each.field_class, each.field) for each in old.scopes.all())
    sharing = Sharing(old.person, old.from_agency, old.to_agency, things, old.purpose, old.to_role)
    return _keep(
        sharing,
        yes=yes,
        by=by,
        at=at,
        terms=terms,
        event=Event.CONSENT_RENEWED,
        renews=old.id,
    )


def _keep(
    sharing: Sharing,
    *,
    yes: Yes,
    by: str,
    at: datetime,
    terms: Terms | None,
    event: Event,
    renews: str = "",
) -> Consent:
    consent = check(sharing, yes=yes, at=at, terms=terms or terms_of(active_pack()))
    consent.recorded_by, consent.renews = by, renews
    consent.save(force_insert=True)
    ConsentScope.objects.bulk_create(
        ConsentScope(consent=consent, field_class=each.field_class, field=each.field)
        for each in sorted(sharing.things)
    )
    facts = {"person": consent.person, "to": consent.to_agency, "purpose": consent.purpose}
    audit.record(event, by=by, subject=f"consent:{consent.id}", at=at, facts=facts)
    return consent


@transaction.atomic
def revoke(consent_id: str, *, how: HowEnded, by: str, at: datetime) -> Consent:
    """
    Take a consent back. From the next question on it covers nothing.

    Anybody whose record it is may do so at any time, in any way, without giving a reason.
    :raises NoSuchConsent, AlreadyEnded:.
    """
    consent = _get(consent_id)
    ended = Consent.objects.filter(pk=consent.pk, revoked_at__isnull=True).update(
        revoked_at=at, revoked_by=by, revoked_how=how.value
    )
    if not ended:
        raise AlreadyEnded("This consent was taken back before. It covers nothing.")
    facts = {"person": consent.person, "how": how.value}
    audit.record(Event.CONSENT_REVOKED, by=by, subject=f"consent:{consent.id}", at=at, facts=facts)
    consent.refresh_from_db()
    return consent


@transaction.atomic
def end_for_accused_guardian(person: str, *, by: str, at: datetime) -> tuple[str, ...]:
    """
    End every consent a guardian gave for this person, because the guardian is accused.

    Returns the ids of those ended, in order; none is an answer. The youth may be asked anew.
    """
    given = Consent.objects.filter(
        person=person, given_by__in=sorted(WITH_GUARDIAN), revoked_at__isnull=True
    )
    ids = tuple(given.order_by("id").values_list("id", flat=True))
    for each in ids:
        revoke(each, how=HowEnded.GUARDIAN_ACCUSED, by=by, at=at)
    if not ids:
        audit.record(
            Event.CONSENT_REVOKED,
            by=by,
            subject=f"person:{person}",
            at=at,
            facts={"how": HowEnded.GUARDIAN_ACCUSED.value, "count": 0},
        )
    return ids


def _get(consent_id: str) -> Consent:
    found = Consent.objects.filter(pk=consent_id).first()
    if found is None:
        raise NoSuchConsent("There is no consent with this number. Check it and try again.")
    return found
