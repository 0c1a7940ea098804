"""
The table of combinations that a lawyer reads and signs: `amp_expected.csv`.

Made once by the oracle, never by the engine: `python -m tests.analysis.law.golden` writes it anew.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from .oracle import Known, oracle

FILE = Path(__file__).with_name("amp_expected.csv")
PACK = "ct"

GROUPS: dict[str, dict[str, Known]] = {
    "age": {
        "under 15": {"UNDER_15": True, "UNDER_18": True},
        "15 to 17": {"UNDER_15": False, "UNDER_18": True},
        "adult": {"UNDER_15": False, "UNDER_18": False},
        "unknown": {},
    },
    "action": {
        "recruits, and induces": {
            "RECRUITS": True,
            "COMPELS_OR_INDUCES": True,
            "PATRONIZES": False,
        },
        "buys": {"RECRUITS": False, "COMPELS_OR_INDUCES": False, "PATRONIZES": True},
        "none": {"RECRUITS": False, "COMPELS_OR_INDUCES": False, "PATRONIZES": False},
        "unknown": {},
    },
    "means": {
        "threats": {"THREATS": True},
        "none": {"THREATS": False},
        "unknown": {},
    },
    "purpose": {
        "sex for a fee": {
            **dict.fromkeys(["COMMERCIAL_SEX_ACT", "FEE", "SEXUAL_CONTACT"], True),
            **dict.fromkeys(["CHARGEABLE_CONTACT"], True),
            **dict.fromkeys(["LABOR_OR_SERVICES", "SERVITUDE"], False),
        },
        "sex for a place to stay": {
            **dict.fromkeys(["COMMERCIAL_SEX_ACT", "SEXUAL_CONTACT", "CHARGEABLE_CONTACT"], True),
            **dict.fromkeys(["FEE", "LABOR_OR_SERVICES", "SERVITUDE"], False),
        },
        "labor in servitude": {
            **dict.fromkeys(["LABOR_OR_SERVICES", "SERVITUDE"], True),
            **dict.fromkeys(["COMMERCIAL_SEX_ACT", "FEE"], False),
            **dict.fromkeys(["SEXUAL_CONTACT", "CHARGEABLE_CONTACT"], False),
        },
        "unknown": {},
    },
    "more than once": {
        "yes": {"MORE_THAN_ONCE": True},
        "no": {"MORE_THAN_ONCE": False},
        "unknown": {},
    },
}
"""What each word of a column stands for; every fact that no column names is no."""

ELSE: Known = {
    **dict.fromkeys(["HARBORS", "TRANSPORTS", "PROVIDES", "OBTAINS", "SOLICITS"], False),
    **dict.fromkeys(["ADVERTISES", "PHYSICAL_ASSAULT", "SEXUAL_ASSAULT", "CONFINEMENT"], False),
    **dict.fromkeys(["FALSE_PROMISE", "WITHHELD_WAGES", "DEBT_BONDAGE", "MANIPULATION"], False),
    "DOCUMENTS_TAKEN": False,
    "IN_THE_US": True,
}

ASKED = [
    ("FED_SEX", "2014-06-01"),
    ("FED_SEX", "2018-06-01"),
    ("FED_LABOR", "2018-06-01"),
    ("CGS_53A_192A", "2006-06-30"),
    ("CGS_53A_192A", "2010-06-01"),
    ("CGS_53A_192A", "2014-06-01"),
    ("CGS_53A_192A", "2015-10-01"),
    ("CGS_53A_192A", "2016-10-01"),
    ("CGS_53A_192A", "2017-10-01"),
    ("CGS_53A_192A", "2021-10-01"),
    ("CT_DMST", "2018-06-01"),
    ("CGS_53A_83B", "2017-09-30"),
    ("CGS_53A_83B", "2017-10-01"),
    ("CGS_53A_83B", "2021-10-01"),
]


def combinations() -> Iterator[tuple[tuple[str, ...], Known | None]]:
    """Every row: its words, and what is known; None where the words contradict each other."""
    for words in product(*GROUPS.values()):
        known: Known = dict(ELSE)
        for group, word in zip(GROUPS, words, strict=True):
            known |= GROUPS[group][word]
        # More than one occurrence of sexual contact, and none, cannot both be.
        impossible = known.get("MORE_THAN_ONCE") and known.get("SEXUAL_CONTACT") is False
        yield words, None if impossible else known


def header() -> list[str]:
    return [*GROUPS, *(f"{definition} {day}" for definition, day in ASKED)]


def expected() -> str:
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(header())
    for words, known in combinations():
        if known is not None:
            table.writerow([*words, *(oracle(PACK).cell(code, known, day) for code, day in ASKED)])
    return written.getvalue()


if __name__ == "__main__":
    FILE.write_text(expected(), encoding="utf-8")
