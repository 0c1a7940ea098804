"""
Take a picture of the first pages of every printed report of a running demonstration.

Usage: .venv/bin/python tools/print_pages.py http://localhost:8000
Whoever changed a report runs this, looks at each page, and commits the pictures. It needs pdftoppm
of poppler-utils, which nothing else of Fourfold does. Nobody but the made-up people is on them.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import APIRequestContext, Browser, sync_playwright

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reports"
DPI, COLORS, HEIGHT = 55, 32, 620
REPORTS = (
    (
        "annual-report-2016",
        "The Council's report of 2016, from the pack",
        "-",
        ("/reports/", r"2016.*\.pdf"),
        (1, 3, 5),
    ),
    (
        "annual-report-2017",
        "The Council's report of 2017, from the pack",
        "-",
        ("/reports/", r"2017.*\.pdf"),
        (1, 3, 5),
    ),
    (
        "annual-report-studio",
        "An annual report of the studio",
        "sam",
        ("/desk/council/annual/", r"/desk/council/annual/[A-Z0-9]{16}/$", r"-en\.pdf"),
        (1, 2, 3),
    ),
    (
        "needs-assessment",
        "A needs assessment",
        "sam",
        ("/desk/council/needs/", r"/desk/council/needs/[A-Z0-9]{16}/$", r"\.pdf"),
        (1, 2),
    ),
    (
        "action-plan",
        "Progress of the action plan",
        "sam",
        ("/desk/council/plan/", r"\.pdf"),
        (1, 2),
    ),
    (
        "minutes",
        "Minutes of a meeting, with dissent by agency",
        "-",
        ("/council/meetings/", r"/council/meetings/[A-Z0-9]{16}/$", r"\.pdf"),
        (1, 2, 3),
    ),
    (
        "recommendations",
        "The register of recommendations",
        "sam",
        ("/desk/council/recommendations/", r"\.pdf"),
        (1, 2),
    ),
    ("laws", "The inventory of laws", "sam", ("/desk/council/laws/", r"\.pdf"), (1, 2)),
    ("mandates", "The Council's duties", "sam", ("/desk/council/mandates/", r"\.pdf"), (1, 2)),
    (
        "notice",
        "The notice that places post",
        "sam",
        ("/desk/council/mandates/places/", r"notice\.pdf"),
        (1,),
    ),
    ("budget", "The budget of a fiscal year", "sam", ("/desk/council/budget/", r"\.pdf"), (1,)),
    (
        "report-card",
        "A report card",
        "-",
        ("/council/report-cards/", r"/council/report-cards/[a-z0-9-]+/$", r"\.pdf"),
        (1, 2),
    ),
)
"""Name, what it is, who reads it ("-" for everyone), the way to it link by link, and its pages."""


def main(site: str) -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    lines, missing = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        asking = {who: signed_in(browser, site, who) for who in ("-", "sam")}
        for name, about, who, way, pages in REPORTS:
            found = fetched(asking[who], site, way)
            if found is None:
                missing.append(name)
                continue
            taken = [picture(found, name, page) for page in pages]
            shown = " ".join(f"![{about}, page {n}]({file})" for n, file in taken if file)
            lines.append(f"## {about}\n\n{shown}\n")
    text = "# Printed reports\n\nThe first pages of each printed report, of the demonstration.\n"
    text += "`tools/print_pages.py` takes them; every person on them is made up.\n\n"
    (TARGET / "README.md").write_text(text + "\n".join(lines), encoding="utf-8")
    print(f"  {len(lines)} reports in docs/reports; not found: {', '.join(missing) or 'none'}")
    return 1 if missing else 0


def signed_in(browser: Browser, site: str, who: str) -> APIRequestContext:
    """Return what asks for pages as one of the demonstration's people."""
    context = browser.new_context()
    if who != "-":
        page = context.new_page()
        page.goto(f"{site}/sign-in/")
        page.locator(f"button[name=who][value={who}]").click()
        page.wait_for_load_state()
    return context.request


def fetched(asking: APIRequestContext, site: str, way: tuple[str, ...]) -> bytes | None:
    """Follow links, each the first that leads on to the end; return the file, None if none does."""
    address, *rest = way
    answer = asking.get(urljoin(site, address))
    if not rest:
        return answer.body() if answer.ok and answer.body()[:4] == b"%PDF" else None
    links = re.findall(r'href="([^"#]+)"', answer.text()) if answer.ok else []
    for link in dict.fromkeys(each.replace("&amp;", "&") for each in links):
        if re.search(rest[0], link.partition("?")[0]):
            found = fetched(asking, site, (urljoin(answer.url, link), *rest[1:]))
            if found:
                return found
    return None


def picture(pdf: bytes, name: str, page: int) -> tuple[int, str]:
    """Draw a page in few colors; returns its number and file, "" if the report is shorter."""
    command = ["pdftoppm", "-r", str(DPI), "-f", str(page), "-l", str(page), "-png", "-"]
    drawn = subprocess.run(command, input=pdf, check=True, capture_output=True).stdout
    if not drawn:
        return page, ""
    file = f"{name}-{page}.png"
    image = Image.open(io.BytesIO(drawn)).convert("RGB").quantize(COLORS)
    image.save(TARGET / file, optimize=True)
    return page, file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
