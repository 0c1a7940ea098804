"""An organization applies, is looked at, and is listed or hears why not."""

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from fourfold.apps.directory.actions import applications as actions
from fourfold.apps.directory.models import Application, ApplicationStep, Listing
from fourfold.apps.directory.queries import applications as queries
from fourfold.apps.directory.rules import ChangedMeanwhile, NotWhole, NotYours
from fourfold.apps.directory.rules.applying import Reached, checklist
from fourfold.apps.directory.rules.said import Said
from fourfold.apps.directory.states import (
    APPLIED_MOVES,
    Applied,
    Looked,
    MoveNotAllowed,
    Way,
)
from fourfold.security import outbox
from fourfold.security.access.viewer import viewer_of
from fourfold.security.models import Outgoing
from fourfold.security.retention.sweeping import sweep
from tests.make import desk, people
from tests.make import directory as make
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
SAID = Said(name="Quiet rooms", kinds=("SV26",), reach="STATE", phones="800-555-0144")
FORM = {
    "organization": "Made-up Haven",
    "service": "Quiet rooms",
    "kinds": ["SV26"],
    "way": "EMAIL",
    "mailbox": "desk@haven.example",
    "once": "page-1",
}


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def cora():
    return viewer_of(people.account("Cora", "CURATOR").id, at=NOW, second_factor=True)


def accept(number, by, version, **other):
    said = other.pop("said", SAID)
    return actions.accept(
        number,
        organization="",
        said=said,
        how="A call.",
        site="https://made-up.example/",
        version=version,
        by=by,
        at=NOW,
    )


def test_every_state_has_moves():
    assert set(APPLIED_MOVES) == set(Applied)


def test_the_form_is_looked_at_once_more_before_it_is_sent_and_gives_a_number():
    client = Client()
    look = client.post("/list-your-service/", FORM)
    assert "Is this right?" in look.content.decode()
    assert not Application.objects.exists()

    for _ in range(2):  # the same page sent twice
        sent = client.post("/list-your-service/", FORM | {"send": "1"})

    made = Application.objects.get()
    assert made.pk[:4] in sent.content.decode()
    assert "desk@haven.example" not in sent.content.decode()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"organization": ""}, 'href="#id_organization"'),
        ({"mailbox": ""}, "Give an email, or choose another way."),
        ({"way": "CALL"}, "Give a number, or choose another way."),
        ({"from_age": "18", "last_age": "14"}, "The oldest age is below the youngest."),
        ({"kinds": ["NO_SUCH"]}, "NO_SUCH is not one of the available choices"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(changed, told):
    answer = Client().post("/list-your-service/", FORM | changed | {"about": "Typed words"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "Typed words" in page


def test_change_something_brings_back_what_was_typed():
    page = Client().post("/list-your-service/", FORM | {"change": "1"}).content.decode()

    assert 'value="Quiet rooms"' in page


def test_the_spanish_form_is_spanish():
    page = Client().get("/anotar-su-servicio/").content.decode()

    assert "¿Cómo es seguro" in page
    assert "Name of your organization" not in page


def test_a_private_address_is_not_kept_even_where_it_was_typed():
    typed = {"is_private": "on", "street": "417 Hidden Hollow Road", "postal_code": "06360"}
    Client().post("/list-your-service/", FORM | typed | {"send": "1"})

    assert "Hidden Hollow" not in json.dumps(list(Application.objects.values()), default=str)


def test_how_they_are_reached_needs_what_it_is_reached_by():
    with pytest.raises(NotWhole):
        actions.apply(
            make.APPLYING,
            reached=Reached(Way.TEXT),
            language="en",
            once="x",
            site="",
            by="form",
            at=NOW,
        )


@pytest.mark.parametrize("role", ["STAFF", "PRIVACY", "ANALYST", "CARELINE"])
def test_nobody_but_a_curator_sees_or_decides(role):
    other = viewer_of(people.account("Other", role).id, at=NOW, second_factor=True)
    number = make.applied()

    assert queries.applications(viewer=other) == ()
    with pytest.raises(NotYours):
        accept(number, other, 1)


def test_it_is_not_listed_while_the_checklist_is_open_or_something_does_not_hold(cora):
    number = make.applied()
    with pytest.raises(MoveNotAllowed):
        accept(number, cora, 1)
    line = queries.application(number, viewer=cora)
    first = checklist(line.said)[0].code
    actions.look(number, found={first: (Looked.YES, "")}, version=1, by=cora, at=NOW)
    with pytest.raises(NotWhole, match="still open"):
        accept(number, cora, 2)
    version = make.vetted(number, cora, answer=Looked.NO)
    with pytest.raises(NotWhole, match="do not hold"):
        accept(number, cora, version)
    assert not Listing.objects.exists()


def test_of_two_curators_the_second_is_told_that_something_happened(cora):
    number = make.applied()
    make.vetted(number, cora)

    with pytest.raises(ChangedMeanwhile):
        actions.decline(number, words="No.", site="", version=1, by=cora, at=NOW)


def test_accepted_it_is_found_by_everyone_and_the_organization_hears_it_in_its_language(cora):
    number = make.applied()
    listing = accept(number, cora, make.vetted(number, cora))

    assert Listing.objects.get(pk=listing).assured_on == NOW.date()
    page = Client().post("/find-help/", {"q": "Quiet rooms"}).content.decode()
    assert "Made-up Haven" in page
    outbox.send(at=NOW)
    assert [each.to for each in mail.outbox] == [["desk@haven.example"]] * 2
    assert any("ya está en la lista" in each.body for each in mail.outbox)
    assert queries.application(number, viewer=cora).state is Applied.ACCEPTED


def test_declined_it_hears_the_reason_and_nothing_is_listed(cora):
    number = make.applied()
    version = make.vetted(number, cora, answer=Looked.NO)
    why = "Nobody answered the telephone."
    site = "https://made-up.example/"
    actions.decline(number, words=why, site=site, version=version, by=cora, at=NOW)

    outbox.send(at=NOW)
    assert any(why in each.body for each in mail.outbox)
    assert not Listing.objects.exists()
    with pytest.raises(MoveNotAllowed):
        accept(number, cora, version + 1)


def test_no_mail_goes_to_whom_a_mail_is_not_safe(cora):
    actions.apply(
        make.APPLYING,
        reached=Reached(Way.CALL, "desk@haven.example", "800-555-0145"),
        language="en",
        once="call",
        site="https://made-up.example/",
        by="form",
        at=NOW,
    )

    assert not Outgoing.objects.exists()


def test_the_first_mail_holds_no_word_of_the_form_and_three_a_day_go_to_one_mailbox():
    for once in range(5):
        typed = {"send": "1", "once": f"page-{once}", "service": "Buy my made-up pills"}
        Client().post("/list-your-service/", FORM | typed)

    outbox.send(at=NOW)
    assert Application.objects.count() == 5
    assert len(mail.outbox) == 3
    assert not any("pills" in each.body or "Haven" in each.body for each in mail.outbox)


def test_a_year_after_it_ended_an_application_goes_with_its_steps_and_its_listing_stays(cora):
    ended, waits = make.applied(), make.applied(once="another")
    listing = accept(ended, cora, make.vetted(ended, cora))
    olga = people.account("Olga", "OPERATOR").id

    for days, left in ((360, 2), (370, 1)):
        later = NOW + timedelta(days=days)
        sweep(by=viewer_of(olga, at=later, second_factor=True))
        assert Application.objects.count() == left
    assert Application.objects.get().pk == waits
    assert not ApplicationStep.objects.filter(application=ended).exists()
    assert Listing.objects.filter(pk=listing).exists()


def test_a_listing_with_the_same_telephone_is_shown_before_it_is_listed_twice(cora):
    listed = make.listed(cora, phones="800 555 0144")
    line = queries.application(make.applied(), viewer=cora)

    assert [each[0] for each in queries.alike(line, viewer=cora)] == [listed]


def test_the_curator_s_pages_lead_from_the_list_to_the_listing(cora):
    number = make.applied()
    client = desk.signed_in(people.account("Dora", "CURATOR"), at=NOW)
    assert "Quiet rooms" in client.get("/desk/directory/applications/").content.decode()
    address = f"/desk/directory/applications/{number}/"
    page = client.get(address).content.decode()
    assert "Do not leave a message." in page
    items = re.findall(r'<select name="([A-Z_]+)"', page)
    looked = dict.fromkeys(items, "YES") | {"do": "look", "version": "1"}
    assert client.post(address, looked).status_code == 302

    form = client.get(f"{address}accept/").context["form"]
    told = {
        name: form[name].value()
        for name in form.fields
        if form[name].value() not in (None, "", False)
    }
    told |= {"hours": "Daily 00:00-24:00"}
    done = client.post(f"{address}accept/", told)
    assert done.status_code == 302, done.context["form"].errors
    assert "Its listing" in client.get(address).content.decode()
