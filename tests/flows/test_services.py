"""Needs, referrals and the page of a one-time link in a real browser: desk, phone and keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from fourfold.apps.cases.actions import links, services
from fourfold.apps.cases.models import Referral
from fourfold.security.access.viewer import Viewer
from fourfold.security.consent import Thing
from fourfold.security.models import Account
from tests.make import looks
from tests.make.desk import key_of_session
from tests.make.people import NOW
from tests.make.services import ELSEWHERE, KIND, MESSAGE, NAME, Referred, referred

from .conftest import DESK, PHONE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SIZES = {"desk": DESK, "phone": PHONE}
SUD, PLACE = Thing("sud", "referral.sud_note"), Thing("place", "person.town")
ASKED = {"tells": True, "kind": KIND}


@pytest.fixture
def site(live_server) -> str:
    return str(live_server.url)


@pytest.fixture
def here(site, monkeypatch) -> Referred:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return referred()


@pytest.fixture
def at_desk(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """Open a browser in which somebody has signed in."""

    def start(viewer: Viewer, size: dict[str, int] = DESK) -> Visit:
        one = visit(size)
        key = key_of_session(Account.objects.get(id=viewer.account), at=viewer.at)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}
        one.page.context.add_cookies([cookie])
        return one

    return start


def link(here: Referred, number: str) -> links.NewLink:
    return links.make_link(number, case=here.case, told_to="Ms. Abbott", by=here.worker)


def told_of_treatment(here: Referred, to: str) -> str:
    """Send a referral that may tell a name, a place, and a substance use fact."""
    here.consent(NAME, MESSAGE, PLACE, to=to)
    here.consent(SUD, to=to)
    number = here.sent(to=to, **ASKED)
    with transaction.atomic():
        row = Referral.objects.get(pk=number)
        row.sud_note = "Sober since May."
        row.save(update_fields=["sud_note"])
    return number


ALIKE = {"services", "draft", "list", "notes"}
"""Pages of the same pieces as others: on a phone they are measured, and axe looks at the others."""


def complaints(page: Page, name: str, *, size: str = "desk") -> list[str]:
    """Return what axe finds with every fold open, and whether the page is too wide."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    if size == "phone" and name in ALIKE:
        return [f"{name} is too wide"] if looks.too_wide(page) > 0 else []
    return looks.complaints(page, name)


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_on_the_pages_of_services_and_they_fit(here, at_desk, size):
    number, outside = told_of_treatment(here, here.rosa.agency), here.sent(to=ELSEWHERE)
    draft = here.draft(to=ELSEWHERE)
    need = services.note_need(here.case, kind=KIND, wish="WANTS", words="A door", by=here.worker)
    top = f"/desk/cases/{here.case}/services"
    pages = {
        "services": f"{top}/",
        "need": f"{top}/needs/{need}/",
        "refer": f"{top}/refer/",
        "draft": f"{top}/referrals/{draft}/",
        "sent": f"{top}/referrals/{outside}/",
    }
    worker, found = at_desk(here.worker, SIZES[size]), []
    for name, address in pages.items():
        worker.open(address)
        found += complaints(worker.page, name, size=size)
        worker.picture(f"services-{name}-{size}")
    here.answer(number, "ACCEPTED")
    rosa = at_desk(here.rosa, SIZES[size])
    mine = f"/desk/referrals/{number}/"
    hers = {"list": "/desk/referrals/", "one": mine, "notes": f"{mine}notes/"}
    for name, address in hers.items():
        rosa.open(address)
        found += complaints(rosa.page, name, size=size)
        rosa.picture(f"referred-{name}-{size}")

    assert found == []


@pytest.mark.parametrize(
    ("size", "language"), [("desk", ""), ("phone", "es/")], ids=["desk-en", "phone-es"]
)
def test_axe_finds_nothing_on_the_page_of_a_link_and_it_keeps_no_cookie(
    here, visit, size, language
):
    made = link(here, told_of_treatment(here, ELSEWHERE))
    reader, found = visit(SIZES[size], locale="en-US"), []
    page, name = reader.page, f"link-{language.strip('/') or 'en'}-{size}"
    reader.open(f"/answer/{made.token}/{language}")
    found += complaints(page, "code")
    reader.picture(f"{name}-code")
    page.locator("[name=code]").fill(made.code)
    page.locator(".ff-form button").click()
    expect(page.get_by_text("Sober since May.")).to_be_visible()
    found += complaints(page, "told")
    reader.picture(f"{name}-told")
    page.locator(".ff-form button").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    reader.complaints.clear()  # the browser's word for an answer of 422
    found += complaints(page, "again")

    assert found == []
    assert page.context.cookies() == []
    assert page.title() in {"Contact", "Contacto"}


def test_whoever_reads_a_link_at_the_wrong_moment_leaves_at_once(here, visit):
    made = link(here, here.sent(to=ELSEWHERE))
    reader = visit(PHONE)
    reader.open(f"/answer/{made.token}/")
    reader.page.get_by_role("link", name="Español").click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Escriba su código")

    for _ in range(3):
        reader.page.keyboard.press("Escape")

    reader.page.wait_for_url("**/www.weather.gov/**")
    assert "referer" not in reader.exits[0]


def test_a_service_answers_by_keyboard_alone(here, visit):
    number = here.sent(to=ELSEWHERE)
    made = link(here, number)
    page = (reader := visit(DESK)).page
    reader.open(f"/answer/{made.token}/")
    tab_to(page, "code")
    page.keyboard.type(made.code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your answer")).to_be_visible()

    tab_to(page, "then")
    page.keyboard.press("Space")
    order = [tab(page) for _ in range(5)]
    assert (order[0], order[-1]) == ("reason", "words"), order
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 3
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert Referral.objects.get(pk=number).state == "ACCEPTED"


def test_a_worker_refers_by_keyboard_and_the_order_is_the_reading_order(here, at_desk):
    page = (worker := at_desk(here.worker)).page
    worker.open(f"/desk/cases/{here.case}/services/refer/")
    tab_to(page, "kind")
    page.keyboard.type("Ho")
    assert tab(page) == "to_agency"
    page.select_option("[name=to_agency]", ELSEWHERE)
    assert [tab(page) for _ in range(4)] == ["purpose", "tells", "message", "health_note"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Send it")).to_be_visible()
    assert Referral.objects.get().to_agency == ELSEWHERE


def test_on_paper_the_notice_stands_below_the_fact_it_goes_with(here, at_desk):
    number = told_of_treatment(here, here.rosa.agency)
    page = (rosa := at_desk(here.rosa)).page
    rosa.open(f"/desk/referrals/{number}/")
    treatment = page.locator("section").filter(has_text="42 CFR").last
    ask = page.locator("dt", has_text="Drug or alcohol treatment").locator("xpath=following::dd[1]")
    ask.locator("summary, button, a").first.click()
    ask.get_by_role("combobox").select_option("TO_GIVE_A_SERVICE")
    ask.get_by_role("button", name=re.compile("^Show")).click()
    expect(page.get_by_text("Sober since May.")).to_be_visible()

    page.emulate_media(media="print")
    rosa.picture("referred-paper")
    height = "getComputedStyle(document.querySelector('.ff-desk__in')).minHeight"
    assert page.evaluate(height) in {"0px", "auto"}, "below a banner it would take a second sheet"
    first = sheets(page)[0]
    assert "Sober since May." in first
    assert "42 CFR" in first
    assert "Show" not in first, "a covered value offers nothing on paper"

    expect(page.get_by_text("Sober since May.")).to_be_visible()
    expect(treatment.get_by_text("protected by Federal confidentiality rules")).to_be_visible()
    expect(page.get_by_role("button", name="Send your answer")).not_to_be_visible()


def sheets(page: Page) -> list[str]:
    """Return what stands on each sheet of a page on paper."""
    made = page.pdf(format="Letter", prefer_css_page_size=True)
    return [each.extract_text() for each in PdfReader(BytesIO(made)).pages]


def tab(page: Page) -> str:
    """Go one stop on; returns the name of the field that has the focus, "" for another thing."""
    page.keyboard.press("Tab")
    return str(page.evaluate("document.activeElement.name || ''"))


def tab_to(page: Page, name: str) -> None:
    """Go on with the tab key until a field has the focus."""
    for _ in range(60):
        if tab(page) == name:
            return
    pytest.fail(f"The tab key never reaches {name}.")
