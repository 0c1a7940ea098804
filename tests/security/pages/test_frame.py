import importlib

import pytest
from django.test import override_settings
from django.urls import clear_url_caches

from fourfold.components.shell import RailLine
from fourfold.security.access.roles import ROLES
from fourfold.security.audit.verification import State
from fourfold.security.doors import door_of
from fourfold.security.pages import urls
from fourfold.security.pages.frame import agency_name, names_of
from tests.make import people

RAIL = (
    RailLine("My day", "desk:my_day"),
    RailLine("The log", "desk:help", "audit.search", "Privacy"),
)


def test_a_page_says_who_is_here_and_what_they_are(of):
    html = of(people.account("Alma", "LIAISON", of="ORG001")).get("/desk/").content.decode()

    assert "Alma" in html
    assert "Regional liaison" in html
    assert "Connecticut Department of Children and Families" in html
    assert '<a href="/desk/" aria-current="page">My day</a>' in html


@pytest.mark.parametrize("role", sorted(ROLES))
@override_settings(RAIL=RAIL)
def test_the_rail_holds_only_what_a_role_may_open(of, role):
    html = of(people.account("Alma", role)).get("/desk/").content.decode()

    assert ("The log" in html) == (role == "PRIVACY")


@pytest.mark.parametrize("role", [*sorted(ROLES), ""])
def test_every_line_on_a_rail_opens(of, role):
    client = of(people.account("Alma", *filter(None, [role])))
    lines = client.get("/desk/").context["desk"].rail

    answers = [client.get(link.href).status_code for group in lines for link in group.links]

    assert set(answers) == {200}


def test_a_page_names_nobody_in_its_title_and_no_script_stands_in_it(of):
    html = of(people.account("Alma")).get("/desk/help/").content.decode()

    assert "Alma" not in html.split("<title>")[1].split("</title>")[0]
    assert html.count("<script") == html.count("<script src=")


@pytest.mark.parametrize(
    ("typed", "leads_to"), [("my d", "/desk/"), ("DEVICES", "/account/"), ("elp", "/desk/help/")]
)
def test_words_of_one_page_lead_there(of, typed, leads_to):
    answer = of(people.account("Alma")).post("/desk/go/", {"to": typed})

    assert answer.status_code == 302
    assert answer.url == leads_to


@pytest.mark.parametrize("typed", ["", "nothing like it", "<script>", "m" * 500])
def test_words_of_no_page_are_answered_calmly_and_not_repeated(of, typed):
    html = of(people.account("Alma")).post("/desk/go/", {"to": typed}).content.decode()

    assert "No page or record that you may open" in html
    assert "<script>" not in html


def test_names_are_found_in_one_query_and_an_unknown_id_stands_for_itself(
    django_assert_num_queries,
):
    alma = people.account("Alma")
    with django_assert_num_queries(1):
        found = names_of({alma.id, "setup"})

    assert found == {alma.id: "Alma", "setup": "setup"}


def test_an_agency_outside_the_pack_is_named_by_its_code_in_words():
    assert agency_name("SHORE_HOUSE") == "Shore House"


def test_nobody_passes_who_has_not_signed_in():
    assert {door_of(each.callback).who for each in urls.urlpatterns} & {"anyone"} == set()


def test_the_gallery_is_not_an_address_of_production(settings):
    settings.PRODUCTION = True
    try:
        importlib.reload(urls)
        names = {each.name for each in urls.urlpatterns}
    finally:
        settings.PRODUCTION = False
        importlib.reload(urls)
        clear_url_caches()

    assert "gallery" not in names
    assert {each.name for each in urls.urlpatterns} - names == {"gallery"}


def test_a_broken_log_is_told_on_every_page(of, monkeypatch):
    broken = State(good=False, number=7)
    monkeypatch.setattr("fourfold.security.audit.state", lambda: broken)
    html = of(people.account("Alma", "PRIVACY")).get("/desk/help/").content.decode()

    assert "The log does not hold." in html
    assert "changed at line 7" in html
