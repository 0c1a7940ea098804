"""`manage.py cases`, reached by people as `fourfold cases`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fourfold.apps.cases.actions.handing import NoSuchAgency
from fourfold.apps.cases.jobs import hand_over
from fourfold.apps.cases.rules.counting import NoSuchPeriod
from fourfold.security.edges.sheets import csv_rows


class Command(BaseCommand):
    """Hand the counting fields of a period to the data side."""

    help = "Writes the counting fields of an agency's cases of a year as CSV, and nothing else."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verb, the period and the agency."""
        parser.add_argument("verb", choices=["hand-over"])
        parser.add_argument("--period", required=True)
        parser.add_argument("--agency", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the CSV to standard output, and what it is to standard error."""
        try:
            found = hand_over.hand_over(options["period"], agency=options["agency"])
        except (NoSuchPeriod, NoSuchAgency) as problem:
            raise CommandError(str(problem)) from problem
        for line in csv_rows([found.head, *found.rows]):
            self.stdout.write(line.decode(), ending="")
        what = "totals only, as its terms ask" if found.only_totals else "one row a case"
        self.stderr.write(f"{found.cases} cases of {options['period']}: {what}.")
