"""Made-up surveys: a small codebook, and files of answers from rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fourfold.analysis.check.files.source import Source, source_of_bytes
from fourfold.analysis.evaluate.codebook import Codebook, codebook_of
from fourfold.analysis.evaluate.engine import Asked, Evaluation, evaluate
from fourfold.cli.scratch import Packed

HEADINGS = ("wave", "field", "code", "event", "K1", "K2", "K3", "B1", "B2")


def document() -> dict[str, Any]:
    """Three knowledge items, and two beliefs of which the second is asked the other way round."""
    return {
        "title": "Made-up survey",
        "waves": [
            {"code": "before", "cells": ["before", "pre", 1]},
            {"code": "after", "cells": ["after", "post", 2]},
        ],
        "no_answer": {"99": "Refused", "N/A": "Not applicable"},
        "columns": {"field": "Field of work"},
        "constructs": [
            {
                "code": "KNOWLEDGE",
                "title": "Knowledge",
                "better": "higher",
                "scale": {"low": 1, "high": 5},
                "items": [{"code": f"K{n}", "text": f"Made-up knowledge {n}"} for n in (1, 2, 3)],
            },
            {
                "code": "BELIEFS",
                "title": "Beliefs",
                "better": "lower",
                "scale": {"low": 1, "high": 10},
                "items": [
                    {"code": "B1", "text": "Made-up myth"},
                    {"code": "B2", "text": "Made-up truth", "reversed": True},
                ],
            },
        ],
    }


def codebook() -> Codebook:
    return codebook_of(document())


def file_of(rows: Iterable[Sequence[object]], *, headings: Sequence[str] = HEADINGS) -> Source:
    """Return a CSV file of answers; None is a blank cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return source_of_bytes("answers.csv", out.getvalue().encode())


def evaluated(rows: Iterable[Sequence[object]], **asked: Any) -> Evaluation:
    """Evaluate rows by HEADINGS; asked: as Asked has it, fewer samples and nothing hidden."""
    given: Mapping[str, Any] = {"wave": "wave", "least": 1, "replicates": 200, **asked}
    return evaluate(file_of(rows), codebook(), Asked(**given), scratch=Packed)
