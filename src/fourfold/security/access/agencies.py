"""
Agencies and the roles of their people. Two people widen access; one person narrows it.

AccessError
├── NoSuchAgency, NoSuchAccount, NoSuchGrant
├── NotYours            the person acting has no say in this agency
├── NeedsAnotherPerson  the second person is the first, or the one it is for
├── RoleStands          the role is held or proposed already
├── NotWaiting          the proposal was decided, or the role is not held
├── LastAdministrator   an agency keeps at least one administrator
└── TermsChanged        the terms accepted are not those in force
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from fourfold.security import audit
from fourfold.security.access.roles import ROLES, Permission, check_roles_mix, role
from fourfold.security.access.terms import CURRENT
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.models import Account, Agency, RoleGrant, RoleState
from fourfold.security.notices import NoticeKind, notify

ADMIN = "AGENCY_ADMIN"
SETUP = "setup"
"""Who acts before there is anybody: the set-up on the server, for the first accounts alone."""


class AccessError(ValueError):
    """Somebody's access could not be changed; the message says why and what to do."""


class NoSuchAgency(AccessError):
    """No agency has this code."""


class NoSuchAccount(AccessError):
    """No open account of this agency has this id."""


class NoSuchGrant(AccessError):
    """No role grant of this agency has this id."""


class NotYours(AccessError):
    """The person acting has no say here."""


class NeedsAnotherPerson(AccessError):
    """One person cannot be both."""


class RoleStands(AccessError):
    """Held or proposed already."""


class NotWaiting(AccessError):
    """Decided already, or not held."""


class LastAdministrator(AccessError):
    """An agency without an administrator could help nobody of its people."""


class TermsChanged(AccessError):
    """Another version of the terms is in force."""


@transaction.atomic
def open_agency(code: str, *, bound_by_vawa: bool, by: str, at: datetime) -> Agency:
    """Open an agency of the jurisdiction pack for sign-in; one that is open stays as it is."""
    agency, new = Agency.objects.get_or_create(code=code, defaults={"bound_by_vawa": bound_by_vawa})
    if new:
        audit.record(Event.AGENCY_OPENED, by=by, subject=f"agency:{code}", at=at)
    return agency


@transaction.atomic
def accept_terms(version: str, *, by: Viewer) -> None:
    """
    Accept the terms of use for one's agency.

    :raises TermsChanged: if they are not the version in force, which is shown then.
    """
    _check_may(by, Permission.TERMS_ACCEPT, by.agency)
    if version != CURRENT.version:
        raise TermsChanged("The terms have changed. Please read the version now in force.")
    agency = _agency(by.agency)
    agency.terms_version, agency.terms_by, agency.terms_at = version, by.account, by.at
    agency.save(update_fields=["terms_version", "terms_by", "terms_at"])
    audit.record(
        Event.TERMS_ACCEPTED,
        by=by.account,
        subject=f"agency:{agency.code}",
        at=by.at,
        facts={"version": version},
    )


@transaction.atomic
def propose_role(account: str, code: str, *, by: Viewer) -> str:
    """
    Propose a role for an account of one's own agency; returns the grant's id.

    :raises RolesDoNotMix: if with the roles held or proposed it would join seeing and managing.
    """
    person = _person(account, by)
    role(code)
    standing = RoleGrant.objects.filter(
        account=person, agency=by.agency, state__in=(RoleState.PROPOSED, RoleState.HELD)
    )
    check_roles_mix({code, *standing.values_list("role", flat=True)})
    if account == by.account:
        raise NeedsAnotherPerson("Nobody proposes a role for themselves. Ask a colleague to.")
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(
                account=person,
                agency=by.agency,
                role=code,
                proposed_by=by.account,
                proposed_at=by.at,
            )
    except IntegrityError:
        raise RoleStands("This role is held or waits for a second person already.") from None
    _told(Event.ROLE_PROPOSED, grant, by=by)
    notify(
        deciders(by.agency, at=by.at) - {by.account, account},
        NoticeKind.ROLE_WAITS,
        subject=f"role:{grant.id}",
        at=by.at,
    )
    return grant.id


@transaction.atomic
def agree_to_role(grant: str, *, by: Viewer) -> None:
    """
    Agree to a proposed role: the second person. It holds from this moment.

    The account's sessions end, so that the next sign-in shows what it may do now.
    """
    found = _to_decide(grant, by)
    held = RoleGrant.objects.filter(
        account=found.account, agency=found.agency, state=RoleState.HELD
    )
    check_roles_mix({found.role, *held.values_list("role", flat=True)})
    found.state, found.from_at = RoleState.HELD, by.at
    found.decided_by, found.decided_at = by.account, by.at
    found.save(update_fields=["state", "from_at", "decided_by", "decided_at"])
    end_sessions(found.account_id)
    _told(Event.ROLE_AGREED, found, by=by)
    notify({found.proposed_by}, NoticeKind.ROLE_DECIDED, subject=f"role:{found.id}", at=by.at)


@transaction.atomic
def refuse_role(grant: str, *, by: Viewer) -> None:
    """Refuse a proposed role; it may be proposed again."""
    found = _to_decide(grant, by)
    found.state, found.decided_by, found.decided_at = RoleState.REFUSED, by.account, by.at
    found.save(update_fields=["state", "decided_by", "decided_at"])
    _told(Event.ROLE_REFUSED, found, by=by)
    notify({found.proposed_by}, NoticeKind.ROLE_DECIDED, subject=f"role:{found.id}", at=by.at)


@transaction.atomic
def end_role(grant: str, *, by: Viewer) -> None:
    """
    End a held role at once; one person is enough, because it narrows access.

    :raises LastAdministrator: of two administrators who end each other, the second is refused.
    """
    _check_may(by, Permission.ROLE_PROPOSE, by.agency)
    _lock(by.agency)
    found = _grant(grant, by.agency)
    if found.state != RoleState.HELD:
        raise NotWaiting("This role is not held, so there is nothing to end.")
    if found.role == ADMIN:
        others = RoleGrant.objects.held_at(by.at).filter(agency=by.agency, role=ADMIN)
        if not others.filter(account__is_active=True).exclude(id=found.id).exists():
            raise LastAdministrator(
                "This is the agency's last administrator. Give the role to another person first."
            )
    found.state, found.until_at, found.ended_by = RoleState.ENDED, by.at, by.account
    found.save(update_fields=["state", "until_at", "ended_by"])
    end_sessions(found.account_id)
    _told(Event.ROLE_ENDED, found, by=by)


@transaction.atomic
def give_first_role(account: str, code: str, *, by: str, at: datetime) -> str:
    """
    Give one of the first two accounts its role, from the server's own command line.

    :raises RoleStands: once the agency has anybody who could decide; from then on, two people do.
    """
    person = Account.objects.get(id=account)
    _lock(person.agency)
    if RoleGrant.objects.filter(role=code, state=RoleState.HELD).exists():
        raise RoleStands("The first people are there. Roles are now given by two of them.")
    grant = RoleGrant.objects.create(
        account=person,
        agency=person.agency,
        role=role(code).code,
        state=RoleState.HELD,
        proposed_by=SETUP,
        proposed_at=at,
        decided_by=by,
        decided_at=at,
        from_at=at,
    )
    audit.record(
        Event.ROLE_AGREED,
        by=by,
        subject=f"account:{account}",
        at=at,
        facts={"role": code, "grant": grant.id},
    )
    return grant.id


@transaction.atomic
def propose_first_administrator(account: str, *, by: str, at: datetime) -> str:
    """
    Propose the first administrator of one more agency, from the server's own command line.

    It waits for a privacy officer on the site: whoever runs the server gives nobody access alone.
    :raises RoleStands: once the agency has, or waits for, an administrator.
    """
    person = Account.objects.get(id=account)
    _lock(person.agency)
    if RoleGrant.objects.filter(
        agency=person.agency, role=ADMIN, state__in=(RoleState.PROPOSED, RoleState.HELD)
    ).exists():
        raise RoleStands("This agency has an administrator, or one waits for a privacy officer.")
    grant = RoleGrant.objects.create(
        account=person, agency=person.agency, role=ADMIN, proposed_by=by, proposed_at=at
    )
    facts = {"role": ADMIN, "grant": grant.id}
    audit.record(Event.ROLE_PROPOSED, by=by, subject=f"account:{account}", at=at, facts=facts)
    notify(
        deciders(person.agency, at=at) - {account},
        NoticeKind.ROLE_WAITS,
        subject=f"role:{grant.id}",
        at=at,
    )
    return grant.id


def has_officers() -> bool:
    """Return whether a privacy officer ever took up the work: from then on, people decide."""
    return RoleGrant.objects.filter(role="PRIVACY", from_at__isnull=False).exists()


def wait_again(account: str, *, confirmed_by: str, at: datetime) -> int:
    """
    Have the roles of a recovered account wait for one more person; returns how many wait.

    Whoever confirmed the recovery handed over a way in and could have used it. So the roles that
    open records or give access are proposed anew in their name, and somebody else agrees. Where
    nobody else could, the roles stay: two people must not lock themselves out for good.
    """
    person = Account.objects.get(id=account)
    others = deciders(person.agency, at=at) - {account, confirmed_by}
    held = RoleGrant.objects.select_for_update().filter(
        account=person, agency=person.agency, state=RoleState.HELD
    )
    grants = [each for each in held if role(each.role).needs_second_factor] if others else []
    for grant in grants:
        grant.state, grant.until_at, grant.ended_by = RoleState.ENDED, at, confirmed_by
        grant.save(update_fields=["state", "until_at", "ended_by"])
        again = RoleGrant.objects.create(
            account=person,
            agency=grant.agency,
            role=grant.role,
            proposed_by=confirmed_by,
            proposed_at=at,
        )
        notify(others, NoticeKind.ROLE_WAITS, subject=f"role:{again.id}", at=at)
        facts = {"role": grant.role, "grant": again.id}
        subject = f"account:{account}"
        audit.record(Event.ROLE_PROPOSED, by=confirmed_by, subject=subject, at=at, facts=facts)
    return len(grants)


def end_sessions(account: str) -> None:
    """End every session of an account: its sessions carry the version they began with."""
    Account.objects.filter(id=account).update(session_version=F("session_version") + 1)


def officers(at: datetime) -> set[str]:
    """Return the accounts that are privacy officer, in whichever agency."""
    held = RoleGrant.objects.held_at(at).filter(role="PRIVACY", account__is_active=True)
    return set(held.values_list("account_id", flat=True))


def deciders(agency: str, *, at: datetime) -> set[str]:
    """Return the accounts that may be the second person for a role in an agency."""
    own = RoleGrant.objects.held_at(at).filter(agency=agency, role=ADMIN)
    officers = RoleGrant.objects.held_at(at).filter(role="PRIVACY")
    return set((own | officers).values_list("account_id", flat=True))


def providers(agency: str, *, at: datetime) -> set[str]:
    """Return the accounts of an agency that give services, who take what is referred to it."""
    giving = {code for code, each in ROLES.items() if Permission.NOTES_HOLD in each.permissions}
    held = RoleGrant.objects.held_at(at).filter(agency=agency, role__in=giving)
    return set(held.filter(account__is_active=True).values_list("account_id", flat=True))


def _told(event: Event, grant: RoleGrant, *, by: Viewer) -> None:
    audit.record(
        event,
        by=by.account,
        subject=f"account:{grant.account_id}",
        at=by.at,
        facts={"role": grant.role, "grant": grant.id},
    )


def _check_may(by: Viewer, permission: Permission, agency: str) -> None:
    """Raise NotYours unless the viewer holds a permission in this agency."""
    if not by.may(permission) or by.agency != agency:
        raise NotYours("Your roles give you no say in this. Ask your agency's administrator.")


def _to_decide(grant: str, by: Viewer) -> RoleGrant:
    """Lock and return a proposal this viewer may decide."""
    everywhere = "PRIVACY" in by.roles  # the council's privacy officer decides for every agency
    if not by.may(Permission.ROLE_AGREE):
        raise NotYours("Your roles give you no say in this. Ask your agency's administrator.")
    found = _grant(grant, "" if everywhere else by.agency)
    _lock(found.agency)
    found.refresh_from_db()
    if found.state != RoleState.PROPOSED:
        raise NotWaiting("This proposal was decided already.")
    if by.account in (found.proposed_by, found.account_id):
        raise NeedsAnotherPerson(
            "A second person decides: not the one who proposed the role, nor the one it is for."
        )
    return found


def _person(account: str, by: Viewer) -> Account:
    _check_may(by, Permission.ROLE_PROPOSE, by.agency)
    _lock(by.agency)
    person = Account.objects.filter(id=account, agency=by.agency, is_active=True).first()
    if person is None:
        raise NoSuchAccount("Your agency has no open account of this id.")
    return person


def _grant(grant: str, agency: str) -> RoleGrant:
    grants = RoleGrant.objects.filter(id=grant)
    found = (grants.filter(agency=agency) if agency else grants).first()
    if found is None:
        raise NoSuchGrant("There is no such proposal or role in your agency.")
    return found


def _agency(code: str) -> Agency:
    agency = Agency.objects.select_for_update().filter(code=code).first()
    if agency is None:
        raise NoSuchAgency(f"No agency {code!r} is open here.")
    return agency


def _lock(agency: str) -> None:
    """Let one person at a time change the access of an agency."""
    _agency(agency)
