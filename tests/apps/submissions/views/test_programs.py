"""What a program may do with its token, and every way in which it is told no."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.analysis.check.files.said import JSON_SHAPE
from fourfold.apps.submissions.actions import asking, tokens
from fourfold.apps.submissions.models import Batch, Mapping, Upload
from fourfold.apps.submissions.views import programs
from tests.make import brought, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
BASE = "/api/submissions/"
WRONG = brought.ANSWER.replace(b"BRINEPORT", b"BRINEPORRT")


@pytest.fixture
def secret(zamara, monkeypatch) -> str:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    brought.office()
    brought.open_call()
    asking.ask(brought.CALL, respondents=[brought.OFFICE], by="setup", at=NOW)
    stew = people.viewer("Stew", "STEWARD")
    alma = people.viewer("Alma", "AGENCY_ADMIN")
    made = tokens.make(brought.OFFICE, name="system", steward=stew.account, days=30, by=alma)
    return made.secret


class Program:
    """A program with a token."""

    def __init__(self, secret: str) -> None:
        self.client = Client()
        self.headers = {"authorization": f"Bearer {secret}"}

    def ask(self, path: str, said: object = None):
        return self.client.post(
            BASE + path,
            json.dumps(said or {}),
            content_type="application/json",
            headers=self.headers,
        )

    def begin(self, content: bytes, **other):
        said = {"call": brought.CALL, "file_name": "a.csv", "size": len(content), "once": "first"}
        return self.ask("", said | other)

    def part(self, upload: str, content: bytes, *, start: int = 0):
        return self.client.post(
            f"{BASE}{upload}/parts/?start={start}",
            content,
            content_type="application/octet-stream",
            headers=self.headers,
        )

    def bring(self, content: bytes, **other) -> str:
        upload = self.begin(content, **other).json()["upload"]
        assert self.part(upload, content).json()["arrived"] == len(content)
        return upload


def test_a_program_brings_a_file_and_sends_it_in_a_call_of_its_own(secret):
    program = Program(secret)
    upload = program.bring(brought.ANSWER)

    kept = program.ask(f"{upload}/finish/")
    batch = Batch.objects.get()

    assert kept.status_code == 200
    assert kept.json() | {"sha256": ""} == {
        "batch": str(batch.id),
        "version": 1,
        "state": "RECEIVED",
        "again": False,
        "rows": 2,
        "sha256": "",
    }
    assert batch.sent_at is None
    assert program.ask(f"{upload}/finish/").json()["batch"] == str(batch.id)
    sent = program.ask(f"batches/{batch.id}/send/")
    assert sent.json()["state"] == "SENT"
    assert not kept.cookies
    assert not sent.cookies


def test_the_same_file_again_is_the_version_that_it_is(secret):
    program = Program(secret)
    first = program.ask(f"{program.bring(brought.ANSWER)}/finish/").json()

    second = program.ask(f"{program.bring(brought.ANSWER, once='second')}/finish/").json()

    assert second["batch"] == first["batch"]
    assert second["again"] is True
    assert Batch.objects.count() == 1


def test_problems_are_told_in_the_shape_of_the_check_and_nothing_is_kept(secret):
    program = Program(secret)

    told = program.ask(f"{program.bring(WRONG)}/finish/")

    assert told.status_code == 422
    said = told.json()
    assert list(said) == list(JSON_SHAPE)
    assert (said["outcome"], said["errors"], said["can_be_sent"]) == ("PROBLEMS", 1, False)
    group = said["problems"][0]
    assert (group["column"], group["severity"]) == ("town", "ERROR")
    assert group["examples"][0]["row"] == 2
    assert group["examples"][0]["suggestion"]
    assert Batch.objects.count() == 0


def test_a_doubt_is_told_in_the_same_shape_and_an_answer_goes_on(secret):
    program = Program(secret)
    odd = brought.ANSWER.replace(b"calls", b"how often it rang")
    upload = program.bring(odd)

    said = program.ask(f"{upload}/finish/").json()
    assert said["outcome"] == "PROBLEMS"
    answers = {each["code"]: "calls" for each in said["doubts"]}
    kept = program.ask(f"{upload}/finish/", {"answers": answers})

    assert kept.json()["state"] == "RECEIVED"


def test_a_file_that_cannot_be_read_is_told_in_the_same_shape(secret):
    program = Program(secret)

    said = program.ask(f"{program.bring(bytes(range(9)))}/finish/").json()

    assert list(said) == list(JSON_SHAPE)
    assert (said["outcome"], said["rows"]) == ("NOT_READ", None)
    assert said["problems"][0]["fix"]


def test_what_a_call_asks_is_told_to_those_it_asks_and_to_nobody_else(secret):
    program = Program(secret)
    Mapping.objects.create(
        organization=brought.OFFICE,
        dataset=brought.DATASET,
        heading="rings",
        field="calls",
        said_at=NOW,
        said_by="stew",
    )
    brought.open_call("OTHERS-2029")

    told = program.ask(f"calls/{brought.CALL}/").json()

    assert told == {
        "call": brought.CALL,
        "jurisdiction": "zz",
        "contract": {"name": brought.DATASET, "version": told["contract"]["version"]},
        "from_on": told["from_on"],
        "until_on": told["until_on"],
        "remembered": {"rings": "calls"},
    }
    for call in ("OTHERS-2029", "NONE"):
        refused = program.ask(f"calls/{call}/")
        assert (refused.status_code, refused.json()["code"]) == (409, "NotAsked")


def test_a_part_out_of_turn_is_told_where_to_go_on(secret):
    program = Program(secret)
    content = b"x" * 200_000
    upload = program.begin(content).json()["upload"]

    assert program.part(upload, content[100_000:], start=100_000).json()["arrived"] == 0
    assert program.part(upload, content[:100_000]).json()["arrived"] == 100_000
    assert program.begin(content).json() == {
        "upload": upload,
        "arrived": 100_000,
        "size": 200_000,
        "part_at_most": 4 * 2**20,
    }
    assert program.ask(f"{upload}/finish/").status_code == 409
    assert program.ask(f"{upload}/drop/").json()["state"] == "DROPPED"


@pytest.mark.parametrize("said", ["", "Bearer ", "Bearer wrong", "Basic abc", "bearer x"])
def test_without_a_token_that_works_there_is_one_answer(secret, said):
    answer = Client().post(BASE, headers={"authorization": said})

    assert answer.status_code == 401
    assert answer.json()["code"] == "TokenUseless"
    assert not answer.cookies


def test_whoever_guesses_is_stopped_and_a_right_token_does_not_count(secret, monkeypatch):
    monkeypatch.setattr(programs, "WRONG_AN_HOUR", 3)
    program = Program(secret)

    for _nth in range(5):
        assert program.ask("nothing/drop/").status_code == 404
    wrong = [Program("fourfold_guess").ask("x/drop/").status_code for _nth in range(5)]

    assert wrong == [401, 401, 401, 429, 429]


def test_a_program_that_calls_too_often_is_told_when_to_come_again(secret, monkeypatch):
    monkeypatch.setattr(programs, "CALLS_AN_HOUR", 2)
    program = Program(secret)

    answers = [program.ask("nothing/drop/") for _nth in range(3)]

    assert [each.status_code for each in answers] == [404, 404, 429]
    assert int(answers[2].headers["Retry-After"]) > 0


def test_what_cannot_be_read_is_refused_in_words(secret):
    program = Program(secret)
    wrong = [
        program.client.post(BASE, b"{", content_type="application/json", headers=program.headers),
        program.client.post(BASE, b"[]", content_type="application/json", headers=program.headers),
        program.begin(b"x", call=7),
        program.begin(b"x", size="7"),
        program.begin(b"x", size=True),
        program.begin(b"x", once=""),
        program.begin(b"x", call="NONE"),
        program.begin(b""),
    ]
    upload = program.begin(b"x" * 10).json()["upload"]
    wrong += [
        program.client.post(f"{BASE}{upload}/parts/", b"x", "text/plain", headers=program.headers),
        program.part(upload, b"x" * 11),
        program.ask(f"{upload}/finish/"),
    ]

    assert {each.status_code for each in wrong} == {409}
    assert all(each.json()["refused"] and each.json()["code"] for each in wrong)


def test_another_offices_file_is_unknown(secret):
    brought.office(brought.OTHER_OFFICE, agency=people.PROVIDER)
    far = people.viewer("Far", "STEWARD", of=people.PROVIDER)
    ada = people.viewer("Ada", "AGENCY_ADMIN", of=people.PROVIDER)
    other = tokens.make(brought.OTHER_OFFICE, name="x", steward=far.account, days=1, by=ada).secret
    upload = Program(secret).begin(b"x" * 10).json()["upload"]

    assert Program(other).part(upload, b"x" * 10).status_code == 404
    assert Program(other).ask(f"{upload}/finish/").status_code == 404
    assert Upload.objects.get().arrived == 0


def test_a_program_has_one_method_and_no_page():
    client = Client()

    for method in ("get", "head", "put", "patch", "delete"):
        assert getattr(client, method)(BASE).status_code == 405


@pytest.mark.parametrize("odd", ["\0", "a\0b", "\ud800", "x" * 81, "x" * 2_001])
@pytest.mark.parametrize("where", ["call", "file_name", "once"])
def test_text_that_no_database_keeps_is_refused_or_kept_and_never_an_error(secret, where, odd):
    answer = Program(secret).begin(brought.ANSWER, **{where: odd})

    assert answer.status_code in (201, 409), answer.content


@pytest.mark.parametrize("answers", [{"dates": "\0"}, {"\0": "x"}, {"dates": "\ud800"}])
def test_answers_that_no_database_keeps_are_refused_in_words(secret, answers):
    program = Program(secret)
    upload = program.bring(brought.ANSWER)

    answer = program.ask(f"{upload}/finish/", {"answers": answers})

    assert (answer.status_code, answer.json()["code"]) == (409, "Unreadable")


def test_an_object_nested_without_end_is_refused_in_words(secret):
    program = Program(secret)
    nested = '{"a":' * 9_000 + "1" + "}" * 9_000

    answer = program.client.post(
        BASE, nested, content_type="application/json", headers=program.headers
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "Unreadable")
