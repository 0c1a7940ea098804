"""The whole annual report to PDF and DOCX, against its PDF and chart libraries alone.

The peer is what cannot be saved: the very calls of Typst and vl-convert, with the very inputs that
the report gives them, replayed. All else (pack, checks, composing, DOCX) must fit in the margin.
Each side runs in a process of its own, by turns, because both libraries remember what they did.
"""

from __future__ import annotations

import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst
import vl_convert

from fourfold.cli.report import figures_of
from fourfold.documents import docx, pdf
from fourfold.documents.annual import compose
from fourfold.reference import load_pack
from ratio import verdict

BOUND = 1.5
ROUNDS = 5
LIBRARIES = {"typst": typst, "vl_convert": vl_convert}
CALLS = (
    ("typst", "compile"),
    ("vl_convert", "register_font_directory"),
    ("vl_convert", "vegalite_to_svg"),
    ("vl_convert", "svg_to_png"),
)
Call = tuple[str, str, tuple[Any, ...], dict[str, Any]]


def report() -> None:
    """Make the report of 2017 from the pack, as `fourfold report annual` does."""
    pack = load_pack("ct")
    document = compose(2017, pack=pack, figures=figures_of(pack))
    pdf.render(document)
    docx.render(document)


def calls_of(job: Callable[[], None]) -> list[Call]:
    """Run a job and return the library calls it made, ready to be made again."""
    made: list[Call] = []

    def remember(library: str, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            made.append((library, name, args, kwargs))
            return call(*args, **kwargs)

        return wrapped

    for library, name in CALLS:
        real = getattr(LIBRARIES[library], name)
        setattr(LIBRARIES[library], name, remember(library, name, real))
    job()
    return made


def replay(calls: list[Call]) -> None:
    """Make the calls again, and nothing else."""
    for library, name, args, kwargs in calls:
        getattr(LIBRARIES[library], name)(*args, **kwargs)


def in_a_new_process(side: str, calls: Path) -> float:
    """Return the seconds one side takes; the start of Python and imports are not counted."""
    said = subprocess.run(
        [sys.executable, __file__, side, str(calls)], capture_output=True, text=True, check=True
    )
    return float(said.stdout)


def one_side(side: str, calls: Path) -> None:
    made: list[Call] = pickle.loads(calls.read_bytes())  # noqa: S301 - written a moment ago, by us
    start = time.perf_counter()
    if side == "report":
        report()
    else:
        replay(made)
    print(time.perf_counter() - start)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "calls"
        calls = calls_of(report)
        kept.write_bytes(pickle.dumps(calls))
        print(f"{len(calls)} library calls in one report")
        times: dict[str, list[float]] = {"report": [], "libraries": []}
        for _ in range(ROUNDS):
            for side, each in times.items():
                each.append(in_a_new_process(side, kept))
    for side, each in times.items():
        print(f"  {side}: {statistics.median(each):.2f} s ({min(each):.2f} to {max(each):.2f})")
    ratio = statistics.median(times["report"]) / statistics.median(times["libraries"])
    verdict("annual report to PDF and DOCX / its PDF and chart libraries alone", ratio, BOUND)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        one_side(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
