"""Check and keep a file of cases (HTCDS 2.0, 30 columns), against DuckDB that only copies it.

    .venv/bin/python bench/check_bench.py [ROWS] [--frictionless PYTHON]

Each side runs in a process of its own, by turns; the time is that of the work, without starting
Python. PYTHON: an interpreter that has frictionless (5.x); it validates a tenth of the rows, once
by the Table Schema alone and once by the same rules as its own checks; its work is scaled up.
Without it that comparison is left out.
"""

from __future__ import annotations

import csv
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from fourfold.analysis.check.files.bringing import COMMAND_LINE, recognise, to_plain
from fourfold.analysis.check.files.keeping import Encoder, write_typed
from fourfold.analysis.check.files.rules import check_file, staged
from fourfold.analysis.check.files.source import source_of
from fourfold.cli.scratch import Held, Packed
from fourfold.reference import (
    Contract,
    ContractField,
    ContractRule,
    FieldType,
    RuleKind,
    load_pack,
    table_schema,
)
from ratio import verdict

ROWS, ROUNDS, PART = 1_000_000, 3, 10
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
import json, sys, time
from frictionless import Checklist, Resource, Schema, system
system.trusted = True
file, schema, checks = sys.argv[1:]
start = time.process_time()
resource = Resource(path=file, schema=Schema.from_descriptor(schema))
checklist = Checklist.from_descriptor({"checks": json.load(open(checks))})
report = resource.validate(checklist, limit_errors=10**9)
print(time.process_time() - start, report.stats["errors"])
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


def frictionless(python: str, folder: Path, rows: int) -> dict[str, float]:
    """Return the peer's seconds of processor: with the schema alone, and with the same rules."""
    write(folder / "few.csv", rows)
    of, found = contract(), {}
    described = table_schema(of)
    named = {each["name"]: each for each in described["fields"]}
    described["fields"] = [named[name] for name in CHECKED_COLUMNS]
    for what, checks in (("the schema alone", []), ("the same rules", as_checks(of))):
        if checks:
            described["fields"] = [_with_items(each) for each in described["fields"]]
        (folder / "schema.json").write_text(json.dumps(described), encoding="utf-8")
        (folder / "checks.json").write_text(json.dumps(checks), encoding="utf-8")
        asked = [python, "-c", FRICTIONLESS, "few.csv", "schema.json", "checks.json"]
        said = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=folder).stdout
        found[what] = float(said.split()[0])
    return found


def _with_items(field: dict[str, Any]) -> dict[str, Any]:
    """Describe a list by a pattern: the peer's lists know no codes of their items."""
    if field["type"] != "list":
        return field
    code = "|".join(map(re.escape, field["fourfold:items"]))
    pattern = f"({code})({field['delimiter']}({code}))*"
    return {"name": field["name"], "type": "string", "constraints": {"pattern": pattern}}


def as_checks(of: Contract) -> list[dict[str, str]]:
    """Return the contract's rules as the peer's own checks, those whose columns the file has."""
    there = set(CHECKED_COLUMNS)
    found = [{"type": "duplicate-row"}]
    for rule in of.rules:
        fields = [each for each in rule.fields if each in there]
        if rule.kind is RuleKind.NOT_AFTER and len(fields) == 2:
            first, last = fields
            formula = f"{first} is None or {last} is None or {first} <= {last}"
        elif rule.kind is RuleKind.ONE_OF and len(fields) == len(rule.fields):
            formula = " or ".join(f"{each} is not None" for each in fields)
        elif rule.kind in (RuleKind.NEEDED_IF, RuleKind.BLANK_IF) and rule.where in there:
            held = "is not None" if rule.kind is RuleKind.NEEDED_IF else "is None"
            every = " and ".join(f"{each} {held}" for each in fields)
            formula = f"not ({_is_one_of(of, rule)}) or {every}" if fields else ""
        else:
            formula = ""
        found += [{"type": "row-constraint", "formula": formula}] if formula else []
    return found


def _is_one_of(of: Contract, rule: ContractRule) -> str:
    where = of.field(rule.where)
    if where.type is FieldType.BOOLEAN:
        return " or ".join(f"{where.name} is {each == 'yes'}" for each in rule.values)
    if where.type is FieldType.LIST:
        cells = f"({where.name} or '').split(';')"
        return " or ".join(f"{each!r} in {cells}" for each in rule.values)
    return f"{where.name} in {list(rule.values)!r}"


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
        peer = frictionless(python, Path(folder), rows // PART) if python else {}
    middle = {side: statistics.median(each[0] for each in runs) for side, runs in found.items()}
    work = {side: statistics.median(each[1] for each in runs) for side, runs in found.items()}
    for side, runs in found.items():
        memory = max(each[2] for each in runs)
        print(f"  {side}: {middle[side]:.2f} s, {work[side]:.2f} s of processor, {memory:.0f} MB")
    for what, seconds in peer.items():
        times = seconds * PART / work["ours"]
        print(f"  frictionless, {what}: {seconds * PART:.0f} s of processor, {times:.1f} x ours")
    if not peer:
        print("  frictionless: left out; name an interpreter that has it")
    verdict("peak memory in MB / 1,000", max(each[2] for each in found["ours"]) / MOST_MB, 1)
    if peer:
        ratio = work["ours"] * TIMES_FASTER / (peer["the same rules"] * PART)
        verdict("ours / a tenth of frictionless with the same rules", ratio, 1)
    verdict("check and keep / copy with DuckDB", middle["ours"] / middle["duckdb"], BOUND)


if __name__ == "__main__":
    main(sys.argv[1:])
