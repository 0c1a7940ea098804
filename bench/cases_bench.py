"""
The list of cases under need-to-know, with filters, among a million cases on PostgreSQL (where
DATABASE_URL names one: tools/with_postgres.sh) or 100,000 on SQLite.

The SQL that the list sends, against the shortest SQL that fetches the same page. The plan is asked
too: it reads no table of cases, relations or clocks from end to end. Two viewers: a worker with 40
cases, and a supervisor with thousands. The whole page is timed for information.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["FOURFOLD_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "fourfold.config.settings"
HOME = tempfile.TemporaryDirectory()
os.environ["FOURFOLD_VAR"] = HOME.name

import django  # noqa: E402 - settings are read when Django starts

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tests.make.people import DCF, account, viewer  # noqa: E402

from fourfold.apps.cases.models import Case, CaseClock  # noqa: E402
from fourfold.apps.cases.queries import case_list  # noqa: E402
from fourfold.security.access.need_to_know import visible_to  # noqa: E402
from fourfold.security.access.viewer import Viewer  # noqa: E402
from fourfold.security.ids import new_id  # noqa: E402
from fourfold.security.models import Relation  # noqa: E402
from ratio import by_turns, verdict  # noqa: E402

ON_POSTGRES = connection.vendor == "postgresql"
CASES = int(os.environ.get("CASES", 1_000_000 if ON_POSTGRES else 100_000))
FEW, MANY, STAFF = 40, 4_000, 400
MOST_TIMES = 5
BATCH = 10_000
NOW = datetime(2030, 1, 7, 9, tzinfo=UTC)
LEVELS = ("", "NONE", "AT_RISK", "SUSPECTED", "CONFIRMED")
TABLES = ("cases_case", "security_relation", "cases_caseclock")
SOUGHT = case_list.Sought(state="OPEN", concern="SUSPECTED", opened_from=NOW - timedelta(days=700))


def fill(worker: str, supervisor: str) -> None:
    """
    Make the cases, without the desk's actions: a worker each, a team for each twentieth, a referral
    for each twenty-fifth, a clock on each fourth.
    """
    others = [account(f"Other{nth}", "CARELINE").id for nth in range(STAFF)]
    of_worker, of_supervisor = CASES // FEW, CASES // MANY
    for start in range(0, CASES, BATCH):
        cases, relations, clocks = [], [], []
        for nth in range(start, start + BATCH):
            who = worker if nth % of_worker == 7 else others[nth % STAFF]
            opened = NOW - timedelta(minutes=nth % 1_500_000)
            one = Case(
                agency=DCF,
                person=new_id(),
                region=f"REGION_{nth % 6 + 1}",
                concern=LEVELS[nth * 7919 // 13 % 5],
                worker=who,
                opened_at=opened,
                changed_at=opened,
            )
            cases.append(one)
            given = {"record_kind": "cases.case", "record": one.id, "person": one.person}
            given |= {"from_at": opened, "given_by": who}
            relations.append(Relation(kind="ASSIGNED", account=who, **given))
            if nth % of_supervisor == 3:
                relations.append(Relation(kind="SUPERVISOR", account=supervisor, **given))
            if nth % 20 == 0:
                relations.append(Relation(kind="TEAM", team=f"MDT_{nth // 20 % 17}", **given))
            if nth % 25 == 0:
                to = {"agency": f"PROVIDER_{nth // 25 % 60}", "purpose": "SERVICES"}
                relations.append(Relation(kind="RECIPIENT", **to, **given))
            if nth % 4 == 0:
                due = opened + timedelta(days=2)
                met = None if due > NOW - timedelta(days=5) else due - timedelta(hours=3)
                owned = {"met_at": met, "case": one, "agency": DCF, "person": one.person}
                clocks.append(CaseClock(rule="DEMO", started_at=opened, due_at=due, **owned))
        with transaction.atomic():
            Case.objects.bulk_create(cases, batch_size=2_000)
            Relation.objects.bulk_create(relations, batch_size=2_000)
            CaseClock.objects.bulk_create(clocks, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


SHORTEST = """
    SELECT c.* FROM cases_case c
    JOIN security_relation r ON r.record = c.id AND r.record_kind = 'cases.case'
    WHERE r.account = %s AND r.kind IN ('ASSIGNED', 'SUPERVISOR')
      AND r.from_at <= %s AND (r.until_at IS NULL OR r.until_at > %s)
      AND c.state = 'OPEN' AND c.concern = 'SUSPECTED' AND c.opened_at >= %s
    ORDER BY c.opened_at DESC, c.id LIMIT 26
"""


def fetched(sql: str, values: Sequence[object]) -> list[tuple[object, ...]]:
    """Send SQL and fetch its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def asked(who: Viewer, sought: case_list.Sought = SOUGHT):  # type: ignore[no-untyped-def]
    """Return the query of the list, as the page asks it."""
    found = visible_to(who, Case).filter(case_list.where(sought, viewer=who))
    return found.order_by(*case_list.ORDERS[case_list.NEWEST])[: case_list.PAGE + 1]


def check_plan(who: Viewer, sought: case_list.Sought) -> None:
    """Fail if the plan reads one of the large tables from end to end."""
    plan = asked(who, sought).explain()
    scans = [
        line.strip()
        for line in plan.splitlines()
        if any(
            f"Seq Scan on {table}" in line or line.strip().split(" ", 1)[-1] in {f"SCAN {table}"}
            for table in TABLES
        )
        or (" SCAN " in f" {line} " and "USING" not in line and any(t in line for t in TABLES))
    ]
    if scans:
        raise SystemExit(f"A full scan:\n{plan}")


def main() -> None:
    settings.ANCHORS = None  # nothing is anchored here
    call_command("migrate", verbosity=0)
    worker, supervisor = viewer("Cleo", "LIAISON", at=NOW), viewer("Sam", "LIAISON", at=NOW)
    started = time.perf_counter()
    fill(worker.account, supervisor.account)
    print(f"{CASES} cases made in {time.perf_counter() - started:.0f} s, {connection.vendor}")
    late = case_list.Sought(overdue=True, region="REGION_3", worker=case_list.MINE)
    for name, who in (("worker", worker), ("supervisor", supervisor)):
        for sought in (SOUGHT, case_list.Sought(), late):
            check_plan(who, sought)
        bare = (SHORTEST, (who.account, NOW, NOW, SOUGHT.opened_from))
        ours = asked(who).query.sql_with_params()
        assert [row[0] for row in fetched(*ours)] == [row[0] for row in fetched(*bare)]
        begun = time.perf_counter()
        page = case_list.cases(SOUGHT, viewer=who)
        case_list.count(SOUGHT, viewer=who)
        case_list.workers(viewer=who)
        whole = 1000 * (time.perf_counter() - begun)
        print(f"  {name}: {len(page.rows)} rows; all that the page asks takes {whole:.0f} ms")
        ratio = by_turns(partial(fetched, *ours), partial(fetched, *bare), rounds=25)
        verdict(f"case list of a {name}, to bare SQL", ratio, bound=MOST_TIMES)


if __name__ == "__main__":
    main()
