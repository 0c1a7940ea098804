"""
One made-up youth from the call to the end, with seven roles signed in, each in a browser of their
own: a screener, a liaison, a coordinator, a team member, a provider, a privacy officer and one of
the Council's staff; and what each of them cannot see.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from fourfold.apps.cases.access import CARELINE, region_team
from fourfold.apps.cases.models import Case
from fourfold.config.demo.fill import fill_people
from fourfold.reference import load_pack
from fourfold.security.models import Account, TeamMember

from .conftest import Visit
from .office import EMAILS, Office, fill_day, go, press, see, tick

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TOLD = "A teacher says: Maribel is 15 and has new phones. An older man waits for her after school."
REPORTER = "Ms. Okafor-Lindgren"
NAME, FAMILY = "Maribel", "Quintero-Ashe"
WISH = "To stay in her school, and to dance."
STREET = "12 Larkspur Court"
REASONS = "Gifts, control, and her age."
NOTE = "She told me whom she is afraid of."
LISTS = ("/desk/", "/desk/cases/", "/desk/reports/", "/desk/consults/", "/desk/teams/")
EVERY_SECRET = {TOLD, REPORTER, FAMILY, WISH, STREET, REASONS, NOTE}
HIDDEN = {
    "carmen": {STREET, NOTE},
    "luis": {TOLD, REPORTER, STREET, NOTE},
    "dana": {TOLD, REPORTER, STREET, NOTE},
    "tomas": {TOLD, REPORTER, STREET, NOTE},
    "rosa": EVERY_SECRET - {NOTE},
    "priya": EVERY_SECRET | {NAME},
    "sam": EVERY_SECRET | {NAME},
}
"""What no page says to each of them at once; a street is covered until somebody says what for."""


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


def test_one_youth_from_the_call_to_the_end(office: Office) -> None:
    a_call_is_taken(office)
    nobody_else_knows(office, "luis", "dana", "tomas", "rosa", "priya", "sam")
    facts_and_wishes_are_written_down(office)
    the_law_asks_and_answers(office)
    the_region_is_asked(office)
    nobody_else_knows(office, "dana", "tomas", "rosa", "priya", "sam")
    a_team_reviews_her_case(office)
    she_is_screened(office)
    a_shelter_takes_her(office)
    she_goes_missing_and_comes_back(office)
    the_work_ends(office)
    a_privacy_officer_sees_who_looked_and_at_nothing_else(office)
    the_council_sees_no_record(office)
    nobody_sees_more_than_they_need(office)

    assert len(office.open) == len(HIDDEN) == 7
    assert "CLOSED" in Case.objects.values_list("state", flat=True).filter(id=office.case)


def nobody_else_knows(office: Office, *keys: str) -> None:
    """Make sure that to these people there is no such case, and that no page names her."""
    for key in keys:
        assert office.status(key, f"/desk/cases/{office.case}/") == 404, key
        assert office.status(key, f"/desk/reports/{office.report}/") in {403, 404}, key
        said = office.said_to(key, LISTS)
        assert FAMILY not in said, key
        assert office.case not in said, key


def nobody_sees_more_than_they_need(office: Office) -> None:
    """Make sure of it on every page of hers, opened by each of them."""
    case = f"/desk/cases/{office.case}/"
    pages = (case, *(f"{case}{each}/" for each in ("services", "law", "print", "person")))
    for key, secrets in HIDDEN.items():
        own = pages if key != "carmen" else (*pages, f"/desk/reports/{office.report}/")
        said = office.said_to(key, LISTS + own)
        assert {each for each in secrets if each in said} == set(), key
    for key in ("luis", "dana", "tomas", "rosa", "priya", "sam"):
        assert office.status(key, f"/desk/reports/{office.report}/") in {403, 404}, key
    for key in ("rosa", "priya", "sam"):
        assert office.status(key, case) == 404, key
    for key in ("dana", "tomas"):
        assert office.status(key, f"{case}close/") in {403, 404}, key


def a_call_is_taken(office: Office) -> None:
    page = office.at("carmen", "/desk/reports/new/")
    page.get_by_label("What is told").fill(TOLD)
    page.get_by_label("Town").select_option(label="New Haven")
    page.get_by_label("Reporter's name").fill(REPORTER)
    office.picture("carmen", "1-call")
    press(page, "Save the report")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Report")
    office.report = page.url.rstrip("/").rpartition("/")[2]
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
    page.get_by_role("textbox", name="Street").fill(STREET)
    press(page, "Write it down")
    page = office.on_case("carmen")
    go(page, "Write down what they want")
    page.get_by_role("textbox", name="What does the person want").fill(WISH)
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
    luis.get_by_label("Your reasons in your own words").fill(REASONS)
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
    office.picture("tomas", "7-team-member")


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
    tick(page, "Yes, what the person")
    press(page, "Keep it and look it over")
    draft = page.url
    she_lets_them_know_her_name(office)
    page.goto(draft)
    see(page, "To plan and give servicesGiven name")
    tick(page, "They said yes to this referral")
    press(page, "Send the referral")
    rosa = office.at("rosa", "/desk/referrals/")
    assert NAME not in rosa.content()
    rosa.get_by_role("table").get_by_role("link").first.click()
    see(rosa, NAME)
    tick(rosa, "We take them")
    office.picture("rosa", "6-referral")
    press(rosa, "Send your answer")
    go(rosa, "Open your notes")
    rosa.get_by_label("New note").fill(NOTE)
    press(rosa, "Keep the note")
    see(rosa, NOTE)
    see(office.at("carmen", f"/desk/cases/{office.case}/services/"), "Accepted")


def she_lets_them_know_her_name(office: Office) -> None:
    page = office.at("carmen")
    go(page, "Record a consent")
    tick(page, "I said that every service stays the same")
    page.get_by_label("Who may be told?").select_option(label="Shore House")
    page.get_by_text("Choose single facts").click()
    tick(page, "Given name")
    tick(page, "To plan and give services")
    fill_day(page, "Date of birth", on=date(timezone.localdate().year - 15, 1, 2))
    tick(page, "The youth and a parent or guardian")
    tick(page, "They said yes")
    page.get_by_label("Name of parent or guardian").fill("Inez Quintero-Ashe")
    fill_day(page, "On which day")
    tick(page, "Signed on paper")
    office.picture("carmen", "10-consent")
    press(page, "Record the consent")
    see(page, "Only this: Given name")


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


def a_privacy_officer_sees_who_looked_and_at_nothing_else(office: Office) -> None:
    priya = office.at("priya", "/desk/log/seen/")
    priya.get_by_role("main").get_by_role("textbox").first.fill(f"cases.case:{office.case}")
    press(priya, "Show who")
    office.picture("priya", "11-who-has-seen", whole=False)
    said = priya.content()
    while priya.get_by_role("link", name="Older lines").count():
        go(priya, "Older lines")
        said += priya.content()
    for who in ("Carmen Ortiz", "Luis Hartwell", "Dana Whitfield", "Tomas Keller"):
        assert who in said, who
    assert not {each for each in HIDDEN["priya"] if each in said}


def the_council_sees_no_record(office: Office) -> None:
    sam = office.at("sam", "/desk/")
    for name in ("Cases", "Reports", "Consults", "The log"):
        assert sam.get_by_role("link", name=name, exact=True).count() == 0, name
    sam.get_by_role("searchbox").or_(sam.locator("[name=to]")).first.fill(office.case)
    sam.keyboard.press("Enter")
    see(sam, "No page or record that you may open fits this")
    office.picture("sam", "12-council")
