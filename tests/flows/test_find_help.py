"""A youth looks for a bed tonight near Norwich, in Spanish, on a small phone, and leaves fast."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.make import directory, people
from tests.make.looks import complaints
from tests.make.people import NOW

from .conftest import EXIT_HOST, SMALLEST

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_bed_tonight_is_found_in_spanish_near_norwich_and_one_key_leaves(
    visit, monkeypatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cora = people.viewer("Cora", "CURATOR", of="COUNCIL")
    directory.shelter(cora)
    directory.listed(cora, name="Beds elsewhere", reach="LISTED", towns=("STAMFORD",))
    one = visit(SMALLEST)
    page = one.page

    one.open("/ayuda/")
    page.get_by_role("link", name="Buscar un servicio").click()
    page.get_by_label("¿Qué necesita?").fill("lugar para dormr")
    page.get_by_label("Pueblo o código postal").fill("06360")
    page.get_by_role("button", name="Ver servicios").click()

    expect(page.get_by_role("heading", name="Beds for youth")).to_be_visible()
    expect(page.get_by_role("heading", name="Beds elsewhere")).to_have_count(0)
    expect(page.get_by_role("link", name="800-555-0101")).to_have_attribute(
        "href", "tel:8005550101"
    )
    assert directory.STREET not in page.content()
    assert "Norwich" not in page.title()
    assert page.url.endswith("/buscar-ayuda/#services")
    expect(page.get_by_text("Buscamos “dormir”")).to_be_visible()
    assert complaints(page) == []
    for way in ("En su propia página", "Tarjeta para imprimir"):
        page.get_by_role("link", name=way).first.click()
        expect(page.get_by_text("800-555-0101")).to_be_visible()
        assert directory.STREET not in page.content()
        assert complaints(page) == []

    for _ in range(3):
        page.keyboard.press("Escape")
    expect(page).to_have_url(f"https://{EXIT_HOST}/")
