"""Signing in, in a real browser: with an app, with a passkey, on a phone and on a desk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as site_settings
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.fixtures import Settings

from fourfold.security.accounts import recovery
from fourfold.security.models import Account, HelpAsked

from .conftest import PASSWORD
from .service import offer
from .test_recovery import who
from .test_second_factor import code_now

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SIZES = {"phone": {"width": 375, "height": 740}, "desk": {"width": 1280, "height": 900}}
PICTURES = Path(site_settings.VAR) / "screenshots"


@pytest.fixture
def site(live_server) -> str:
    # A passkey is tied to a name, never to a number.
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def open_browser(site: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open browsers; afterwards none of our own pages may have had anything to complain of."""
    pages: list[Page] = []
    complaints: list[str] = []

    def heard(said: ConsoleMessage) -> None:
        if said.type == "error" and said.location["url"].startswith(site):
            complaints.append(said.text)

    def start(size: str = "desk") -> Page:
        page = browser.new_context(viewport=SIZES[size]).new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        pages.append(page)
        return page

    yield start

    for page in pages:
        page.context.close()
    assert complaints == []


def look(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"accounts-{name}.png", full_page=True)
    found = Axe().run(page).response["violations"]
    assert found == [], [(each["id"], each["nodes"][0]["html"]) for each in found]


def by_password(page: Page, site: str) -> None:
    page.goto(f"{site}/sign-in/")
    page.get_by_label("Work e-mail address").fill("rosa@agency.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.locator(".ff-top__menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def with_virtual_passkeys(page: Page) -> None:
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    tool.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


@pytest.mark.parametrize("size", SIZES)
def test_an_app_is_added_and_then_asked_for(
    site: str, person: Callable[..., Account], open_browser: Callable[..., Page], size: str
) -> None:
    person()
    page = open_browser(size)
    page.goto(f"{site}/account/")
    look(page, f"sign-in-{size}")
    by_password(page, site)
    look(page, f"enroll-{size}")

    page.get_by_role("link", name="Add an authenticator app").click()
    look(page, f"enroll-app-{size}")
    secret = re.sub(r"\s", "", page.locator("code").inner_text())
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Add this app").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    look(page, f"codes-{size}")
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="My day")).to_be_visible()
    page.goto(f"{site}/account/")
    look(page, f"account-{size}")
    sign_out(page)

    by_password(page, site)
    look(page, f"second-{size}")
    page.get_by_label("Code").fill(code_now(secret, steps=1))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="My day")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_a_passkey_is_added_and_then_signs_in_alone(
    site: str, person: Callable[..., Account], open_browser: Callable[..., Page], size: str
) -> None:
    person()
    page = open_browser(size)
    with_virtual_passkeys(page)
    by_password(page, site)

    page.get_by_role("link", name="Add a passkey").click()
    look(page, f"enroll-passkey-{size}")
    page.get_by_label("What do you call this device?").fill("Desk computer")
    page.get_by_role("button", name="Add this passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    sign_out(page)

    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="My day")).to_be_visible()
    page.goto(f"{site}/sign-in/again/?next=/desk/")
    look(page, f"again-{size}")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="My day")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_ones_own_account_says_where_one_is_signed_in(
    site: str, person: Callable[..., Account], open_browser: Callable[..., Page], size: str
) -> None:
    person()
    page = open_browser(size)
    with_virtual_passkeys(page)
    by_password(page, site)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What do you call this device?").fill("Desk computer")
    page.get_by_role("button", name="Add this passkey").click()
    page.get_by_role("link", name="I have kept them").click()

    page.goto(f"{site}/account/")
    look(page, f"own-{size}")
    page.get_by_role("link", name="Rename Desk computer").click()
    look(page, f"rename-{size}")
    page.get_by_label("What do you call this device?").fill("Office computer")
    page.get_by_role("button", name="Keep this name").click()
    expect(page.get_by_text("Office computer").first).to_be_visible()
    page.get_by_role("link", name="Change your password").click()
    look(page, f"password-{size}")
    page.get_by_label("Your present password").fill(PASSWORD)
    page.get_by_label("New password").fill("nine green lanterns sail")
    page.get_by_label("The same once more").fill("nine green lanterns sail")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("Your password is changed")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_who_cannot_sign_in_asks_and_uses_the_code(
    site: str, person: Callable[..., Account], open_browser: Callable[..., Page], size: str
) -> None:
    rosa, ada = person(), person("ada@agency.example")
    page = open_browser(size)
    page.goto(f"{site}/sign-in/")
    page.get_by_role("link", name="I cannot sign in").click()
    look(page, f"help-{size}")
    page.get_by_label("Work e-mail address").fill("rosa@agency.example")
    page.get_by_role("button", name="Ask for help").click()
    look(page, f"help-asked-{size}")
    now = timezone.now()
    code = recovery.confirm(rosa.id, by=who(ada, "AGENCY_ADMIN", at=now))

    page.get_by_role("link", name="I have a code").click()
    look(page, f"code-{size}")
    page.get_by_label("Work e-mail address").fill("rosa@agency.example")
    page.get_by_label("The code you were given").fill(code)
    page.get_by_role("button", name="Go on").click()
    look(page, f"new-password-{size}")
    page.get_by_label("New password").fill("nine green lanterns sail")
    page.get_by_label("The same once more").fill("nine green lanterns sail")
    page.get_by_role("button", name="Keep this password").click()
    expect(page.get_by_role("link", name="Add a passkey")).to_be_visible()
    assert HelpAsked.objects.get().answered_at


def test_the_states_service_leads_back_into_the_same_session(
    site: str,
    person: Callable[..., Account],
    open_browser: Callable[..., Page],
    provider: str,
    settings: Settings,
) -> None:
    # The service stands on another site, so our cookie does not come along with the way back.
    offer(settings, provider.replace("localhost", "127.0.0.1"))
    person()
    page = open_browser()
    page.goto(f"{site}/sign-in/")
    page.get_by_role("link", name="Sign in with State sign-in").click()

    page.locator("input[name=sub]").fill("rosa-1")
    page.locator("input[name=sub]").press("Enter")

    expect(page.get_by_role("link", name="Add a passkey")).to_be_visible()
