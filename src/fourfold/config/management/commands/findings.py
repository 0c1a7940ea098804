"""`manage.py findings`, reached by people as `fourfold db findings`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from fourfold.apps.studies import queries
from fourfold.apps.submissions.queries.stored import verify_store
from fourfold.config.first_run import STAFF


class Command(BaseCommand):
    """Show staff what the checks found in the newest accepted figures."""

    help = "Shows what the checks found in the newest accepted figures. Nothing is changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every finding with why it matters and what to do."""
        findings = queries.newest_findings(viewer=STAFF)
        for finding in findings:
            self.stdout.write(f"{finding.severity}: {finding.what}")
            self.stdout.write(f"  Why: {finding.why}\n  To do: {finding.fix}")
        for batch in verify_store(only_there=True, viewer=STAFF).missing:
            self.stdout.write(f"The store has no file of batch {batch}: docs/runbooks/store.md")
        self.stdout.write(f"{len(findings)} finding{'' if len(findings) == 1 else 's'}.")
