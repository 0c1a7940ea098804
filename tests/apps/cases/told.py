"""What became of reports, seen by a process of its own: `-m tests.apps.cases.told VERB FILE`."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.utils import timezone

from fourfold.apps.cases.access.receipts import digest_of, digits_for, reporter
from fourfold.apps.cases.jobs import reports as jobs
from fourfold.apps.cases.models import Receipt, Report, ReportLine
from fourfold.apps.cases.rules.waiting import Waiting, pack
from fourfold.security.custody import spool
from fourfold.security.models import AuditEvent, Relation


def lay_aside(file: str) -> None:
    """Seal reports onto the disk, as the site does while the database is away."""
    at = timezone.now()
    agency = reporter(at=at).agency
    receipts = {}
    for key in json.loads(Path(file).read_text()):
        told = {"narrative": key, "child_name": key}
        digits = receipts[key] = digits_for(key, told=told)
        waiting = Waiting(digits, at, agency, told)
        spool.put(pack(waiting), name=digest_of(digits, ""))
    json.dump(receipts, sys.stdout)


def take_in(_: str) -> None:
    """Take in what waits, again and again until killed or until nothing is left."""
    while jobs.take_in().done:
        pass


def look(file: str) -> None:
    """Take in what waits, then say for each receipt whether its report is there, once and whole."""
    left = jobs.take_in().left
    audit = io.StringIO()
    call_command("audit", "verify", "--json", stdout=audit)
    receipts: dict[str, str] = json.loads(Path(file).read_text())
    by_digest = dict(Receipt.objects.values_list("digest", "report"))
    found = {
        "lost": [key for key, digits in receipts.items() if digest_of(digits) not in by_digest],
        "reports": Report.objects.count(),
        "receipts": len(by_digest),
        "lines": ReportLine.objects.filter(step="REPORT_SAVED").count(),
        "queued": Relation.objects.filter(record_kind="cases.report").count(),
        "audited": AuditEvent.objects.filter(event="RESPONSE_STEP").count(),
        "waiting": left,
        "log holds": json.loads(audit.getvalue())["holds"],
        "unreadable": 0,
    }
    names = {report.pk: report.child_name for report in Report.objects.all()}
    for key, digits in receipts.items():
        found["unreadable"] += names.get(by_digest.get(digest_of(digits), "")) != key
    found["doubled"] = len(names) - len(set(names.values()))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    {"lay_aside": lay_aside, "take_in": take_in, "look": look}[verb](*words)
