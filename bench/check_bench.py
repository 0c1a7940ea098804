"""Check and keep a file of cases (HTCDS 2.0, 30 columns), against DuckDB that only copies it.

    .venv/bin/python bench/check_bench.py [ROWS] [--frictionless PYTHON]

Each side runs in a process of its own, by turns; the time is that of the work, without starting
Python. PYTHON: an interpreter that has frictionless (5.x); it validates the same Table Schema on a
tenth of the rows, and its time is scaled up. Without it that comparison is left out.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from fourfold.analysis.check.files.bringing import COMMAND_LINE, recognise, to_plain
from fourfold.analysis.check.files.keeping import Encoder, write_typed
from fourfold.analysis.check.files.rules import check_file, staged
from fourfold.analysis.check.files.source import source_of
from fourfold.cli.scratch import Held, Packed
from fourfold.reference import Contract, ContractField, FieldType, load_pack, table_schema
from ratio import verdict

ROWS, ROUNDS = 1_000_000, 3
BOUND, TIMES_FASTER, MOST_MB = 4, 10, 1_000
CHECKED_COLUMNS = [
    "prs_FirstName",
    "prs_SecondName",
    "prs_Birthdate",
    "prs_Gender",
    "prs_MaritalStatus",
    "prs_NumberOfChildren",
    "prs_HighestLevelOfEducation",
    "prs_Citizenship",
    "vic_AgreementToManagePersonalData",
    "vic_TraffickingStatus",
    "vic_TraffickingStatusDecisionMakingOrg",
    "vic_RelationshipToTrafficker",
    "vic_AgeWhenTrafficked",
    "vic_RecruitmentWebsitesAndApps",
    "vic_MethodOfRecruitment",
    "vic_MethodsOfControl",
    "vic_TypeOfExploitation",
    "vic_ForcedLabourIndustry",
    "vic_TypeOfSexExploitation",
    "vic_Vulnerabilities",
    "per_RoleInProcess",
    "cas_Status",
    "cas_IncomingReferralDate",
    "cas_ReasonForIncomingReferral",
    "cas_OutgoingReferralDate",
    "org_Type",
    "org_ShippingCountry",
    "hte_Type",
    "spl_Type",
    "con_Consent",
]
FRICTIONLESS = """
import sys, time
from frictionless import Resource, Schema, system
system.trusted = True
start = time.perf_counter()
report = Resource(path=sys.argv[1], schema=Schema.from_descriptor(sys.argv[2])).validate()
print(time.perf_counter() - start, report.stats["errors"])
"""


def contract() -> Contract:
    return load_pack("ct").contract("htcds_cases")


def fields(of: Contract) -> list[ContractField]:
    return [of.field(name) for name in CHECKED_COLUMNS]


def made_rows(rows: int) -> Iterator[list[str]]:
    """Made-up cases that break no rule; a third of the cells is empty, as in real files."""
    draw, chosen = random.Random(7), fields(contract())  # noqa: S311 - no secret is made of it
    for number in range(rows):
        row = {each.name: _cell(draw, each, number) for each in chosen}
        row["con_Consent"] = row["vic_AgreementToManagePersonalData"] = "yes"
        row["prs_Birthdate"] = _day(draw, 1980, 2004)
        row["cas_IncomingReferralDate"] = _day(draw, 2010, 2016)
        row["cas_OutgoingReferralDate"] = _day(draw, 2017, 2020)
        yield [row[each.name] for each in chosen]


def _cell(draw: random.Random, field: ContractField, number: int) -> str:
    if draw.random() < 0.33:
        return ""
    if field.type is FieldType.LIST:
        return ";".join(draw.sample(list(field.choices), draw.randint(1, 2)))
    if field.choices:
        return draw.choice(list(field.choices))
    if field.type is FieldType.INTEGER:
        return str(draw.randint(0, 20))
    return "yes" if field.type is FieldType.BOOLEAN else f"Made-Up {number}"


def _day(draw: random.Random, first: int, last: int) -> str:
    return f"{draw.randint(first, last)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"


def write(target: Path, rows: int) -> None:
    with target.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(CHECKED_COLUMNS)
        writer.writerows(made_rows(rows))


# ------------------------------------------------------------------ the sides
def ours(file: Path, target: Path) -> None:
    """Recognize, check with every rule, keep."""
    of, source = contract(), source_of(file)
    seen = recognise(source, of, limits=COMMAND_LINE)
    plain = to_plain(source, seen, of, scratch=Packed, limits=COMMAND_LINE)
    plain = staged(plain, of, scratch=Held)
    checked = check_file(plain, of)
    assert checked.can_be_sent, checked.groups
    write_typed(plain, of, target, encode=Encoder(bytes(32)))


def duckdb_alone(file: Path, target: Path) -> None:
    """Read the same text and write it as Parquet."""
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in CHECKED_COLUMNS)
    read = f"read_csv('{file}', header = true, auto_detect = false, columns = {{{types}}})"
    duckdb.sql(f"COPY (FROM {read}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")


SIDES: dict[str, Callable[[Path, Path], None]] = {"ours": ours, "duckdb": duckdb_alone}


def run_side(side: str, file: str) -> None:
    """Be one side: print the seconds of wall and processor, and the peak memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        start, work = time.perf_counter(), time.process_time()
        SIDES[side](Path(file), Path(folder) / "kept.parquet")
        seconds, work = time.perf_counter() - start, time.process_time() - work
    print(seconds, work, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def in_a_process(side: str, file: Path) -> tuple[float, ...]:
    asked = [sys.executable, __file__, "--side", side, str(file)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return tuple(float(each) for each in said.split())


def frictionless(python: str, folder: Path, rows: int) -> float:
    few, schema = folder / "few.csv", folder / "schema.json"
    write(few, rows)
    described = table_schema(contract())
    described["fields"] = [
        next(each for each in described["fields"] if each["name"] == name)
        for name in CHECKED_COLUMNS
    ]
    schema.write_text(json.dumps(described), encoding="utf-8")
    asked = [python, "-c", FRICTIONLESS, few.name, schema.name]
    said = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=folder).stdout
    return float(said.split()[0])


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--side"]:
        run_side(*arguments[1:])
        return
    python = arguments[arguments.index("--frictionless") + 1] if len(arguments) > 1 else ""
    rows = int(arguments[0]) if arguments and arguments[0].isdigit() else ROWS
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.csv"
        write(file, rows)
        print(
            f"  {rows:,} rows x {len(CHECKED_COLUMNS)} columns, {file.stat().st_size / 1e6:.0f} MB"
        )
        found: dict[str, list[tuple[float, ...]]] = {side: [] for side in SIDES}
        for _ in range(ROUNDS):
            for side in SIDES:
                found[side].append(in_a_process(side, file))
        peer = frictionless(python, Path(folder), rows // 10) * 10 if python else 0
    middle = {side: statistics.median(each[0] for each in runs) for side, runs in found.items()}
    for side, runs in found.items():
        work, memory = statistics.median(each[1] for each in runs), max(each[2] for each in runs)
        print(f"  {side}: {middle[side]:.2f} s, {work:.2f} s of processor, {memory:.0f} MB at most")
    verdict("peak memory in MB / 1,000", max(each[2] for each in found["ours"]) / MOST_MB, 1)
    verdict("check and keep / copy with DuckDB", middle["ours"] / middle["duckdb"], BOUND)
    if peer:
        print(f"  frictionless: {peer:.0f} s, scaled up from a tenth of the rows")
        verdict("ours / a tenth of frictionless", middle["ours"] * TIMES_FASTER / peer, 1)
    else:
        print("  frictionless: left out; name an interpreter that has it")


if __name__ == "__main__":
    main(sys.argv[1:])
