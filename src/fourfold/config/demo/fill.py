"""Filling a demonstration, once. A second run changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from fourfold.config.demo.bills import fill_bills
from fourfold.config.demo.calls import fill_calls
from fourfold.config.demo.cards import fill_cards
from fourfold.config.demo.cases import fill_cases
from fourfold.config.demo.communication import fill_communication
from fourfold.config.demo.community import fill_community
from fourfold.config.demo.consultations import fill_consultations
from fourfold.config.demo.council import fill_council
from fourfold.config.demo.directory import fill_directory
from fourfold.config.demo.focus import fill_focus
from fourfold.config.demo.groups import fill_groups
from fourfold.config.demo.invited import fill_invited
from fourfold.config.demo.laws import fill_laws
from fourfold.config.demo.mandates import fill_mandates
from fourfold.config.demo.meetings import fill_meetings
from fourfold.config.demo.minutes import fill_minutes
from fourfold.config.demo.occasions import fill_occasions
from fourfold.config.demo.openings import fill_openings
from fourfold.config.demo.people import BEN, GUS, NINA, PEOPLE, WITHOUT_ROLE, Person, Place, codes
from fourfold.config.demo.recommendations import fill_recommendations
from fourfold.config.demo.records import fill_records
from fourfold.config.demo.seats import fill_seats
from fourfold.config.demo.studies import fill_studies
from fourfold.config.demo.studio import fill_studio
from fourfold.config.demo.surveys import fill_surveys
from fourfold.config.demo.team_years import fill_years
from fourfold.config.demo.training import fill_training
from fourfold.reference import Pack
from fourfold.security import audit
from fourfold.security.access import agencies
from fourfold.security.access.terms import CURRENT
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.accounts import actions, factors
from fourfold.security.accounts.actions import add
from fourfold.security.events import Event
from fourfold.security.models import Account, Agency, HelpAsked, RoleGrant, RoleState

BY = "demo"
OTHER = "demo-2"
"""Who gave the first roles. Two names, because the house refuses one person in two parts."""


class Staff:
    """The people of the demonstration by their keys, ready to act."""

    def __init__(self, accounts: dict[str, str], at: datetime) -> None:
        self.accounts, self.at = accounts, at

    def viewer(self, key: str, *, before: timedelta = timedelta()) -> Viewer:
        """Return somebody as if signed in with a second factor some time ago."""
        at = self.at - before
        return viewer_of(self.accounts[key], at=at, second_factor=True, stepped_up=True)


def fill(pack: Pack, *, at: datetime) -> bool:
    """
    Make the people, and what waits for them; False if anybody has an account here already.

    So made-up people never get among real ones, whatever mode a server was started in.
    """
    if Account.objects.exists():
        return False
    staff = fill_people(pack, at=at)
    fill_cases(staff)
    fill_calls(staff, pack)
    fill_training(staff)
    fill_directory(staff, pack)
    fill_surveys(staff, pack)
    fill_years(staff, pack)
    fill_focus(staff, pack)
    fill_invited(staff, pack)
    fill_occasions(staff, pack)
    fill_community(staff, pack)
    fill_council(staff, pack)
    fill_seats(staff, pack)
    fill_communication(staff, pack)
    fill_consultations(staff, pack)
    fill_laws(staff, pack)
    fill_mandates(staff, pack)
    fill_meetings(staff)
    fill_groups(staff)
    fill_recommendations(staff)
    fill_minutes(staff)
    fill_cards(staff, pack)
    fill_bills(staff, pack)
    fill_studio(staff, pack)
    fill_studies(staff, pack)
    return True


@transaction.atomic
def fill_people(pack: Pack, *, at: datetime) -> Staff:
    """Make the people and what waits for them, without the case desk's content."""
    where = codes(pack)
    _open_agencies(where, at=at - timedelta(days=400))
    staff = Staff(_open_accounts(where, at=at), at)
    _leave_waiting(staff)
    fill_openings(staff, where)
    fill_records(staff, where, pack)
    return staff


def is_demonstration() -> bool:
    """Tell whether this database was filled with made-up people."""
    return Account.objects.filter(email__in=[person.email for person in PEOPLE]).exists()


def _open_agencies(where: dict[Place, str], *, at: datetime) -> None:
    for place, code in where.items():
        agencies.open_agency(code, bound_by_vawa=place is Place.SHELTER, by=BY, at=at)
        Agency.objects.filter(code=code).update(
            terms_version=CURRENT.version, terms_by=BY, terms_at=at
        )


def _open_accounts(where: dict[Place, str], *, at: datetime) -> dict[str, str]:
    accounts = {}
    for nth, person in enumerate((*PEOPLE, *WITHOUT_ROLE)):
        made_at = at - timedelta(days=395 - nth)
        agency = where[person.place]
        account, _code = add(person.email, name=person.name, agency=agency, by=BY, at=made_at)
        accounts[person.key] = account
        if person.role:
            _give(person, account, agency, at=made_at + timedelta(hours=1))
            _add_app(account, at=made_at + timedelta(hours=2))
    return accounts


def _give(person: Person, account: str, agency: str, *, at: datetime) -> None:
    grant = RoleGrant.objects.create(
        account_id=account,
        agency=agency,
        role=person.role,
        state=RoleState.HELD,
        proposed_by=BY,
        proposed_at=at,
        decided_by=OTHER,
        decided_at=at,
        from_at=at,
    )
    audit.record(
        Event.ROLE_AGREED,
        by=OTHER,
        subject=f"account:{account}",
        at=at,
        facts={"role": person.role, "grant": grant.id},
    )


def _add_app(account: str, *, at: datetime) -> None:
    """Add an authenticator app that nobody has: the button "Confirm" stands in for it."""
    TOTP.activate(Account.objects.get(id=account), factors.new_secret())
    audit.record(
        Event.SECOND_FACTOR_ADDED,
        by=account,
        subject=f"account:{account}",
        at=at,
        facts={"kind": factors.APP},
    )


def _leave_waiting(staff: Staff) -> None:
    """Leave roles to agree to, a closed account and a request for help."""
    day, ada, hana = timedelta(days=1), "ada", "hana"
    agencies.propose_role(
        staff.accounts[BEN.key], "CARELINE", by=staff.viewer(ada, before=timedelta(hours=5))
    )
    agencies.propose_role(staff.accounts[NINA.key], "PROVIDER", by=staff.viewer(hana, before=day))
    actions.disable(staff.accounts[GUS.key], by=staff.viewer(ada, before=30 * day))
    _ask_for_help("luis", staff)


def _ask_for_help(key: str, staff: Staff) -> None:
    account, at = staff.accounts[key], staff.at - timedelta(hours=2)
    HelpAsked.objects.create(account_id=account, asked_at=at)
    audit.record(Event.RECOVERY_ASKED, by=account, subject=f"account:{account}", at=at)
