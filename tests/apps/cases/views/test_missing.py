"""Pages of a missing episode: what is asked, what is said back, and who sees what."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from fourfold.apps.cases.actions import missing, telling
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.forms.missing import HEARD, QUESTIONS, WHY_NOT
from fourfold.apps.cases.models import Case, CaseClock, MissingEpisode
from fourfold.apps.cases.states.missing import Heard, MissingState, Question
from fourfold.apps.cases.states.screenings import WhyNot
from fourfold.apps.cases.states.steps import Step
from fourfold.apps.cases.views.missing_panel import CHIPS
from fourfold.security.access.viewer import Viewer
from tests.make import cases, desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = NOW + 30 * HOUR


@pytest.fixture
def luis() -> Viewer:
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def number(luis: Viewer) -> str:
    return cases.case(luis, given_name="Marisol")


@pytest.fixture
def episode(number: str, luis: Viewer) -> str:
    return missing.report_missing(
        number, known_at=NOW, missing_from="7 Quiet Street", last_seen="Red coat.", by=luis
    )


@pytest.fixture(autouse=True)
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def client(who: str = "Luis") -> Client:
    return desk.signed_in(people.account(who), at=LATER)


def boxes(name: str, at: datetime) -> dict[str, str]:
    local = timezone.localtime(at)
    return {
        f"{name}_month": str(local.month),
        f"{name}_day": str(local.day),
        f"{name}_year": str(local.year),
        f"{name}_time": f"{local:%I:%M %p}",
    }


def step(number: str, episode: str, name: str, typed: dict[str, str]) -> str:
    address = f"/desk/cases/{number}/missing/{episode}/{name}/"
    return client().post(address, typed, follow=True).content.decode()


def test_who_is_missing_is_written_down_and_the_page_says_what_comes_next(number: str) -> None:
    typed = boxes("known_at", NOW) | boxes("missing_at", NOW - 2 * HOUR)
    typed |= {"missing_from": "7 Quiet Street", "last_seen": "Red coat."}
    html = client().post(f"/desk/cases/{number}/missing/", typed, follow=True).content.decode()

    assert "Now tell police and NCMEC" in html
    assert "Write down that police were told" in html
    assert "Red coat." in html
    assert "7 Quiet Street" not in html


@pytest.mark.parametrize("running", [True, False])
def test_whether_police_know_of_the_trafficking_is_asked_while_they_must_be_told(
    number: str, episode: str, luis: Viewer, running: bool
) -> None:
    if running:
        with transaction.atomic():
            told = {"concern": "CONFIRMED"}
            telling.tell(Case.objects.get(pk=number), Step.CONSULT_ANSWERED, by=luis, facts=told)
    html = client().get(f"/desk/cases/{number}/missing/{episode}/police/").content.decode()
    assert ("also told that the child is found to be trafficked" in html) is running

    step(number, episode, "police", boxes("told_at", NOW + HOUR) | {"trafficking": "on"})
    met = CaseClock.objects.filter(rule="TRAFFICKING_TO_POLICE", met_at=NOW + HOUR)
    assert met.exists() is running


def test_the_form_begins_with_now(number: str) -> None:
    html = client().get(f"/desk/cases/{number}/missing/").content.decode()

    assert f'value="{timezone.localtime(LATER):%-I:%M %p}"' in html


@pytest.mark.parametrize(("hours", "said"), [(3, "It was in time."), (29, "It was 5 hours late.")])
def test_late_is_said_plainly(number: str, episode: str, hours: int, said: str) -> None:
    typed = boxes("told_at", NOW + hours * HOUR) | {"number": "HPD-30-114"}
    html = step(number, episode, "police", typed)

    assert said in html
    assert "HPD-30-114" in html


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("police", boxes("told_at", LATER + HOUR) | {"number": ""}, "still to come"),
        ("police", boxes("told_at", NOW) | {"number": "Officer Ray"}, "number alone"),
        ("back", boxes("returned_at", NOW - HOUR), "before they were gone"),
        ("back", boxes("returned_at", LATER + HOUR), "still to come"),
        ("mistake", {"words": ""}, "How do you know?"),
        ("not-screened", {"why": "REFUSED"}, "not back yet"),
    ],
)
def test_what_does_not_fit_is_told_beside_the_field(
    number: str, episode: str, name: str, typed: dict[str, str], said: str
) -> None:
    assert said in step(number, episode, name, typed)


def test_the_second_to_write_it_down_reads_who_was_first(
    number: str, episode: str, luis: Viewer
) -> None:
    missing.police_told(episode, case=number, told_at=NOW, number="", by=luis)
    html = step(number, episode, "police", boxes("told_at", NOW))

    assert "Luis wrote this down before you" in html


def told(**words: str) -> dict[str, str]:
    typed = {f"{question.column}_how": "NOT_ASKED" for question in Question}
    return typed | words


def came_back(number: str, episode: str, luis: Viewer) -> None:
    by = replace(luis, at=NOW + 20 * HOUR)
    missing.returned(episode, case=number, returned_at=by.at, by=by)


def test_what_they_told_is_kept_and_what_they_did_not_is_said(
    number: str, episode: str, luis: Viewer
) -> None:
    came_back(number, episode, luis)
    version = str(Case.objects.get(pk=number).version)
    typed = told(
        version=version,
        why_left_how="TOLD",
        why_left="I did not feel safe there.",
        while_away_how="REFUSED",
        with_whom_how="TOLD",
        with_whom="A man called Zed.",
    )
    html = step(number, episode, "talk", typed)

    assert "I did not feel safe there." in html
    assert "They did not want to say" in html
    assert "Not asked" in html
    assert "A man called Zed." not in html


def test_a_masked_answer_is_shown_on_the_case_with_a_purpose(
    number: str, episode: str, luis: Viewer
) -> None:
    came_back(number, episode, luis)
    answers = dict.fromkeys(Question, (Heard.TOLD, "A man called Zed."))
    version = Case.objects.get(pk=number).version
    missing.hear(episode, case=number, answers=answers, version=version, by=replace(luis, at=LATER))
    name = f"missingepisode:{episode}:with_whom"
    asked = {"value": name, "purpose": "TO_KEEP_SAFE"}
    html = client().post(f"/desk/cases/{number}/show/", asked).content.decode()

    assert "A man called Zed." in html


def test_words_without_an_answer_are_asked_about_and_kept(
    number: str, episode: str, luis: Viewer
) -> None:
    came_back(number, episode, luis)
    typed = told(version="3", why_left="I was afraid.")
    html = step(number, episode, "talk", typed)

    assert "take the words out" in html
    assert "I was afraid." in html


def test_a_stale_talk_says_who_changed_the_case_and_keeps_the_words(
    number: str, episode: str, luis: Viewer
) -> None:
    came_back(number, episode, luis)
    typed = told(version="1", why_left_how="TOLD", why_left="I was afraid.")
    html = step(number, episode, "talk", typed)

    assert "Luis wrote this down before you" in html
    assert "I was afraid." in html
    assert MissingEpisode.objects.get().heard_at is None


def test_the_case_page_lists_every_time(number: str, episode: str, luis: Viewer) -> None:
    came_back(number, episode, luis)
    again = replace(luis, at=LATER)
    missing.report_missing(number, known_at=LATER, by=again)
    html = client().get(f"/desk/cases/{number}/").content.decode()

    assert html.count('class="ff-episode"') == 2
    assert "Write down that they are missing" not in html
    assert "wrote down that the person is missing" in html


def test_times_in_other_cases_are_listed_only_if_one_may_know_them(
    number: str, episode: str, luis: Viewer
) -> None:
    vera = people.viewer("Vera", "LIAISON")
    other = open_case(Case.objects.get(pk=number).person, region="", by=vera)
    hidden = client("Vera").get(f"/desk/cases/{other}/").content.decode()
    own = open_case(Case.objects.get(pk=number).person, region="", by=luis)
    seen = client().get(f"/desk/cases/{own}/").content.decode()

    assert number not in hidden
    assert f"/desk/cases/{number}/#missing" in seen


@pytest.mark.parametrize("name", ["", "police/", "nothing/"])
def test_who_may_not_know_the_case_finds_nothing(number: str, episode: str, name: str) -> None:
    people.account("Vera", "LIAISON")
    address = f"/desk/cases/{number}/missing/{episode}/{name}"

    assert client("Vera").get(address).status_code == 404
    assert client().get(f"/desk/cases/{number}/missing/{episode}/nothing/").status_code == 404


def test_my_day_leads_to_where_the_duty_is_written_down(number: str, episode: str) -> None:
    html = client().get("/desk/").content.decode()

    assert f"/desk/cases/{number}/missing/{episode}/police/" in html
    assert "6 hours late" in html


def test_every_code_has_words() -> None:
    assert set(CHIPS) == set(MissingState)
    assert set(QUESTIONS) == set(Question)
    assert set(HEARD) == set(Heard)
    assert set(WHY_NOT) == set(WhyNot)
