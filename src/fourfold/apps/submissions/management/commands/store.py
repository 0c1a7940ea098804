"""`manage.py store`, reached by people as `fourfold store`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fourfold.apps.submissions.jobs import store
from fourfold.apps.submissions.rules.store import StoreTrouble


class Command(BaseCommand):
    """Look after the store of kept batches. It says ids and counts only."""

    help = "Verifies every kept batch against its file, or removes what nobody needs any more."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verb."""
        parser.add_argument("verb", choices=["verify", "sweep"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what was found; trouble ends with 1."""
        try:
            if options["verb"] == "sweep":
                self.stdout.write(store.sweep(at=timezone.now()))
                return
            found = store.verify()
        except StoreTrouble as problem:
            raise CommandError(problem.detail) from problem
        self.stdout.write(
            f"Batches: {found.batches}. Files: {found.files}. Without a batch: {found.orphans}."
        )
        for batch in found.missing:
            self.stdout.write(f"Missing: the file of batch {batch}")
        for batch in found.changed:
            self.stdout.write(f"Changed: the file of batch {batch}")
        if not found.is_whole:
            raise CommandError(
                "The store is not whole. Put those files back: docs/runbooks/store.md"
            )
