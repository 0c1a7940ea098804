"""
One made-up youth from the call to the end, with everybody who helps her signed in, each in a
browser of their own; and what each of them cannot see.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from fourfold.apps.cases.access import CARELINE, region_team
from fourfold.apps.cases.models import Case
from fourfold.config.demo.fill import fill_people
from fourfold.config.demo.people import PEOPLE
from fourfold.reference import load_pack
from fourfold.security.models import Account, TeamMember
from tests.make.desk import key_of_session

from .conftest import DESK, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EMAILS = {person.key: person.email for person in PEOPLE}
TOLD = "A teacher says: Maribel is 15 and has new phones. An older man waits for her after school."
REPORTER = "Ms. Okafor-Lindgren"
NAME, FAMILY = "Maribel", "Quintero-Ashe"


@dataclass
class Office:
    """Everybody's browser, opened when they first come in."""

    visit: Callable[..., Visit]
    open: dict[str, Visit] = field(default_factory=dict)
    case: str = ""

    def at(self, key: str, address: str = "") -> Page:
        """Return somebody's page, at an address if one is given."""
        if key not in self.open:
            one = self.open[key] = self.visit(DESK)
            account = Account.objects.get(email=EMAILS[key])
            cookie = key_of_session(account, at=timezone.now())
            one.page.context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": one.url}]
            )
        if address:
            self.open[key].open(address)
        return self.open[key].page

    def on_case(self, key: str) -> Page:
        return self.at(key, f"/desk/cases/{self.case}/")

    def picture(self, key: str, name: str) -> None:
        self.open[key].picture(f"youth-{name}")

    def know_nothing(self, *keys: str) -> None:
        """Make sure that to these people there is no such case, and that no page names her."""
        for key in keys:
            page = self.on_case(key)
            expect(page.get_by_role("heading", level=1)).not_to_contain_text("Case")
            for address in ("/desk/", "/desk/cases/"):
                said = self.at(key, address).content()
                assert FAMILY not in said, key
                assert self.case not in said, key
            self.open[key].complaints.clear()  # the browser's word for an address not found


@pytest.fixture
def site(live_server) -> str:
    fill_people(load_pack("ct"), at=timezone.now())
    return str(live_server.url)


@pytest.fixture
def office(visit: Callable[..., Visit]) -> Office:
    seats = {
        "carmen": [(CARELINE, "CHILD_WELFARE")],
        "luis": [(region_team("REGION_2"), "CHILD_WELFARE")],
        "dana": [("NEW_HAVEN", "COORDINATOR")],
        "tomas": [("NEW_HAVEN", "LAW_ENFORCEMENT")],
    }
    for key, taken in seats.items():
        account = Account.objects.get(email=EMAILS[key])
        for team, discipline in taken:
            TeamMember.objects.create(
                account=account,
                team=team,
                discipline=discipline,
                from_at=timezone.now(),
                given_by="setup",
            )
    return Office(visit)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def tick(scope: Page | Locator, words: str) -> None:
    """Tick the box or circle whose words begin so; its own input stands outside of the page."""
    scope.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(words)}")).first.click()


def fill_day(page: Page, legend: str, *, time: str = "") -> None:
    """Type today into three boxes, and a time if there is a box for it."""
    today = timezone.localtime()
    boxes = page.get_by_role("group", name=re.compile(legend))
    boxes.get_by_label("Month").fill(str(today.month))
    boxes.get_by_label("Day").fill(str(today.day))
    boxes.get_by_label("Year").fill(str(today.year))
    if time:
        boxes.get_by_label("Time").fill(time)


def test_one_youth_from_the_call_to_the_end(office: Office) -> None:
    a_call_is_taken(office)
    office.know_nothing("luis", "tomas", "rosa", "ada", "priya", "stella")
    facts_and_wishes_are_written_down(office)
    the_law_asks_and_answers(office)
    the_region_is_asked(office)
    office.know_nothing("tomas", "rosa", "ada", "priya", "stella")
    a_team_reviews_her_case(office)
    she_is_screened(office)
    a_shelter_takes_her(office)
    she_goes_missing_and_comes_back(office)
    the_work_ends(office)
    office.know_nothing("ada", "priya", "stella")

    assert "CLOSED" in Case.objects.values_list("state", flat=True).filter(id=office.case)


def a_call_is_taken(office: Office) -> None:
    page = office.at("carmen", "/desk/reports/new/")
    page.get_by_label("What is told").fill(TOLD)
    page.get_by_label("Town").select_option(label="New Haven")
    page.get_by_label("Reporter's name").fill(REPORTER)
    office.picture("carmen", "1-call")
    press(page, "Save the report")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Report")
    press(page, "Accept and open a case")
    expect(page.get_by_role("heading", name="What the person wants")).to_be_visible()
    office.case = page.url.rstrip("/").rpartition("/")[2]
    expect(page.get_by_role("heading", level=1)).to_contain_text("Case")
    assert REPORTER not in page.content(), "whoever sees a case does not see who reported"


def facts_and_wishes_are_written_down(office: Office) -> None:
    page = office.on_case("carmen")
    go(page, "Write down facts")
    page.get_by_role("textbox", name="Given name").fill(NAME)
    page.get_by_role("textbox", name="Family name").fill(FAMILY)
    press(page, "Write it down")
    page = office.on_case("carmen")
    go(page, "Write down what they want")
    page.get_by_role("textbox", name="What does the person want").fill(
        "To stay in her school, and to dance."
    )
    press(page, "Write it down")
    expect(office.on_case("carmen").get_by_text("to dance")).to_be_visible()


def the_law_asks_and_answers(office: Office) -> None:
    page = office.on_case("carmen")
    for question in ("sex act on account of which", "under 18 when it happened"):
        tick(page.get_by_role("group", name=re.compile(question)), "Yes")
    press(page, "Keep these answers")
    law = office.on_case("carmen").locator("#law")
    expect(law).to_contain_text("What to ask next")
    office.picture("carmen", "2-law")


def the_region_is_asked(office: Office) -> None:
    page = office.on_case("carmen")
    go(page, "Ask the region")
    page.get_by_label("What makes you ask?").fill("New phones, an older man, and she is afraid.")
    tick(page, "Today")
    press(page, "Send to the region")
    luis = office.at("luis", "/desk/consults/")
    luis.get_by_role("main").get_by_role("link").first.click()
    press(luis, "Take this consult")
    tick(luis, "Suspected")
    luis.get_by_label("Your reasons in your own words").fill("Gifts, control, and her age.")
    press(luis, "See what is recommended")
    office.picture("luis", "3-consult")
    press(luis, "Answer the consult")
    expect(office.on_case("carmen").get_by_role("main")).to_contain_text("Suspected")
    assert REPORTER not in office.on_case("luis").content()


def a_team_reviews_her_case(office: Office) -> None:
    page = office.on_case("carmen")
    go(page, "Who works on it")
    go(page, "Ask somebody to supervise")
    page.get_by_label("Who?").select_option(label="Luis Hartwell")
    page.get_by_role("main").locator("form").last.get_by_role("button").click()
    luis = office.on_case("luis")
    go(luis, "Bring it before a team")
    tick(luis, "New Haven MDT")
    press(luis, "Bring it before this team")
    dana = office.on_case("dana")
    expect(dana.get_by_role("heading", level=1)).to_contain_text(FAMILY)
    office.picture("dana", "7-team")
    tomas = office.on_case("tomas")
    expect(tomas.get_by_role("heading", level=1)).to_contain_text(FAMILY)
    assert REPORTER not in tomas.content() + dana.content()
    assert tomas.get_by_role("link", name="Close the case").count() == 0


def she_is_screened(office: Office) -> None:
    page = office.on_case("carmen")
    go(page, "Screen, or say why not")
    tick(page, "General Trafficking Assessment")
    tick(page, "First screening")
    press(page, "Go to the questions")
    office.picture("carmen", "4-screening")


def a_shelter_takes_her(office: Office) -> None:
    page = office.at("carmen", f"/desk/cases/{office.case}/services/")
    page.get_by_label("What kind of help?").select_option(index=1)
    tick(page, "They want it")
    press(page, "Write it down")
    page = office.at("carmen", f"/desk/cases/{office.case}/services/")
    go(page, "Refer to a service")
    page.get_by_label("What kind of help?").select_option(index=1)
    page.get_by_label("To which service?").select_option("SHORE_HOUSE")
    page.locator("[name=purpose] + label").first.click()
    tick(page, "No")
    press(page, "Keep it and look it over")
    tick(page, "They said yes to this referral")
    press(page, "Send the referral")
    rosa = office.at("rosa", "/desk/referrals/")
    rosa.get_by_role("table").get_by_role("link").first.click()
    assert FAMILY not in rosa.content()
    assert TOLD[:30] not in rosa.content()
    tick(rosa, "We take them")
    office.picture("rosa", "6-referral")
    press(rosa, "Send your answer")
    said = office.at("carmen", f"/desk/cases/{office.case}/services/").get_by_role("main")
    expect(said).to_contain_text("ccepted")


def she_goes_missing_and_comes_back(office: Office) -> None:
    page = office.on_case("carmen")
    go(page, "Write down that they are missing")
    fill_day(page, "When did we know", time="12:05 AM")
    press(page, "Write it down")
    expect(page.get_by_role("heading", name="Duties with a deadline")).to_be_visible()
    office.picture("carmen", "5-missing")
    episode = page.url
    for told, step in (("police were", "olice"), ("NCMEC was", "NCMEC")):
        page.goto(episode)
        go(page, f"Write down that {told} told")
        fill_day(page, "When were they told", time="12:10 AM")
        press(page, "Write it down")
        expect(page.get_by_role("main")).to_contain_text(step)
    page.goto(episode)
    go(page, "Write down the return")
    fill_day(page, "When did they come back", time="12:20 AM")
    press(page, "Write it down")


def the_work_ends(office: Office) -> None:
    page = office.on_case("carmen")
    go(page, "Close the case")
    tick(page, "Safe with family or friends")
    tick(page, "Work is done")
    page.get_by_label("How did it end?").fill("She is home with her aunt and back in school.")
    press(page, "Close the case")
    expect(page.get_by_role("heading", name="Still open")).to_be_visible()
    office.picture("carmen", "8-closing")
    page.get_by_role("textbox", name="Why is it closed although").fill("Her worker goes on there.")
    press(page, "Close the case")
    expect(office.on_case("carmen").get_by_role("main")).to_contain_text("Closed")
    office.picture("carmen", "9-closed")
