import re

import pytest
from django.db import transaction

from fourfold.security import audit
from fourfold.security.accounts import recovery
from fourfold.security.events import Event
from fourfold.security.models import Account, EntryCode, HelpAsked
from tests.make import people

CODE = re.compile(r"<code>([0-9A-Z-]{19})</code>")


@pytest.fixture
def alma():
    return people.account("Alma", "AGENCY_ADMIN")


@pytest.fixture
def ben():
    return people.account("Ben", "LIAISON")


def test_an_account_is_opened_and_its_code_shown_once(of, alma):
    client = of(alma)
    sent = {"name": "Dora Lind", "email": "Dora@dcf.example"}
    html = client.post("/desk/people/new/", sent).content.decode()

    made = Account.objects.get(email="dora@dcf.example")
    code = CODE.search(html)[1]
    assert made.agency == people.DCF
    assert EntryCode.objects.get(account=made).digest == recovery._digest(code.replace("-", ""))
    assert code not in client.get(f"/desk/people/{made.id}/").content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "ben@ct-dcf.example"}, "an account of this e-mail address already"),
        ({"email": "no address"}, "Enter a valid email"),
        ({"name": " "}, "Please fill this in."),
    ],
)
def test_an_account_that_cannot_be_is_told_beside_the_field(of, alma, ben, changed, said):
    sent = {"name": "Dora Lind", "email": "dora@dcf.example"} | changed
    html = of(alma).post("/desk/people/new/", sent).content.decode()

    assert said in html
    assert Account.objects.count() == 2


def test_an_account_is_closed_and_opened_again_after_asking_once_more(of, alma, ben):
    client, bens = of(alma), of(ben)
    page = client.get(f"/desk/people/{ben.id}/close/").content.decode()
    assert "Close the account of Ben?" in page
    assert bens.get("/desk/").status_code == 200

    client.post(f"/desk/people/{ben.id}/close/")
    assert bens.get("/desk/").status_code == 302
    assert not Account.objects.get(id=ben.id).is_active

    client.post(f"/desk/people/{ben.id}/open/")
    assert Account.objects.get(id=ben.id).is_active


def test_a_person_is_signed_out_everywhere(of, alma, ben):
    bens = of(ben)
    of(alma).post(f"/desk/people/{ben.id}/sessions/")

    assert bens.get("/desk/").status_code == 302


def test_nobody_closes_their_own_account(of, alma):
    html = of(alma).post(f"/desk/people/{alma.id}/close/", follow=True).content.decode()

    assert "You cannot close your own account." in html


@pytest.mark.parametrize("deed", ["close", "open", "sessions", "erase"])
def test_an_account_of_another_agency_is_answered_as_none(of, alma, deed):
    stranger = people.account("Stranger", "PROVIDER", of=people.PROVIDER)

    assert of(alma).post(f"/desk/people/{stranger.id}/{deed}/").status_code == 404
    assert Account.objects.get(id=stranger.id).is_active


def test_who_asked_for_help_stands_on_the_first_page_and_gets_a_code(of, alma, ben):
    HelpAsked.objects.create(account=ben, asked_at=people.NOW)
    client = of(alma)

    assert "Ben cannot sign in" in client.get("/desk/").content.decode()
    assert "First make sure" in client.get(f"/desk/recoveries/{ben.id}/").content.decode()
    assert not EntryCode.objects.exists()
    html = client.post(f"/desk/recoveries/{ben.id}/").content.decode()
    assert EntryCode.objects.get(account=ben).digest == recovery._digest(
        CODE.search(html)[1].replace("-", "")
    )
    assert "Nobody asks for help." in client.get("/desk/recoveries/").content.decode()


@pytest.mark.parametrize("whose", ["another agency's", "one's own", "nobody's"])
def test_help_is_only_for_those_in_sight(of, alma, whose):
    stranger = people.account("Stranger", "PROVIDER", of=people.PROVIDER)
    number = {"another agency's": stranger.id, "one's own": alma.id}.get(whose, "NOSUCH")

    assert of(alma).get(f"/desk/recoveries/{number}/").status_code == 404
    assert of(alma).post(f"/desk/recoveries/{number}/").status_code == 404
    assert not EntryCode.objects.exists()


def test_my_account_says_what_i_may_do_and_when_i_signed_in(of, ben):
    facts = {"first": "PASSWORD", "second": "TOTP"}
    with transaction.atomic():
        audit.record(
            Event.SIGNED_IN, by=ben.id, subject=f"account:{ben.id}", at=people.NOW, facts=facts
        )
    html = of(ben).get("/account/").content.decode()

    assert "Answers the consults of a region." in html
    assert "password, authenticator app" in html
    assert "Your agency accepted the" in html


def test_without_a_role_my_account_says_how_one_comes_by_one(of):
    assert "You have no role yet." in of(people.account("Ben")).get("/account/").content.decode()
