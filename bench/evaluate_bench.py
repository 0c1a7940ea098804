"""Evaluate made-up surveys before and after, against DuckDB that reads and groups them once.

    .venv/bin/python bench/evaluate_bench.py [ROWS] [--pingouin PYTHON]

A row is a person's 22 answers in one wave, with the field of work. Ours: all constructs and items,
by field, the same mix, reliability, 1,000 samples for every interval. DuckDB: the mean of each item
by wave and field. Each side runs in a process of its own, by turns; what counts is the work of the
processor, without starting Python or reading the codebook. pandas (with pingouin where PYTHON, an
interpreter that has it, is named) scores and tests the same in loops on a tenth of the rows; its
time is scaled up.
"""

from __future__ import annotations

import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from fourfold.analysis.check.files.source import source_of
from fourfold.analysis.evaluate.codebook import Codebook, codebook_of
from fourfold.analysis.evaluate.engine import Asked, evaluate
from fourfold.cli.scratch import Packed
from fourfold.reference import load_pack
from ratio import verdict

ROWS, ROUNDS, PART = 5_000_000, 3, 10
BOUND, TIMES_FASTER = 3, 20
FIELDS = ("Child Welfare", "Education", "Law Enforcement", "Service Provider")
LOOPS = """
import sys, time
import numpy as np
import pandas as pd
try:
    from pingouin import compute_effsize, cronbach_alpha, ttest
except ImportError:
    from scipy import stats
    def ttest(a, b): return stats.ttest_ind(a, b, equal_var=False)
    def compute_effsize(a, b, eftype):
        return (a.mean() - b.mean()) / np.sqrt((a.var() + b.var()) / 2)
    def cronbach_alpha(data): return len(data.columns) * data.cov().to_numpy().trace()
start = time.process_time()
table = pd.read_csv(sys.argv[1])
draw = np.random.default_rng(1)
for letter, n in (("k", 12), ("b", 4), ("c", 6)):
    items = [f"{letter}{each}" for each in range(1, n + 1)]
    answered = table[items].notna().sum(axis=1)
    table["score"] = table[items].mean(axis=1).where(answered >= n / 2)
    for wave, rows in table.groupby("wave"):
        cronbach_alpha(data=rows[items])
    for field in [None, *sorted(table.field.unique())]:
        part = table if field is None else table[table.field == field]
        before = part[part.wave == "before"].score.dropna()
        after = part[part.wave == "after"].score.dropna()
        ttest(after, before), compute_effsize(after, before, eftype="hedges")
        a, b = after.to_numpy(), before.to_numpy()
        means = [
            a[draw.integers(0, len(a), len(a))].mean() - b[draw.integers(0, len(b), len(b))].mean()
            for _ in range(1000)
        ]
        np.quantile(means, [0.025, 0.975])
    for item in items:
        before, after = (table[table.wave == wave][item].dropna() for wave in ("before", "after"))
        ttest(after, before)
print(time.process_time() - start)
"""


def codebook() -> Codebook:
    return codebook_of(load_pack("zz").codebook("training_survey"))


def write(target: Path, rows: int) -> None:
    """Write made-up answers; one in fifty is missing."""
    cells = [
        f"CASE WHEN hash(i * 37 + {at}) % 50 > 0 THEN "
        f"1 + (hash(i * 31 + {at}) % {each.high - each.low + 1})::INT END AS {item.code}"
        for each in codebook().constructs
        for at, item in enumerate(each.items, 100 * each.high)
    ]
    fields = ", ".join(f"'{each}'" for each in FIELDS)
    duckdb.sql(
        f"COPY (SELECT ['before', 'after'][1 + i % 2] AS wave, "  # noqa: S608 - all of it is ours
        f"[{fields}][1 + (hash(i) % {len(FIELDS)})::INT] AS field, {', '.join(cells)} "
        f"FROM range({rows}) AS t(i)) TO '{target}' (HEADER)"
    )


# ------------------------------------------------------------------ the sides
def ours(file: Path) -> None:
    asked = Asked("wave", by=("field",), replicates=1_000)
    found = evaluate(source_of(file), codebook(), asked, scratch=Packed)
    assert len(found.items) == 22


def duckdb_alone(file: Path) -> None:
    items = [each.code for each in codebook().items]
    types = ", ".join(f"'{each}': 'UTINYINT'" for each in items)
    read = (
        f"read_csv('{file}', header = true, auto_detect = false, delim = ',', "
        f"columns = {{'wave': 'VARCHAR', 'field': 'VARCHAR', {types}}})"
    )
    means = ", ".join(f"count({each}), avg({each})" for each in items)
    duckdb.sql(f"SELECT wave, field, {means} FROM {read} GROUP BY wave, field").fetchall()  # noqa: S608


SIDES: dict[str, Callable[[Path], None]] = {"ours": ours, "duckdb": duckdb_alone}


def run_side(side: str, file: str) -> None:
    """Be one side: print the seconds of wall and processor."""
    codebook()
    if side == "ours":
        import numpy  # noqa: F401, PLC0415 - starting Python is not what is measured
        import scipy.optimize  # noqa: PLC0415 - as above
        import scipy.stats  # noqa: F401, PLC0415 - as above
    start, work = time.perf_counter(), time.process_time()
    SIDES[side](Path(file))
    print(time.perf_counter() - start, time.process_time() - work)


def in_a_process(side: str, file: Path) -> tuple[float, ...]:
    asked = [sys.executable, __file__, "--side", side, str(file)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return tuple(float(each) for each in said.split()[-2:])


def loops(python: str, folder: Path, rows: int) -> float:
    few = folder / "few.csv"
    write(few, rows)
    asked = [python, "-c", LOOPS, str(few)]
    return float(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--side"]:
        run_side(*arguments[1:])
        return
    named = "--pingouin" in arguments
    python = arguments[arguments.index("--pingouin") + 1] if named else sys.executable
    rows = int(arguments[0]) if arguments and arguments[0].isdigit() else ROWS
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.csv"
        write(file, rows)
        print(f"  {rows:,} people x 22 answers, {file.stat().st_size / 1e6:.0f} MB")
        found: dict[str, list[tuple[float, ...]]] = {side: [] for side in SIDES}
        for _ in range(ROUNDS):
            for side in SIDES:
                found[side].append(in_a_process(side, file))
        has_pandas = named or importlib.util.find_spec("pandas")
        peer = loops(python, Path(folder), rows // PART) * PART if has_pandas else 0
    work = {side: statistics.median(each[1] for each in runs) for side, runs in found.items()}
    for side, runs in found.items():
        wall = statistics.median(each[0] for each in runs)
        print(f"  {side}: {work[side]:.2f} s of processor, {wall:.2f} s of wall")
    if peer:
        kind = "pandas and pingouin" if named else "pandas and SciPy"
        print(f"  {kind} in loops: {peer:.0f} s, scaled up from {rows // PART:,} rows")
        verdict(f"ours / a {TIMES_FASTER}th of {kind}", work["ours"] * TIMES_FASTER / peer, 1)
    else:
        print("  pandas and pingouin: left out; name an interpreter that has them")
    verdict("evaluate / read and group once", work["ours"] / work["duckdb"], BOUND)


if __name__ == "__main__":
    main(sys.argv[1:])
