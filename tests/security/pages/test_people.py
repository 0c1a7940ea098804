import pytest
from django.utils.html import escape

from fourfold.security.access import agencies
from fourfold.security.access.viewer import viewer_of
from fourfold.security.models import Agency, RoleGrant, RoleState
from fourfold.security.pages.people import ROLE_CHOICES
from tests.make import people


@pytest.fixture
def alma():
    return people.account("Alma", "AGENCY_ADMIN")


@pytest.fixture
def ben():
    return people.account("Ben")


def viewer(account):
    return viewer_of(account.id, at=people.NOW, second_factor=True, stepped_up=True)


def proposed(account, role, *, by):
    return agencies.propose_role(account.id, role, by=viewer(by))


def test_an_administrator_sees_the_people_of_the_agency_and_of_no_other(of, alma, ben):
    people.account("Stranger", "PROVIDER", of=people.PROVIDER)
    html = of(alma).get("/desk/people/").content.decode()

    assert "Ben" in html
    assert "Agency administrator" in html
    assert "Stranger" not in html


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ({"state": "OPEN"}, {"Alma", "Ben"}),
        ({"state": "CLOSED"}, {"Cleo"}),
        ({"state": "WAITING"}, {"Ben"}),
        ({"role": "AGENCY_ADMIN"}, {"Alma"}),
        ({"state": "NO_SUCH"}, {"Alma", "Ben", "Cleo"}),
    ],
)
def test_filters_show_whom_they_say(of, alma, ben, asked, seen):
    proposed(ben, "STEWARD", by=alma)
    cleo = people.account("Cleo")
    cleo.is_active = False
    cleo.save()

    found = of(alma).get("/desk/people/", asked).context["people"]

    assert {each.name for each in found} == seen


def test_words_typed_stay_out_of_the_address_and_are_still_there_on_the_way_back(of, alma, ben):
    client = of(alma)
    answer = client.post("/desk/people/", {"words": "beN", "state": "OPEN"})

    assert answer.url == "/desk/people/?words=on&state=OPEN"
    for _time in range(2):
        page = client.get(answer.url)
        assert [each.name for each in page.context["people"]] == ["Ben"]
        assert 'value="beN"' in page.content.decode()
    assert len(client.get("/desk/people/").context["people"]) == 2


@pytest.mark.parametrize(
    ("sort", "first"), [("name", "Alma"), ("-name", "Ben"), ("nonsense", "Alma")]
)
def test_a_list_sorts_as_asked(of, alma, ben, sort, first):
    found = of(alma).get("/desk/people/", {"sort": sort}).context["people"]

    assert found[0].name == first


@pytest.mark.parametrize("address", ["", "role/", "role/NOSUCH/end/"])
def test_a_person_of_another_agency_is_answered_as_nobody(of, alma, address):
    stranger = people.account("Stranger", "PROVIDER", of=people.PROVIDER)
    client = of(alma)

    known = client.get(f"/desk/people/{stranger.id}/{address}")
    unknown = client.get(f"/desk/people/NOSUCHACCOUNT000/{address}")

    assert known.status_code == unknown.status_code == 404


def test_a_proposed_role_waits_and_opens_nothing(of, alma, ben):
    answer = of(alma).post(f"/desk/people/{ben.id}/role/", {"role": "LIAISON"}, follow=True)

    html = answer.content.decode()
    assert "Waits for a second person" in html
    assert "Proposed by Alma" in html
    assert viewer(ben).roles == frozenset()


@pytest.mark.parametrize(
    ("held", "role", "said"),
    [
        ("STEWARD", "", "Choose one role"),
        ("STEWARD", "KING", "Choose one role"),
        ("STEWARD", "STEWARD", "held or waits"),
        ("ANALYST", "LIAISON", "cannot go with Regional liaison"),
    ],
)
def test_a_role_that_cannot_be_is_told_with_the_reason(of, alma, held, role, said):
    ben = people.account("Ben", held)
    html = of(alma).post(f"/desk/people/{ben.id}/role/", {"role": role}).content.decode()

    assert "Please look at this again" in html
    assert said in html


def test_every_role_can_be_chosen_with_the_paragraph_that_explains_it(of, alma, ben):
    html = of(alma).get(f"/desk/people/{ben.id}/role/").content.decode()

    for code, name in ROLE_CHOICES:
        assert f'id="role-{code}"' in html
        assert escape(name) in html


def test_a_second_person_reads_what_the_role_opens_and_agrees(of, alma, ben):
    cleo = people.account("Cleo", "AGENCY_ADMIN")
    grant = proposed(ben, "CARELINE", by=alma)
    client = of(cleo)

    page = client.get(f"/desk/roles/{grant}/").content.decode()
    answer = client.post(f"/desk/roles/{grant}/", {"answer": "agree"}, follow=True)

    assert "Takes reports and screens them." in page
    assert "You agreed." in answer.content.decode()
    assert viewer(ben).roles == {"CARELINE"}


def test_a_second_person_refuses(of, alma, ben):
    privacy = people.account("Piet", "PRIVACY", of="ORG022")
    grant = proposed(ben, "CARELINE", by=alma)
    of(privacy).post(f"/desk/roles/{grant}/", {"answer": "refuse"})

    assert RoleGrant.objects.get(id=grant).state == RoleState.REFUSED
    assert viewer(ben).roles == frozenset()


def test_an_answer_that_is_neither_changes_nothing(of, alma, ben):
    privacy = people.account("Piet", "PRIVACY", of="ORG022")
    grant = proposed(ben, "CARELINE", by=alma)
    of(privacy).post(f"/desk/roles/{grant}/", {"answer": "perhaps"})

    assert RoleGrant.objects.get(id=grant).state == RoleState.PROPOSED


def test_who_proposed_a_role_is_told_that_another_decides(of, alma, ben):
    grant = proposed(ben, "CARELINE", by=alma)
    client = of(alma)

    page = client.get(f"/desk/roles/{grant}/").content.decode()
    answer = client.post(f"/desk/roles/{grant}/", {"answer": "agree"}, follow=True)

    assert "another person decides" in page
    assert "Agree to it" not in page
    assert "A second person decides" in answer.content.decode()
    assert viewer(ben).roles == frozenset()


def test_a_proposal_of_another_agency_is_answered_as_none(of, alma, ben):
    other = people.account("Omar", "AGENCY_ADMIN", of=people.PROVIDER)
    grant = proposed(ben, "CARELINE", by=alma)
    client = of(other)

    assert client.get(f"/desk/roles/{grant}/").status_code == 404
    assert "Ben" not in client.get("/desk/roles/").content.decode()


def test_a_role_is_ended_after_asking_once_more(of, alma):
    ben = people.account("Ben", "LIAISON")
    grant = RoleGrant.objects.get(account=ben).id
    address = f"/desk/people/{ben.id}/role/{grant}/end/"
    client = of(alma)

    assert "every session of this person ends" in client.get(address).content.decode()
    assert viewer(ben).roles == {"LIAISON"}
    client.post(address)
    assert viewer(ben).roles == frozenset()


def test_the_last_administrator_stays(of, alma):
    grant = RoleGrant.objects.get(account=alma).id
    html = of(alma).post(f"/desk/people/{alma.id}/role/{grant}/end/", follow=True).content.decode()

    assert "last administrator" in html
    assert viewer(alma).roles == {"AGENCY_ADMIN"}


def test_an_administrator_accepts_the_terms_for_the_agency(of, alma):
    Agency.objects.update(terms_version="", terms_by="", terms_at=None)
    client = of(alma)
    page = client.get("/desk/terms/").content.decode()
    client.post("/desk/terms/", {"version": "2026-11"})

    assert "Accept for my agency" in page
    assert Agency.objects.get(code=people.DCF).terms_by == alma.id
    assert "by Alma," in client.get("/desk/terms/").content.decode()


def test_a_worker_reads_the_terms_and_cannot_accept_them(of):
    client = of(people.account("Ben", "LIAISON"))

    assert "Accept for my agency" not in client.get("/desk/terms/").content.decode()
    assert client.post("/desk/terms/", {"version": "2026-11"}).status_code == 404


@pytest.mark.parametrize("role", ["LIAISON", "OPERATOR", "PRIVACY", "ANALYST"])
def test_nobody_but_an_administrator_sees_the_people(of, role):
    assert of(people.account("Ben", role)).get("/desk/people/").status_code == 404


def test_a_long_list_comes_in_pages_without_a_total(of, alma):
    for number in range(60):
        people.account(f"Person{number:02}")
    client = of(alma)
    first = client.get("/desk/people/")
    second = client.get("/desk/people/", {"page": "2"})

    assert len(first.context["people"]) == 50
    assert len(second.context["people"]) == 11
    assert "60" not in first.content.decode().split("<main")[1].split("<table")[0]
    for nonsense in ("0", "-1", "x", "9" * 40):
        assert client.get("/desk/people/", {"page": nonsense}).status_code == 200
