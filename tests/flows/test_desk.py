"""Staff's pages in a real browser: the main jobs, each page on a desk and on a phone."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from fourfold.config.demo.fill import fill_people
from fourfold.config.demo.people import PEOPLE
from fourfold.reference import load_pack
from fourfold.security.models import Account, GlassBreak, KeptPreview, RoleGrant
from tests.make import looks
from tests.make.desk import key_of_session

from .conftest import DESK, PHONE, SMALLEST, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EMAILS = {person.key: person.email for person in PEOPLE}
PASSWORD = "a long walk by the river"  # noqa: S105 - made up


@pytest.fixture
def site(live_server) -> str:
    """Return the address of a running site with the demonstration's people."""
    fill_people(load_pack("ct"), at=timezone.now())
    return str(live_server.url)


@pytest.fixture
def desk_of(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """Open a browser in which somebody has signed in."""

    def start(key: str, size: dict[str, int] = DESK, **options: object) -> Visit:
        one = visit(size, **options)
        account = Account.objects.get(email=EMAILS[key])
        cookie = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": key_of_session(account, at=timezone.now()),
            "url": one.url,
        }
        one.page.context.add_cookies([cookie])
        return one

    return start


def pages_of(key: str) -> dict[str, str]:
    """Return every page that somebody may open, by the name of its picture."""
    ben = Account.objects.get(name="Ben Ackerman")
    edwin = Account.objects.get(name="Edwin Pryce")
    grant = RoleGrant.objects.get(account=edwin)
    waiting = RoleGrant.objects.get(account=ben)
    opening = GlassBreak.objects.filter(reviewed_at=None).earliest("begun_at")
    return {
        "ada": {
            "my-day": "/desk/",
            "people": "/desk/people/",
            "person": f"/desk/people/{ben.id}/",
            "new-person": "/desk/people/new/",
            "propose": f"/desk/people/{ben.id}/role/",
            "end-role": f"/desk/people/{edwin.id}/role/{grant.id}/end/",
            "close-account": f"/desk/people/{ben.id}/close/",
            "recover": f"/desk/recoveries/{ben.id}/",
            "terms": "/desk/terms/",
            "help": "/desk/help/",
            "account": "/account/",
            "gallery": "/desk/gallery/",
        },
        "paul": {
            "privacy-day": "/desk/",
            "openings": "/desk/openings/",
            "review": f"/desk/openings/{opening.id}/",
            "log": "/desk/log/",
            "seen": f"/desk/log/seen/?subject=cases.case:{opening.record}",
            "keeping": "/desk/keeping/",
            "kept-list": f"/desk/keeping/list/{KeptPreview.objects.get().id}/",
            "hold": "/desk/keeping/hold/",
            "roles": "/desk/roles/",
            "decide": f"/desk/roles/{waiting.id}/",
            "recoveries": "/desk/recoveries/",
        },
        "carmen": {"emergency": "/desk/emergency/", "consents": "/desk/consents/?days=30"},
    }[key]


ONE_OF_EACH_KIND = {"privacy-day", "log", "gallery"}
"""Pages that hold every piece between them: on a phone, axe looks at these."""
ALIKE = {"end-role", "recover", "help", "kept-list", "hold", "roles", "recoveries", "new-person"}
"""Pages of the same pieces as others: they are measured, and axe looks at the others."""


def test_axe_finds_nothing_on_the_pages_of_the_desk(desk_of):
    found = []
    for key in ("ada", "paul", "carmen"):
        staff = desk_of(key)
        for page, address in pages_of(key).items():
            if page in ALIKE:
                continue
            staff.open(address)
            found += complaints(staff, page)
            if page in ONE_OF_EACH_KIND:
                staff.picture(f"staff-{page}-desk")

    assert found == []


def test_on_a_phone_every_page_of_the_desk_fits_and_axe_finds_nothing(desk_of):
    found = []
    for key in ("ada", "paul", "carmen"):
        staff = desk_of(key, PHONE)
        for page, address in pages_of(key).items():
            staff.open(address)
            if page in ONE_OF_EACH_KIND:
                staff.picture(f"staff-{page}-phone")
                found += complaints(staff, page)
            staff.page.set_viewport_size(SMALLEST)
            if wide := looks.too_wide(staff.page):
                found.append(f"{page} is {wide} px too wide")
            staff.page.set_viewport_size(PHONE)

    assert found == []


def complaints(staff: Visit, page: str) -> list[str]:
    """Return what axe finds on the page that is open, with every hidden part opened."""
    staff.page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
    return [
        f"{page}: {violation['id']} at {[node['target'] for node in violation['nodes']][:3]}"
        for violation in Axe().run(staff.page).response["violations"]
    ]


def test_a_first_sign_in_adds_a_second_way_in_three_steps(visit):
    account = Account.objects.get(name="Ben Ackerman")
    account.set_password(PASSWORD)
    account.save()
    ben = visit(PHONE)
    page = ben.page

    ben.open("/desk/")
    page.get_by_label("Work e-mail address").fill(account.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator('[aria-current="step"]')).to_have_text("Choose a way")
    page.get_by_role("link", name="Add an authenticator app").click()
    expect(page.locator('[aria-current="step"]')).to_have_text("Set it up")
    secret = re.sub(r"\s", "", page.locator("code").inner_text())
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Add this app").click()
    expect(page.locator('[aria-current="step"]')).to_have_text("Keep your recovery codes")
    page.get_by_role("link", name="I have kept them").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("My day")
    expect(page.get_by_text("You have no role yet.")).to_be_visible()


def test_one_administrator_proposes_a_role_and_another_agrees(desk_of):
    ada, edwin = desk_of("ada"), desk_of("edwin")

    ada.open("/desk/")
    ada.page.get_by_role("link", name="People").click()
    ada.page.get_by_label("Name or e-mail address").fill("gus")
    ada.page.get_by_role("button", name="Show these").click()
    expect(ada.page.get_by_role("row")).to_have_count(2)
    ada.page.get_by_role("link", name="Take away").click()
    ada.page.get_by_role("link", name="Stella Marsh").click()
    ada.page.get_by_role("link", name="Propose a role").click()
    ada.page.get_by_text("Trainer", exact=True).click()
    ada.page.get_by_role("button", name="Propose it").click()
    expect(ada.page.get_by_text("The role is proposed.")).to_be_visible()

    edwin.open("/desk/")
    edwin.page.get_by_role("link", name=re.compile("Read and decide.*Stella Marsh")).click()
    expect(edwin.page.get_by_text("Gives training sessions")).to_be_visible()
    edwin.page.get_by_role("button", name="Agree to it").click()
    expect(edwin.page.get_by_text("You agreed.")).to_be_visible()
    held = RoleGrant.objects.get(account__name="Stella Marsh", role="TRAINER")
    assert held.state == "HELD"


def test_a_privacy_officer_reviews_an_emergency_opening(desk_of):
    paul = desk_of("paul")
    page = paul.page

    paul.open("/desk/")
    page.get_by_role("link", name=re.compile("Review.*Luis Hartwell")).click()
    page.get_by_role("button", name="Keep my review").click()
    page.get_by_role("link", name=re.compile("What did you find")).click()
    page.get_by_text("Justified: it could not wait").click()
    page.get_by_label("How did you come to this?").fill("I asked the foster mother and the doctor")
    page.get_by_role("button", name="Keep my review").click()

    expect(page.get_by_text("Your review is kept.")).to_be_visible()
    luis = Account.objects.get(email=EMAILS["luis"])
    assert GlassBreak.objects.get(account=luis.id).reviewed_at


def test_without_script_the_menu_opens_and_the_search_finds(desk_of):
    ada = desk_of("ada", PHONE, java_script_enabled=False)
    page = ada.page

    ada.open("/desk/")
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Terms of use").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Terms of use")
    page.get_by_label("Go to a page").fill("people")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("People of your agency")


def test_the_keyboard_alone_finds_a_page_and_always_shows_where_it_is(desk_of):
    ada = desk_of("ada")
    page = ada.page

    ada.open("/desk/")
    page.keyboard.press("/")
    page.keyboard.type("people")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("People of your agency")
    page.wait_for_load_state()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    page.keyboard.press("Tab")
    first = page.locator("#main :focus")
    expect(first).to_be_focused()
    assert first.evaluate("each => getComputedStyle(each).outlineStyle") != "none"


def test_shortly_before_the_end_one_button_keeps_the_session_and_what_was_typed(desk_of):
    ada = desk_of("ada")
    page = ada.page
    page.clock.install(time=timezone.now())
    ada.open("/desk/people/new/")
    page.get_by_label("Name").fill("Dora Lind")
    stay = page.get_by_role("button", name="Stay signed in")
    assert not stay.is_visible()

    page.clock.fast_forward("13:30")
    expect(page.get_by_text("You will be signed out in two minutes.")).to_be_attached()
    stay.click()

    expect(stay).not_to_be_visible()
    expect(page.get_by_text("14 min left")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Dora Lind")


def test_on_paper_a_page_says_who_printed_it_and_for_whose_eyes_it_is(desk_of, tmp_path):
    paul = desk_of("paul")
    opening = GlassBreak.objects.filter(reviewed_at=None).earliest("begun_at")
    paul.open(f"/desk/openings/{opening.id}/")
    file = tmp_path / "page.pdf"
    paul.page.pdf(path=str(file), format="Letter")

    written = unicodedata.normalize("NFKC", PdfReader(str(file)).pages[0].extract_text())
    text = " ".join(written.split())
    assert "by Paul Ashby on" in text
    assert "Confidential: may tell of a person we serve." in text
    assert "1 / 1" in text
    assert "Sign out" not in text
