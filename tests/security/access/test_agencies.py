"""Two people widen access, one narrows it, nobody serves themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fourfold.security.access import agencies
from fourfold.security.access.roles import RolesDoNotMix
from fourfold.security.access.terms import CURRENT
from fourfold.security.access.viewer import viewer_of
from fourfold.security.models import AuditEvent, Notice, RoleGrant
from tests.make.people import DCF, NOW, PROVIDER, account, agency, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return viewer("Ada", "AGENCY_ADMIN")


@pytest.fixture
def ben():
    return viewer("Ben", "AGENCY_ADMIN")


def roles_of(person, at=NOW):
    return viewer_of(person.id, at=at, second_factor=True).roles


def test_a_role_holds_only_after_a_second_person_agreed(ada, ben):
    cleo = account("Cleo")

    grant = agencies.propose_role(cleo.id, "CARELINE", by=ada)
    before = roles_of(cleo)
    agencies.agree_to_role(grant, by=ben)

    assert before == frozenset()
    assert roles_of(cleo) == {"CARELINE"}
    assert list(AuditEvent.objects.order_by("id").values_list("event", flat=True)) == [
        "ROLE_PROPOSED",
        "ROLE_AGREED",
    ]


def test_the_second_person_is_told_and_so_is_the_first(ada, ben):
    grant = agencies.propose_role(account("Cleo").id, "CARELINE", by=ada)
    agencies.agree_to_role(grant, by=ben)

    assert list(Notice.objects.order_by("kind").values_list("to", "kind")) == [
        (ada.account, "ROLE_DECIDED"),
        (ben.account, "ROLE_WAITS"),
    ]


def test_one_person_cannot_be_both(ada):
    grant = agencies.propose_role(account("Cleo").id, "CARELINE", by=ada)

    with pytest.raises(agencies.NeedsAnotherPerson):
        agencies.agree_to_role(grant, by=ada)
    with pytest.raises(agencies.NeedsAnotherPerson):
        agencies.propose_role(ada.account, "MEMBER", by=ada)


def test_nobody_agrees_to_their_own_role(ada, ben):
    grant = agencies.propose_role(ben.account, "STEWARD", by=ada)

    with pytest.raises(agencies.NeedsAnotherPerson):
        agencies.agree_to_role(grant, by=ben)


def test_the_councils_privacy_officer_is_the_second_person_for_a_small_agency():
    admin = viewer("Dora", "AGENCY_ADMIN", of=PROVIDER)
    grant = agencies.propose_role(account("Eli", of=PROVIDER).id, "PROVIDER", by=admin)

    agencies.agree_to_role(grant, by=viewer("Pia", "PRIVACY", of="CT_TIP_COUNCIL"))

    assert RoleGrant.objects.get(id=grant).state == "HELD"


def test_an_administrator_has_no_say_in_another_agency(ada):
    admin = viewer("Dora", "AGENCY_ADMIN", of=PROVIDER)
    grant = agencies.propose_role(account("Eli", of=PROVIDER).id, "PROVIDER", by=admin)

    with pytest.raises(agencies.NoSuchGrant):
        agencies.agree_to_role(grant, by=ada)
    with pytest.raises(agencies.NoSuchAccount):
        agencies.propose_role(account("Fay", of=PROVIDER).id, "TEAM", by=ada)


@pytest.mark.parametrize("code", ["CARELINE", "PRIVACY", "OPERATOR", "STAFF"])
def test_other_roles_propose_nothing(code):
    with pytest.raises(agencies.NotYours):
        agencies.propose_role(account("Cleo").id, "TEAM", by=viewer("Gus", code))


def test_managing_and_seeing_never_meet_even_as_proposals(ada, ben):
    agencies.propose_role(ben.account, "MEMBER", by=ada)

    with pytest.raises(RolesDoNotMix):
        agencies.propose_role(ben.account, "CARELINE", by=ada)


def test_a_role_ends_at_once_and_ends_the_sessions(ada, ben):
    cleo = account("Cleo", "CARELINE")
    grant = RoleGrant.objects.get(account=cleo).id

    agencies.end_role(grant, by=ada)

    assert roles_of(cleo) == frozenset()
    cleo.refresh_from_db()
    assert cleo.session_version == 2


def test_a_decided_proposal_is_not_decided_again(ada, ben):
    grant = agencies.propose_role(account("Cleo").id, "CARELINE", by=ada)
    agencies.refuse_role(grant, by=ben)

    with pytest.raises(agencies.NotWaiting):
        agencies.agree_to_role(grant, by=ben)
    assert agencies.propose_role(account("Cleo").id, "CARELINE", by=ada) != grant


def test_a_role_is_proposed_once(ada):
    agencies.propose_role(account("Cleo").id, "CARELINE", by=ada)

    with pytest.raises(agencies.RoleStands):
        agencies.propose_role(account("Cleo").id, "CARELINE", by=ada)


def test_of_two_administrators_who_end_each_other_one_stays(ada, ben):
    of_ada = RoleGrant.objects.get(account=ada.account).id
    of_ben = RoleGrant.objects.get(account=ben.account).id

    agencies.end_role(of_ben, by=ada)

    with pytest.raises(agencies.LastAdministrator):
        agencies.end_role(of_ada, by=ben)


def test_nothing_goes_without_the_terms_but_accepting_them():
    agency(DCF, terms="")
    cleo = account("Cleo", "CARELINE")
    admin = account("Ada", "AGENCY_ADMIN")
    assert roles_of(cleo) == frozenset()

    agencies.accept_terms(CURRENT.version, by=viewer_of(admin.id, at=NOW, second_factor=True))

    assert roles_of(cleo) == {"CARELINE"}


def test_terms_that_are_not_in_force_are_not_accepted(ada):
    with pytest.raises(agencies.TermsChanged):
        agencies.accept_terms("1999", by=ada)


def test_a_closed_account_or_agency_may_do_nothing(ada):
    cleo = account("Cleo", "CARELINE")
    cleo.is_active = False
    cleo.save()
    assert viewer_of(cleo.id, at=NOW, second_factor=True).account == ""

    own = agency(DCF)
    own.is_active = False
    own.save()
    assert viewer_of(ada.account, at=NOW, second_factor=True).roles == frozenset()


def test_a_role_that_needs_a_second_factor_gives_nothing_without_it():
    cleo = account("Cleo", "CARELINE", "MEMBER")

    weak = viewer_of(cleo.id, at=NOW)

    assert {each.value for each in weak.permissions} == {"council.read", "council.vote"}


def test_a_role_counts_from_its_first_moment_to_before_its_last(ada):
    cleo = account("Cleo", "CARELINE")
    later = NOW + timedelta(hours=1)
    RoleGrant.objects.filter(account=cleo).update(until_at=later, state="ENDED", ended_by="ada")

    assert roles_of(cleo, NOW - timedelta(seconds=1)) == frozenset()
    assert roles_of(cleo, NOW) == {"CARELINE"}
    assert roles_of(cleo, later) == frozenset()


def test_the_first_role_is_given_once(ada):
    with pytest.raises(agencies.RoleStands):
        agencies.give_first_role(account("Cleo").id, "AGENCY_ADMIN", by="server", at=NOW)
