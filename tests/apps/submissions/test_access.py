"""The whole truth table: role x own office or another's x sent or not x what is done."""

from itertools import product

import pytest

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Act
from fourfold.apps.submissions.models import Respondent
from tests.make import people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db

OWN, OTHER = "PD_OWN", "PD_OTHER"
STEWARD = {Act.SEE, Act.READ, Act.BRING, Act.SEND, Act.WITHDRAW}
TABLE = {
    # role: (own office, other office, once sent: what is added for either)
    "STEWARD": (STEWARD, set(), set()),
    "STAFF": ({Act.SEE}, {Act.SEE}, {Act.READ, Act.ACCEPT, Act.GIVE_BACK}),
    "ANALYST": (set(), set(), set()),
    "CARELINE": (set(), set(), set()),
    "MEMBER": (set(), set(), set()),
    "AGENCY_ADMIN": (set(), set(), set()),
    "TRAINING_LEAD": (set(), set(), set()),
}


@pytest.fixture
def offices():
    for code, agency in ((OWN, people.DCF), (OTHER, "ELSEWHERE"), ("PD_NOBODY", "")):
        Respondent.objects.create(
            code=code,
            name=f"Made-up {code}",
            kind="POLICE",
            agency=agency,
            added_at=NOW,
            added_by="staff",
        )


@pytest.mark.parametrize("role", TABLE)
def test_each_role_may_do_what_the_table_says_and_nothing_else(role, offices):
    viewer = people.viewer("Ann", role)
    own, other, once_sent = TABLE[role]

    for act, office, sent in product(Act, (OWN, OTHER, "PD_NOBODY", "UNKNOWN"), (False, True)):
        wanted = act in (own if office == OWN else other) or (sent and act in once_sent)
        found = access.may(act, organization=office, viewer=viewer, sent=sent)
        assert found is wanted, (role, act, office, sent)


@pytest.mark.parametrize(
    ("role", "seen"), [("STEWARD", {OWN}), ("STAFF", {OWN, OTHER, "PD_NOBODY"}), ("MEMBER", set())]
)
def test_a_role_sees_its_offices(role, seen, offices):
    viewer = people.viewer("Ann", role)

    assert set(access.offices(viewer).values_list("code", flat=True)) == seen


def test_a_viewer_without_a_second_factor_sees_nothing(offices):
    from fourfold.security.access.viewer import viewer_of

    bare = viewer_of(people.account("Ann", "STEWARD").id, at=NOW)

    assert not access.offices(bare)
    assert not access.may(Act.SEE, organization=OWN, viewer=bare)


def test_the_house_may_all_and_nobody_may_nothing(offices):
    for act in Act:
        assert access.may(act, organization=OWN, viewer="first-run:staff")
        assert not access.may(act, organization=OWN, viewer="")


def test_an_accounts_id_acts_with_its_roles_of_the_moment(offices):
    steward = people.account("Ann", "STEWARD")

    acting = access.who(steward.id, at=NOW)

    assert access.may(Act.SEND, organization=OWN, viewer=acting)
    assert not access.may(Act.SEND, organization=OTHER, viewer=acting)
    assert access.name_of(acting) == steward.id
    assert access.who("first-run:staff", at=NOW) == "first-run:staff"
    assert access.who("", at=NOW) == ""


def test_a_training_office_answers_for_the_training_offices_of_its_agency_alone(offices):
    kept = {"added_at": NOW, "added_by": "staff", "kind": "TRAINING"}
    for code, agency in (("TR_OWN", people.DCF), ("TR_OTHER", "ELSEWHERE")):
        Respondent.objects.create(code=code, name=f"Made-up {code}", agency=agency, **kept)
    viewer = people.viewer("Lena", "TRAINING_LEAD")

    seen = {
        (act, office)
        for act, office in product(Act, (OWN, OTHER, "TR_OWN", "TR_OTHER"))
        if access.may(act, organization=office, viewer=viewer, sent=True)
    }

    assert seen == {(act, "TR_OWN") for act in STEWARD}
