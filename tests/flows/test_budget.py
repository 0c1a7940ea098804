"""How much a phone has to fetch before a page can be read."""

from __future__ import annotations

import gzip

import pytest

from .conftest import SMALLEST
from .test_every_page import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORDS = {"stylesheet", "script", "document"}
WAITED_FOR = {"stylesheet", "script"}
WHOLE_PAGE, ONE_PIECE = 100_000, 50_000  # bytes, packed as the server packs them


def test_every_page_is_under_100_kilobytes_and_nothing_it_waits_for_is_over_50(visit):
    one, heavy = visit(SMALLEST), []
    sizes: dict[str, tuple[str, int]] = {}

    def weigh(asked) -> None:
        raw, kind = asked.response().body(), asked.resource_type
        sizes[asked.url] = (kind, len(gzip.compress(raw, 6)) if kind in WORDS else len(raw))

    one.page.on("requestfinished", weigh)
    for name, address in PAGES.items():
        sizes.clear()
        one.open(address)
        one.page.wait_for_load_state("networkidle")
        whole = sum(size for _, size in sizes.values())
        waits = [size for kind, size in sizes.values() if kind in WAITED_FOR]
        if (
            whole >= WHOLE_PAGE
            or max(waits) >= ONE_PIECE
            or not any(kind == "font" for kind, _ in sizes.values())
        ):
            heavy.append((name, whole, sizes.copy()))
    one.complaints.clear()  # the browser's word for the page that is not there

    assert heavy == []
