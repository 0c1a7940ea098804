"""Coming back in with a second person's help, and opening and closing accounts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from fourfold.security import audit, outbox
from fourfold.security.access import agencies
from fourfold.security.access.roles import ROLES
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.accounts import actions, factors, recovery
from fourfold.security.models import Account, EntryCode, HelpAsked, Notice, RoleGrant
from tests.make import people

from .conftest import START
from .test_second_factor import enroll, sign_in

pytestmark = pytest.mark.django_db
NEW = "nine green lanterns sail"


def who(account: Account, *roles: str, **facts: object) -> Viewer:
    given = {"second_factor": True, "stepped_up": True, "at": START} | facts
    assert set(roles) <= ROLES.keys()
    return Viewer(account=account.id, agency=account.agency, roles=frozenset(roles), **given)


@pytest.fixture
def rosa(person) -> Account:
    return person()


@pytest.fixture
def ada(person) -> Account:
    return person("ada@agency.example", name="Ada Example")


def test_a_known_and_an_unknown_name_ask_for_help_with_the_same_answer(rosa, clock):
    recovery.ask("Rosa@agency.example ", address="198.51.100.7", at=START)
    recovery.ask("rosa@agency.example", address="198.51.100.7", at=START)
    recovery.ask("nobody@agency.example", address="198.51.100.7", at=START)

    assert [each.account_id for each in HelpAsked.objects.all()] == [rosa.id]


@pytest.mark.parametrize(
    ("by", "why"),
    [
        ({"roles": ["AGENCY_ADMIN"]}, ""),
        ({"roles": ["PRIVACY"]}, ""),
        ({"roles": ["PRIVACY"], "agency": "zz-other"}, ""),
        ({"roles": ["AGENCY_ADMIN"], "agency": "zz-other"}, "NoSuchAccount"),
        ({"roles": ["AGENCY_ADMIN"], "stepped_up": False}, "NotForYou"),
        ({"roles": ["OPERATOR"]}, "NotForYou"),
        ({"roles": ["CARELINE"]}, "NotForYou"),
        ({"roles": []}, "NotForYou"),
        ({"roles": ["AGENCY_ADMIN"], "self": True}, "NotForYou"),
    ],
)
def test_who_may_confirm_a_person(rosa, person, by, why):
    helper = rosa if by.get("self") else person("ada@x.example", agency=by.get("agency", "zz-one"))
    viewer = who(helper, *by["roles"], stepped_up=by.get("stepped_up", True))

    try:
        recovery.confirm(rosa.id, by=viewer)
        found = ""
    except recovery.RecoveryError as refusal:
        found = type(refusal).__name__

    assert found == why


def test_the_code_sets_a_new_password_and_voids_what_was_before(rosa, ada, clock, client):
    sign_in(client)
    enroll(client)
    code = recovery.confirm(rosa.id, by=who(ada, "AGENCY_ADMIN"))

    entry = recovery.check_code("rosa@agency.example", code.lower(), address="x", at=START)
    recovery.finish(entry.id, NEW, at=START)

    rosa.refresh_from_db()
    assert rosa.check_password(NEW)
    assert not Authenticator.objects.filter(user=rosa).exists()
    assert client.get("/account/").headers["Location"].startswith("/sign-in/?next=")
    assert {each.to for each in Notice.objects.filter(kind="ACCOUNT_RECOVERED")} == {
        rosa.id,
        ada.id,
    }
    events = [line.event for line in audit.lines_about(f"account:{rosa.id}")]
    assert events[-2:] == ["RECOVERY_CONFIRMED", "ACCOUNT_RECOVERED"]


@pytest.mark.parametrize(
    ("late", "opens"), [(timedelta(minutes=20, seconds=-1), True), (timedelta(minutes=20), False)]
)
def test_a_code_lives_for_twenty_minutes(rosa, ada, late, opens):
    code = recovery.confirm(rosa.id, by=who(ada, "AGENCY_ADMIN"))
    at = START + late

    if opens:
        assert recovery.check_code("rosa@agency.example", code, address="x", at=at)
    else:
        with pytest.raises(recovery.CodeUseless):
            recovery.check_code("rosa@agency.example", code, address="x", at=at)


def test_a_code_opens_only_its_own_account_and_only_once(rosa, ada):
    code = recovery.confirm(rosa.id, by=who(ada, "AGENCY_ADMIN"))
    with pytest.raises(recovery.CodeUseless):
        recovery.check_code("ada@agency.example", code, address="x", at=START)
    entry = recovery.check_code("rosa@agency.example", code, address="x", at=START)
    recovery.finish(entry.id, NEW, at=START)

    with pytest.raises(recovery.CodeUseless):
        recovery.finish(entry.id, NEW, at=START)
    with pytest.raises(recovery.CodeUseless):
        recovery.check_code("rosa@agency.example", code, address="x", at=START)


def test_a_newer_code_voids_the_one_before(rosa, ada):
    older = recovery.confirm(rosa.id, by=who(ada, "AGENCY_ADMIN"))
    newer = recovery.confirm(rosa.id, by=who(ada, "AGENCY_ADMIN"))

    with pytest.raises(recovery.CodeUseless):
        recovery.check_code("rosa@agency.example", older, address="x", at=START)
    assert recovery.check_code("rosa@agency.example", newer, address="x", at=START)


def test_codes_cannot_be_guessed_on_and_on(rosa, ada):
    code = recovery.confirm(rosa.id, by=who(ada, "AGENCY_ADMIN"))
    for _ in range(10):
        with pytest.raises(recovery.CodeUseless):
            recovery.check_code("rosa@agency.example", "0000-0000", address="x", at=START)

    with pytest.raises(recovery.CodeUseless):
        recovery.check_code("rosa@agency.example", code, address="x", at=START)


def test_the_table_does_not_hold_the_code_and_the_mail_says_nothing(rosa, ada):
    code = recovery.confirm(rosa.id, by=who(ada, "AGENCY_ADMIN"))
    entry = recovery.check_code("rosa@agency.example", code, address="x", at=START)
    recovery.finish(entry.id, NEW, at=START)
    outbox.send(at=people.NOW)

    assert code.replace("-", "") not in str(list(EntryCode.objects.values()))
    assert mail.outbox
    for sent in mail.outbox:
        assert "Rosa" not in sent.subject + sent.body
        assert "recover" not in (sent.subject + sent.body).lower()


# ---------------------------------------------------------------- accounts
def test_an_account_is_opened_without_password_or_role_and_taken_up_by_its_code(ada):
    made, code = actions.open_account("New@Agency.example", name="New", by=who(ada, "AGENCY_ADMIN"))

    account = Account.objects.get(id=made)
    assert (account.email, account.agency) == ("new@agency.example", "zz-one")
    assert not account.has_usable_password()
    entry = recovery.check_code("new@agency.example", code, address="x", at=START)
    recovery.finish(entry.id, NEW, at=START)
    assert [line.event for line in audit.lines_about(f"account:{made}")] == [
        "ACCOUNT_OPENED",
        "ACCOUNT_TAKEN_UP",
    ]


def test_one_address_has_one_account(rosa, ada):
    with pytest.raises(actions.NameTaken):
        actions.open_account("ROSA@agency.example", name="R", by=who(ada, "AGENCY_ADMIN"))


@pytest.mark.parametrize("verb", ["disable", "enable", "end_sessions"])
@pytest.mark.parametrize(
    ("roles", "agency", "stepped_up", "may"),
    [
        (["AGENCY_ADMIN"], "zz-one", True, True),
        (["AGENCY_ADMIN"], "zz-one", False, False),
        (["AGENCY_ADMIN"], "zz-other", True, False),
        (["PRIVACY"], "zz-one", True, False),
        (["OPERATOR"], "zz-one", True, False),
        ([], "zz-one", True, False),
    ],
)
def test_who_may_change_an_account(rosa, person, verb, roles, agency, stepped_up, may):
    helper = person("ada@x.example", agency=agency)
    viewer = who(helper, *roles, stepped_up=stepped_up)

    try:
        getattr(actions, verb)(rosa.id, by=viewer)
        done = True
    except actions.AccountError:
        done = False

    assert done == may


def test_nobody_closes_their_own_account(ada):
    with pytest.raises(actions.NotYourself):
        actions.disable(ada.id, by=who(ada, "AGENCY_ADMIN"))


@pytest.mark.parametrize("verb", ["disable", "end_sessions"])
def test_closing_an_account_ends_its_sessions_at_the_next_click(rosa, ada, clock, verb):
    client = Client()
    sign_in(client)
    enroll(client)
    assert client.get("/account/").status_code == 200

    getattr(actions, verb)(rosa.id, by=who(ada, "AGENCY_ADMIN"))

    assert client.get("/account/").headers["Location"].startswith("/sign-in/?next=")


def test_a_closed_account_keeps_its_second_factor_out(rosa, ada, clock):
    actions.disable(rosa.id, by=who(ada, "AGENCY_ADMIN"))
    client = Client()

    sign_in(client)

    assert client.get("/sign-in/enroll/").status_code == 302
    assert not factors.has_one(rosa)


def recovered(account: Account, *, by: Account, role: str = "AGENCY_ADMIN") -> None:
    code = recovery.confirm(account.id, by=who(by, role, at=people.NOW))
    entry = recovery.check_code(account.email, code, address="x", at=people.NOW)
    recovery.finish(entry.id, NEW, at=people.NOW)


def roles_of(account: Account) -> frozenset[str]:
    return viewer_of(account.id, at=people.NOW, second_factor=True).roles


def test_whoever_made_the_code_gains_nothing_by_using_it():
    ada, ben, cleo = (people.account(name, "AGENCY_ADMIN") for name in ("Ada", "Ben", "Cleo"))
    worker = people.account("Rosa", "CARELINE", "MEMBER")

    recovered(worker, by=ada)
    recovered(ben, by=ada)

    assert roles_of(worker) == {"MEMBER"}
    assert roles_of(ben) == frozenset()
    waiting = RoleGrant.objects.get(account=worker, state="PROPOSED")
    with pytest.raises(agencies.NeedsAnotherPerson):
        agencies.agree_to_role(waiting.id, by=who(ada, "AGENCY_ADMIN", at=people.NOW))
    agencies.agree_to_role(waiting.id, by=who(cleo, "AGENCY_ADMIN", at=people.NOW))
    assert roles_of(worker) == {"CARELINE", "MEMBER"}


def test_two_people_alone_do_not_lock_each_other_out():
    ada = people.account("Ada", "AGENCY_ADMIN")
    pia = people.account("Pia", "PRIVACY")

    recovered(ada, by=pia, role="PRIVACY")

    assert roles_of(ada) == {"AGENCY_ADMIN"}
    line = audit.lines_about(f"account:{ada.id}").get(event="ACCOUNT_RECOVERED")
    assert line.facts == {"confirmed_by": pia.id, "roles_waiting": 0}
