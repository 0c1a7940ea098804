"""
A report of the studio with 40 charts on some 60 pages to PDF, against its libraries alone; and the
server's time from a keystroke to the preview.

The peer is what cannot be saved: the very calls of Typst and vl-convert, replayed, each side in a
process of its own. The preview is a request of a signed-in writer through the whole site, against
200 ms.
"""

from __future__ import annotations

import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

os.environ["FOURFOLD_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "fourfold.config.settings"
os.environ.setdefault("FOURFOLD_ASSETS", str(Path(__file__).parents[1] / "var" / "assets"))
HOME = tempfile.TemporaryDirectory()
os.environ["FOURFOLD_VAR"] = HOME.name

from fourfold.analysis.tables import FigureTable  # noqa: E402 - the mode first
from fourfold.cli.report import figures_of  # noqa: E402
from fourfold.documents import pdf  # noqa: E402
from fourfold.documents.studio import Edition, Kind, Part, compose  # noqa: E402
from fourfold.reference import load_pack  # noqa: E402
from ratio import verdict  # noqa: E402
from report_bench import calls_of, replay  # noqa: E402

BOUND = 1.5
MOST_MS = 200
ROUNDS = 5
CHARTS = 40
WORDS = "Made up for this measurement: the figure {%s} stands in a paragraph of the report. "


def edition() -> Edition:
    """Return 40 charts, each of its own indicator, with words around them."""
    every = figures_of(load_pack("ct"))
    drawn = [
        code
        for code, each in every.indicators.items()
        if each.chart == "BARS" and len(every.of_indicator(code)) > 3
    ]
    figures, indicators, parts = [], [], []
    for nth in range(CHARTS):
        known = every.indicators[drawn[nth % len(drawn)]]
        made = replace(known, code=f"{known.code}_{nth}")
        own = [
            replace(each, code=f"X{nth:02d}{place:03d}", indicator=made.code)
            for place, each in enumerate(every.of_indicator(known.code))
        ]
        indicators.append(made)
        figures += own
        codes = tuple(each.code for each in own)
        text = "\n\n".join([WORDS % codes[0] * 6] * 4)
        parts += [
            Part(f"h{nth}", Kind.HEADING, english=f"Chapter {nth}"),
            Part(f"t{nth}", Kind.TEXT, english=text, codes=codes[:1]),
            Part(f"c{nth}", Kind.CHART, ref=made.code, codes=codes),
        ]
    return Edition(
        *(2030, "A made-up report", "", "A made-up council", "", "A made-up report"),
        *(date(2030, 12, 31), "en", tuple(parts), FigureTable(figures, indicators)),
        is_draft=False,
    )


def report() -> None:
    """Make the report, as the studio does when it is published."""
    pdf.render(compose(edition()))


def one_side(side: str, calls: Path) -> None:
    made = pickle.loads(calls.read_bytes())  # noqa: S301 - written a moment ago, by us
    told = edition() if side == "report" else None
    start = time.perf_counter()
    if told is not None:
        pdf.render(compose(told))
    else:
        replay(made)
    print(time.perf_counter() - start)


def preview() -> float:
    """Return the median milliseconds of a preview through the whole site."""
    import django  # noqa: PLC0415 - only this side needs it

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - Django first
    from django.core.management import call_command  # noqa: PLC0415 - Django first

    from fourfold.apps.council.actions import studio  # noqa: PLC0415 - Django first
    from fourfold.apps.council.states.studio import Begin  # noqa: PLC0415 - Django first

    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.make import desk, people  # noqa: PLC0415 - Django first

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("prepare", verbosity=0)
    at = datetime.now(tz=UTC)
    told = {"title": "Made up", "issued_on": date(2017, 12, 31), "once": "bench"}
    made = studio.begin(2017, start=Begin.PACK, **told, by="bench", at=at)
    text = {"english": "before"}
    block = studio.add_block(
        made, kind=Kind.TEXT, told=text, after="", once="bench-block", by="bench", at=at
    )
    account = people.account("Bench", "STAFF", of="COUNCIL")
    account.roles.update(from_at=at)
    client = desk.signed_in(account, at=at)
    there = f"/desk/council/annual/{made}/block/{block}/preview/"
    times = []
    for nth in range(30):
        # F018 is bound already; F042 is not, so the catalog is read for it.
        words = {"english": f"Keystroke {nth}: **{{F018}}** and {{F042}}.\n\n- one\n- two"}
        start = time.perf_counter()
        answer = client.post(there, words)
        times.append(1000 * (time.perf_counter() - start))
        assert answer.status_code == 200, answer
    print(f"  preview: {statistics.median(times):.0f} ms ({min(times):.0f} to {max(times):.0f})")
    return statistics.median(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "calls"
        calls = calls_of(report)
        kept.write_bytes(pickle.dumps(calls))
        print(f"{len(calls)} library calls; {pages()} pages, {CHARTS} charts")
        times: dict[str, list[float]] = {"report": [], "libraries": []}
        for _ in range(ROUNDS):
            for side, each in times.items():
                said = subprocess.run(
                    [sys.executable, __file__, side, str(kept)],
                    capture_output=True,
                    text=True,
                    check=True,
                )
                each.append(float(said.stdout))
    for side, each in times.items():
        print(f"  {side}: {statistics.median(each):.2f} s ({min(each):.2f} to {max(each):.2f})")
    ratio = statistics.median(times["report"]) / statistics.median(times["libraries"])
    fast = preview() / MOST_MS
    verdict("a studio's report to PDF / its PDF and chart libraries alone", ratio, BOUND)
    verdict("keystroke to preview / 200 ms", fast, 1)


def pages() -> int:
    """Count the pages of the report's PDF."""
    from io import BytesIO  # noqa: PLC0415 - for this line alone

    from pypdf import PdfReader  # noqa: PLC0415 - for this line alone

    return len(PdfReader(BytesIO(pdf.render(compose(edition())))).pages)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        one_side(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
