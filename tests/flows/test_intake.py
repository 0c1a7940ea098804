"""A screener takes a report with the keyboard alone; somebody tells one on a phone; both fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from fourfold.apps.cases.models import Draft, Receipt, Report
from fourfold.config.demo.cases import intake
from fourfold.config.demo.cases.intake import RECEIPT
from fourfold.config.demo.cases.youths import YOUTHS
from fourfold.config.demo.fill import fill_people
from fourfold.reference import load_pack
from fourfold.security.models import Account
from tests.make.desk import key_of_session
from tests.make.looks import too_wide

from .conftest import DESK, SMALLEST, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 375, "height": 740}
WORDS = "A clerk says a girl is kept in room 12 and asks for food."
FIELDS = 9
"""Fields a practised screener visits for a report with a name, a place and a mandated reporter."""


@pytest.fixture
def site(live_server) -> str:
    """Return the address of a running site with the demonstration's people and reports."""
    intake.fill(fill_people(load_pack("ct"), at=timezone.now()), YOUTHS)
    return str(live_server.url)


@pytest.fixture
def carmen(visit: Callable[..., Visit]) -> Iterator[Callable[..., Visit]]:
    """Open a browser in which the Careline's screener has signed in."""

    def start(size: dict[str, int] = DESK, **options: object) -> Visit:
        one = visit(size, **options)
        account = Account.objects.get(name="Carmen Ortiz")
        key = key_of_session(account, at=timezone.now())
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}
        one.page.context.add_cookies([cookie])
        return one

    return start


class Keyboard:
    """Presses keys and counts them; a letter typed is counted apart from a key of the form."""

    def __init__(self, page) -> None:
        self.page, self.keys, self.letters, self.visited = page, 0, 0, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.letters += len(text)
        self.visited += 1

    def to(self, name: str) -> None:
        """Tab until a field has the focus."""
        for _ in range(60):
            if self.page.evaluate("document.activeElement.name || ''") == name:
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reached {name}.")


def test_a_practised_screener_files_a_report_with_the_keyboard_alone(carmen):
    one = carmen()
    one.open("/desk/reports/new/")
    keys = Keyboard(one.page)

    expect(one.page.locator("[name=narrative]")).to_be_focused()
    keys.type(WORDS)
    for name, text in (
        ("danger", "N"),
        ("child_given_name", "Amara"),
        ("child_age", "15"),
        ("child_now", "The motel, room 12"),
        ("town", "Anso"),
        ("reporter_kind", "Hotel"),
        ("mandated", "No"),
        ("reporter_phone", "555 0100"),
    ):
        keys.to(name)
        keys.type(text)
    keys.press("Control+Enter")
    expect(one.page.get_by_role("button", name="Accept and open a case")).to_be_visible()

    report = Report.objects.latest("received_at")
    assert report.narrative == WORDS
    assert (report.town, report.reporter_kind) == ("ANSONIA", "LODGING")
    assert keys.visited == FIELDS
    assert keys.keys <= 40  # keys that move and send; two minutes leave time for each
    assert keys.letters - len(WORDS) <= 70


def test_what_is_typed_is_kept_by_itself_and_found_again(carmen):
    one = carmen()
    one.open("/desk/reports/new/")

    one.page.keyboard.type("She says her name is")
    expect(one.page.get_by_text("Draft kept at")).to_be_visible()
    one.open("/desk/reports/new/")
    one.page.get_by_role("link", name="Go on with it").first.click()

    expect(one.page.locator("[name=narrative]")).to_have_value("She says her name is")
    assert Draft.objects.count() == 2


def pages() -> dict[str, str]:
    """Return the Careline's pages by the name of their pictures."""
    taken = Receipt.objects.get(report__taken_at__isnull=False).report_id
    waits = Report.objects.filter(state="NEW", danger="YES").get().id
    school = Report.objects.get(reporter_kind="SCHOOL").id
    refused = Report.objects.get(state="NOT_ACCEPTED").id
    return {
        "reports": "/desk/reports/",
        "report-new": "/desk/reports/new/",
        "report-waits": f"/desk/reports/{waits}/",
        "report-letters": f"/desk/reports/{taken}/",
        "report-school": f"/desk/reports/{school}/",
        "report-change": f"/desk/reports/{school}/change/",
        "report-known": f"/desk/reports/{school}/known/",
        "report-written": f"/desk/reports/{school}/written/",
        "report-not-accept": f"/desk/reports/{school}/not-accept/",
        "report-refused": f"/desk/reports/{refused}/",
        "report-answer": f"/desk/reports/{taken}/answer/",
    }


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_the_carelines_pages_and_they_fit(carmen, size):
    one, found = carmen(size), []
    for name, address in pages().items():
        one.open(address)
        one.picture(f"{name}-{size['width']}")
        found += problems(one, name, size)

    assert found == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_publics_pages_are_clean_in_both_languages(visit, size):
    one, found = visit(size), []
    for language in ("", "es/"):
        one.open(f"/report/{language}")
        one.picture(f"tell-{language[:2] or 'en'}-{size['width']}")
        found += problems(one, f"tell {language}", size)
        one.page.locator("[name=narrative]").fill(WORDS)
        one.page.locator("main [type=submit]").click()
        one.picture(f"told-{language[:2] or 'en'}-{size['width']}")
        found += problems(one, f"told {language}", size)
        one.open(f"/report/{language}back/")
        found += problems(one, f"back {language}", size)
        one.page.locator("[name=receipt]").fill(RECEIPT)
        one.page.locator("main [type=submit]").click()
        expect(one.page.locator(".ff-answer")).to_be_visible()
        one.picture(f"came-back-{language[:2] or 'en'}-{size['width']}")
        found += problems(one, f"came back {language}", size)

    assert found == []


def problems(one: Visit, name: str, size: dict[str, int]) -> list[str]:
    """Return what axe finds with every fold open, and whether the page is too wide anywhere."""
    one.page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
    found = [
        f"{name}: {each['id']} at {[node['target'] for node in each['nodes']][:3]}"
        for each in Axe().run(one.page).response["violations"]
    ]
    narrow = SMALLEST if size["width"] < 400 else size
    one.page.set_viewport_size(narrow)
    width = too_wide(one.page)
    one.page.set_viewport_size(size)
    return found + ([f"{name} is {width} px too wide"] if width > 0 else [])


def test_without_script_somebody_tells_on_a_phone_and_comes_back(visit):
    one = visit(PHONE, java_script_enabled=False)

    one.open("/report/")
    one.page.get_by_label("What is happening?").fill("A made-up worry.")
    one.page.get_by_role("button", name="Send").click()
    digits = one.page.locator(".ff-receipt__digits").inner_text()
    one.page.get_by_role("link", name="I have a number").click()
    one.page.get_by_label("Your number").fill(digits)
    one.page.get_by_role("button", name="Go on").click()

    expect(one.page.get_by_text("Nobody has read it yet")).to_be_visible()
    assert one.page.context.cookies() == []
