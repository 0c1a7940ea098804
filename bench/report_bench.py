"""The whole annual report to PDF and DOCX, against its PDF and chart libraries alone.

The peer is what cannot be saved: the very calls of Typst and vl-convert, with the very inputs that
the report gives them, replayed. All else (pack, checks, composing, DOCX) must fit in the margin.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import typst
import vl_convert
from ratio import by_turns, verdict

from fourfold.cli.report import figures_of
from fourfold.documents import docx, pdf
from fourfold.documents.annual import compose
from fourfold.reference import load_pack

BOUND = 1.5
LIBRARIES = ((typst, "compile"), (vl_convert, "vegalite_to_svg"), (vl_convert, "vegalite_to_png"))


def report() -> None:
    pack = load_pack("ct")
    document = compose(2017, pack=pack, figures=figures_of(pack))
    pdf.render(document)
    docx.render(document)


def calls_of(job: Callable[[], None]) -> list[Callable[[], Any]]:
    """Run a job once and return the library calls it made, ready to be made again."""
    made: list[Callable[[], Any]] = []
    real = {(library, name): getattr(library, name) for library, name in LIBRARIES}

    def remember(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            made.append(partial(call, *args, **kwargs))
            return call(*args, **kwargs)

        return wrapped

    try:
        for (library, name), call in real.items():
            setattr(library, name, remember(call))
        job()
    finally:
        for (library, name), call in real.items():
            setattr(library, name, call)
    return made


def main() -> None:
    report()  # the converter starts once a process; both sides have it warm
    calls = calls_of(report)
    print(f"{len(calls)} library calls in one report")

    def libraries_alone() -> None:
        for call in calls:
            call()

    ratio = by_turns(report, libraries_alone, rounds=5)
    verdict("annual report to PDF and DOCX / its PDF and chart libraries alone", ratio, BOUND)


if __name__ == "__main__":
    main()
