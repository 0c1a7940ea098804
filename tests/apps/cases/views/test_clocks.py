"""Clocks on the case page, the page where one is written down, and My day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.apps.cases.actions import duties
from fourfold.apps.cases.jobs.clocks import JOB
from fourfold.apps.cases.models import Case, CaseClock
from fourfold.apps.cases.states.clocks import ClockState
from fourfold.apps.cases.views import day
from fourfold.apps.cases.views.clock_words import CHIPS, late_in_words
from fourfold.security.access.viewer import Viewer, viewer_of
from tests.make import cases, desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Clock:
    """The time in the test."""

    at: datetime = NOW


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.at)
    return clock


@pytest.fixture
def luis() -> Viewer:
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def number(luis: Viewer) -> str:
    return cases.case(luis, given_name="Marisol")


def add(
    number: str, rule: str = "TRAFFICKING_TO_POLICE", *, due: float, **more: object
) -> CaseClock:
    case = Case.objects.get(pk=number)
    return CaseClock.objects.create(
        case=case,
        agency=case.agency,
        person=case.person,
        rule=rule,
        started_at=NOW - 24 * HOUR,
        due_at=NOW + due * HOUR,
        **more,
    )


def client(who: str = "Luis", *, at: datetime = NOW) -> Client:
    return desk.signed_in(people.account(who), at=at)


def page(number: str, who: str = "Luis") -> str:
    return client(who).get(f"/desk/cases/{number}/").content.decode()


def test_a_case_without_clocks_has_no_panel(number: str) -> None:
    assert 'id="clocks"' not in page(number)


def test_the_panel_says_what_is_due_how_late_and_why(number: str) -> None:
    add(number, due=-3)
    html = page(number)

    assert "Tell police of a child found to be trafficked" in html
    assert "Overdue" in html
    assert "3 hours late" in html
    assert "42 U.S.C. 671(a)(34)(A)" in html


def test_what_was_done_late_says_so_with_the_number(number: str, luis: Viewer) -> None:
    add(number, due=-3, met_at=NOW - HOUR, met_by=luis.account, evidence="HPD-114")
    html = page(number)

    assert "Done late" in html
    assert "2 hours late" in html
    assert "HPD-114" in html
    assert "Written down by Luis" in html


def test_a_corrected_start_is_shown_with_the_old_one_and_who_corrected_it(
    number: str, luis: Viewer
) -> None:
    was = {"from": "2030-01-02T14:00:00Z", "due": "2030-01-03T02:00:00Z"}
    add(number, due=3, moved=[{**was, "by": luis.account, "at": "2030-01-04T15:00:00Z"}])
    html = page(number)

    assert "Luis corrected when it began" in html
    assert "Jan 2, 9:00 AM" in html


def test_a_default_that_no_law_says_is_marked_and_a_year_without_holidays_too(number: str) -> None:
    add(number, "RETURN_SCREENING", due=5)
    html = page(number)

    assert "our default" in html
    assert "holidays of that year are not listed" in html


def test_a_clock_the_pack_no_longer_has_is_still_shown(number: str) -> None:
    add(number, "OLD_DUTY", due=5)

    assert "Old duty" in page(number)


def test_the_page_of_a_duty_takes_when_and_the_number(number: str) -> None:
    clock = add(number, due=-3)
    address = f"/desk/cases/{number}/clocks/{clock.id}/"
    typed = {
        "done_at_month": "1",
        "done_at_day": "7",
        "done_at_year": "2030",
        "done_at_time": "2:15 AM",
        "evidence": "HPD-114",
    }
    here = client()
    asked = here.get(address)
    answer = here.post(address, typed)

    assert "3 hours late" in asked.content.decode()
    assert answer.status_code == 302
    clock.refresh_from_db()
    assert f"{timezone.localtime(clock.met_at):%H:%M}" == "02:15"
    assert "written down" in here.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"done_at_time": "11:59 PM"}, "still to come"),
        ({"done_at_time": "2:15"}, "AM or PM"),
        ({"evidence": "spoke with Ray"}, "number alone"),
    ],
)
def test_what_does_not_fit_is_told_and_kept_as_typed(
    number: str, changed: dict[str, str], said: str
) -> None:
    clock = add(number, due=-3)
    typed = {
        "done_at_month": "1",
        "done_at_day": "7",
        "done_at_year": "2030",
        "done_at_time": "2:15 AM",
        "evidence": "HPD-114",
    } | changed
    html = client().post(f"/desk/cases/{number}/clocks/{clock.id}/", typed).content.decode()

    assert said in html
    assert all(f'value="{each}"' in html for each in changed.values())
    assert CaseClock.objects.get().met_at is None


def test_the_second_to_write_it_down_reads_who_was_first(number: str, luis: Viewer) -> None:
    clock = add(number, due=-3)
    here = client()
    address = f"/desk/cases/{number}/clocks/{clock.id}/"
    duties.done(clock.id, kind="case", record=number, done_at=NOW - HOUR, by=luis)
    typed = {"done_at_month": "1", "done_at_day": "7", "done_at_year": "2030"}
    answer = here.post(address, typed | {"done_at_time": "2:15 AM"}, follow=True)

    assert "Luis wrote this down before you" in answer.content.decode()


@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_who_may_not_write_finds_no_such_page(number: str, luis: Viewer, who: str) -> None:
    clock = add(number, due=-3)
    people.account(who, "LIAISON" if who == "stranger" else "COORDINATOR")
    address = f"/desk/cases/{number}/clocks/{clock.id}/"

    assert client(who).get(address).status_code == 404


# ------------------------------------------------------------------ My day
def day_of(who: str = "Luis") -> list[tuple[str, str]]:
    viewer = viewer_of(people.account(who).id, at=NOW, second_factor=True)
    return [(each.words, each.about) for each in day.waits(viewer)]


def test_my_day_says_what_whose_and_how_late_and_no_name(number: str) -> None:
    add(number, due=-3)
    ((words, about),) = day_of()
    shown = " ".join(number[at : at + 4] for at in range(0, 16, 4))

    assert words == "Tell police of a child found to be trafficked"
    assert about == f"Case {shown}, Eastern, Regional liaison, 3 hours late."
    assert "Marisol" not in client().get("/desk/").content.decode()


def test_what_is_overdue_leads_then_what_is_due_today_and_tomorrow_waits(number: str) -> None:
    add(number, "RETURN_SCREENING", due=6)
    add(number, "MISSING_TO_POLICE", due=40)
    add(number, due=-3)

    assert [words for words, _about in day_of()] == [
        "Tell police of a child found to be trafficked",
        "Screen a child who came back",
    ]


def test_nobody_reads_of_a_record_they_may_not_know(number: str) -> None:
    add(number, due=-3)
    people.account("Vera", "LIAISON")

    assert day_of("Vera") == []


def test_my_day_takes_two_questions_however_many_duties_wait(
    number: str, luis: Viewer, django_assert_num_queries: object
) -> None:
    for nth in range(12):
        add(number, due=-nth, about=f"PART{nth:012}")

    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(day.waits(luis)) == 12


def test_a_notice_of_an_overdue_duty_leads_to_its_case_only_who_may_open_it(
    number: str, luis: Viewer
) -> None:
    add(number, due=-3)
    people.account("Vera", "LIAISON")
    duties.escalate(by=Viewer(account=JOB, agency="", at=NOW))

    assert f'<a href="/desk/cases/{number}/"' in client().get("/desk/").content.decode()
    hers = client("Vera").get("/desk/").content.decode()
    assert "A duty with a deadline is overdue" in hers
    assert number not in hers


LATE = [
    (timedelta(), ""),
    (timedelta(seconds=20), "1 minute late"),
    (timedelta(minutes=59), "59 minutes late"),
    (timedelta(minutes=61), "1 hour late"),
    (timedelta(hours=47), "47 hours late"),
    (timedelta(hours=49), "2 days late"),
]


@pytest.mark.parametrize(("late", "said"), LATE)
def test_late_is_said_plainly(late: timedelta, said: str) -> None:
    assert late_in_words(late) == said


def test_every_state_of_a_clock_has_words() -> None:
    assert set(CHIPS) == set(ClockState)


def test_a_team_member_without_the_right_to_write_has_no_duties(number: str) -> None:
    add(number, due=-3)
    tomas = people.account("Tomas", "TEAM")

    assert day.waits(viewer_of(tomas.id, at=NOW, second_factor=True)) == []
