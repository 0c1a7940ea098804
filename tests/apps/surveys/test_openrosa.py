"""Field apps load a form and send answers with the OpenRosa protocol's own messages."""

from __future__ import annotations

import base64

import pytest
from defusedxml import ElementTree
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fourfold.apps.surveys.actions.devices import admit, end
from fourfold.apps.surveys.actions.studies import move_wave
from fourfold.apps.surveys.models import Response
from fourfold.apps.surveys.queries.devices import devices
from fourfold.apps.surveys.rules import NoSuchStudy
from fourfold.apps.surveys.states import WaveState
from tests.make import desk, people
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
LIST = "{http://openrosa.org/xforms/xformsList}"
FILLED = """<?xml version='1.0' ?>
<data xmlns:orx="http://openrosa.org/xforms" id="work" version="3">
<one><works>yes</works><hours>{hours}</hours></one><more/><deviceid>collect:abc</deviceid>
<orx:meta><orx:instanceID>uuid:{uuid}</orx:instanceID></orx:meta></data>"""


@pytest.fixture
def device(wave):
    return admit(wave.id, name="blue tablet", by="staff", at=NOW)


def header(name: str, secret: str) -> dict[str, str]:
    told = base64.b64encode(f"{name}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {told}", "X-OpenRosa-Version": "1.0"}


def app(device) -> Client:
    return Client(headers=header(device.id, device.secret))


def filled(hours: str = "12", uuid: str = "one") -> bytes:
    return FILLED.format(hours=hours, uuid=uuid).encode()


def send(client: Client, content: bytes):
    part = SimpleUploadedFile("submission.xml", content, "text/xml")
    return client.post("/openrosa/submission", {"xml_submission_file": part})


def test_a_field_app_asks_lists_loads_and_sends_as_odk_collect_does(device) -> None:
    asked = Client().get("/openrosa/formList")
    assert asked.status_code == 401
    assert asked.headers["WWW-Authenticate"].startswith("Basic realm=")
    collect = app(device)

    listed = collect.get("/openrosa/formList")
    assert listed.headers["X-OpenRosa-Version"] == "1.0"
    assert listed.headers["Content-Type"] == "text/xml; charset=utf-8"
    form = ElementTree.fromstring(listed.content).find(f"{LIST}xform")
    told = {each.tag.removeprefix(LIST): each.text for each in form}
    assert (told["formID"], told["version"], told["name"]) == ("work", "3", "Work")
    assert told["hash"].startswith("md5:")

    assert collect.get(told["downloadUrl"]).content == b"<h:html/>"
    manifest = ElementTree.fromstring(collect.get(told["manifestUrl"]).content)
    assert manifest.tag == "{http://openrosa.org/xforms/xformsManifest}manifest"

    head = collect.head("/openrosa/submission")
    assert head.status_code == 204
    assert head.headers["X-OpenRosa-Accept-Content-Length"] == "1000000"
    assert head.headers["Location"] == "http://testserver/openrosa/submission"
    assert "Date" in head.headers

    sent = send(collect, filled())
    assert sent.status_code == 201
    assert b"http://openrosa.org/http/response" in sent.content
    kept = Response.objects.get()
    assert kept.answers == {"works": "yes", "hours": "12", "more": ""}
    assert kept.way == "APP"


def test_the_same_instance_sent_three_times_counts_once(device) -> None:
    collect = app(device)

    answers = [send(collect, filled()) for _ in range(3)]

    assert [each.status_code for each in answers] == [201, 201, 201]
    assert Response.objects.count() == 1
    send(collect, filled(uuid="two"))
    assert Response.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not xml", "no XML"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "no XML"),
        (b"<data id='work' version='3'><works>yes</works></data>", "no instanceID"),
        (filled().replace(b'version="3"', b'version="2"'), "Load the form anew"),
        (filled().replace(b'id="work"', b'id="play"'), "Load the form anew"),
        (filled(hours="400"), "hours: this answer does not fit"),
        (filled(hours="many"), "hours: this answer does not fit"),
        (b"<data>" + b"<a/>" * 6_000 + b"</data>", "more than 5,000 parts"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_and_not_kept(device, content, said) -> None:
    answer = send(app(device), content)

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Response.objects.exists()


def test_what_is_too_large_or_missing_is_refused(device) -> None:
    assert send(app(device), b"<a>" + b" " * 1_000_001 + b"</a>").status_code == 413
    assert app(device).post("/openrosa/submission").status_code == 400


@pytest.mark.parametrize("told", ["", "Bearer x", "Basic %%%", "Basic bm9ib2R5Om5vdGhpbmc="])
def test_without_a_token_that_works_nothing_is_opened(wave, told: str) -> None:
    for address in ("formList", "forms/x", "forms/x/manifest", "submission"):
        answer = Client(headers={"Authorization": told}).head(f"/openrosa/{address}")
        assert answer.status_code == 401


def test_a_token_ended_opens_nothing_at_once(device, wave) -> None:
    for _ in range(2):
        end(device.id, wave=wave.id, by="staff", at=NOW)

    assert app(device).get("/openrosa/formList").status_code == 401
    assert devices(wave.id, viewer="staff")[0].ended_at == NOW


def test_a_closed_wave_lists_no_form_and_takes_no_answer(device, wave) -> None:
    move_wave(wave.id, to=WaveState.CLOSED, by="staff", at=NOW)
    collect = app(device)

    assert b"<xform>" not in collect.get("/openrosa/formList").content
    assert collect.get(f"/openrosa/forms/{device.id}").status_code == 404
    assert send(collect, filled()).status_code == 403


def test_a_device_does_not_load_anothers_form(device) -> None:
    assert app(device).get("/openrosa/forms/OTHER").status_code == 404
    assert app(device).get("/openrosa/forms/OTHER/manifest").status_code == 404


def test_wrong_tokens_from_one_address_are_limited(wave) -> None:
    wrong = Client(headers=header("nobody", "nothing"))

    found = [wrong.get("/openrosa/formList").status_code for _ in range(62)]

    assert found.count(429) >= 1
    assert set(found) == {401, 429}


def test_whoever_runs_surveys_admits_a_device_and_sees_its_token_once(wave) -> None:
    lead = desk.signed_in(people.account("Lea", "TRAINING_LEAD"), at=NOW)
    address = f"/desk/surveys/{wave.study_id}/waves/{wave.id}/devices/"

    made = lead.post(address, {"do": "admit", "name": "blue tablet"}).content.decode()
    secret = made.split("fourfold_")[1].split("<")[0]
    found = devices(wave.id, viewer="staff")[0]
    again = lead.get(address).content.decode()

    assert secret not in again
    assert "blue tablet" in again
    assert (
        Client(headers=header(found.id, f"fourfold_{secret}")).get("/openrosa/formList").status_code
        == 200
    )
    lead.post(address, {"do": "end", "device": found.id})
    assert devices(wave.id, viewer="staff")[0].ended_at == NOW
    assert lead.post(address, {"do": "admit", "name": ""}).status_code == 422
    assert lead.post(address, {"do": "end", "device": "none"}).status_code == 404
    # SQLite looks for such a letter and finds nothing; PostgreSQL refuses to be asked.
    assert lead.post(address, {"do": "end", "device": "a\0b"}).status_code in {400, 404}


def test_who_does_not_run_surveys_admits_nobody(wave) -> None:
    with pytest.raises(NoSuchStudy):
        admit(wave.id, name="x", by=people.viewer("Rosa", "PROVIDER"), at=NOW)
    assert devices(wave.id, viewer=people.viewer("Rosa")) == []
