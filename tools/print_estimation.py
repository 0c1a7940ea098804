"""Print the panel of estimates on the published figures of the United Kingdom in 2013."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fourfold.analysis.estimate import NAMES, VERDICTS, Result, estimate, read_text, sentence

TITLE = "Estimating how many people no list knows"
FILE = Path(__file__).parent.parent / "tests/analysis/estimate/published/uk_2013_5list.csv"
SAMPLES = 200
Tabled = Callable[..., str]


def result() -> Result:
    """Return the panel that the page shows."""
    return estimate(read_text(FILE.read_text(encoding="utf-8")), bootstrap=SAMPLES, seed=1)


def parts(table: Tabled) -> list[str]:
    """Return the parts of the page. table: makes a table from a header and rows."""
    found = result()
    return [
        ABOUT,
        "## The data\n\nUnited Kingdom, 2013: " + _sizes(found) + ". Source: Silverman, *Modern "
        "slavery: an application of multiple systems estimation*, Home Office, 2014.",
        f"## The panel\n\n`fourfold estimate uk_2013_5list.csv --bootstrap {SAMPLES}`; a study "
        "takes 10,000 samples.\n\n"
        + table(
            ("Method", "Total", "95% from", "to", "Model"),
            [(name, *map(_number, (a, b, c)), model) for name, a, b, c, model in found.table()],
        ),
        "## The verdict\n\n"
        + VERDICTS[found.verdict]
        + "\n\n"
        + "\n".join(f"- {each}" for each in (*found.reasons, *found.warnings)),
        RULES,
        "## What may be said\n\n> "
        + sentence(found)
        + "\n\nIn Spanish:\n\n> "
        + sentence(found, "es"),
        "## The assumptions\n\n"
        + table(
            ("What must hold", "What these data say", "Holds"),
            [
                (each.name, each.data_say, {True: "yes", False: "no", None: "unknown"}[each.holds])
                for each in found.assumptions
            ],
        ),
        _methods(table),
        CRITICS,
    ]


def _sizes(found: Result) -> str:
    return f"{found.known:,} people on {len(found.lists)} lists (" + ", ".join(
        f"{name} {size:,}" for name, size in found.sizes.items()
    ) + ")"  # fmt: skip


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


def _methods(table: Tabled) -> str:
    rows = [(f"`{each.value}`", words) for each, words in NAMES.items()]
    return "## Methods\n\n" + table(("`--method`", "What it is"), rows)


ABOUT = """Several lists know some of the same people. From how much they overlap, a model says how
many are on none. The panel asks several models, because each can be wrong."""
RULES = """It is unstable when a method's total lies outside another's interval, when leaving out a
list or merging two moves a total by more than half its interval, or when the best model has less
than half the weight and rivals are more than 1.5 times apart."""
CRITICS = """## What critics say, and what is done about it

- Whitehead and others (*On the unreliability of multiple systems estimation for estimating the
  number of potential victims of modern slavery in the UK*, 2021): the data are too thin for one
  number. So there is a verdict before any number, "it cannot be estimated" is an answer, and an
  unstable total is not given as one number.
- Sharifi Far and others (*Multiple systems estimation for modern slavery: robustness of list
  omission and combination*, 2021): what do totals do when lists are left out or combined? So both
  are done every time, and count in the verdict.
- Silverman (*Multiple-systems analysis for the quantification of modern slavery: classical and
  Bayesian approaches*, 2020): methods differ on the same data. So the panel shows them side by
  side.
- Binette and Steorts (*On the reliability of multiple systems estimation for the quantification
  of modern slavery*, 2022): 95% intervals hold the truth in 60 to 90 of 100 tries, and methods
  lean low. So the sentence says that it leans low.

A total is an estimate under assumptions. It is never "the number of victims"."""
