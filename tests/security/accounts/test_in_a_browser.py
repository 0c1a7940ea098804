"""Signing in, in a real browser: with an app, with a passkey, on a phone and on a desk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from fourfold.security.models import Account

from .conftest import PASSWORD
from .test_second_factor import code_now

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SIZES = {"phone": {"width": 375, "height": 740}, "desk": {"width": 1280, "height": 900}}
PICTURES = Path(settings.VAR) / "screenshots"


@pytest.fixture
def site(live_server) -> str:
    # A passkey is tied to a name, never to a number.
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def open_browser(browser: Browser) -> Iterator[Callable[..., Page]]:
    pages: list[Page] = []
    complaints: list[str] = []

    def start(size: str = "desk") -> Page:
        page = browser.new_context(viewport=SIZES[size]).new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
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
