"""`manage.py clocks`, reached by people as `fourfold clocks`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from fourfold.apps.cases.jobs import clocks


class Command(BaseCommand):
    """Tell others of overdue duties. It says counts only."""

    help = "Tells supervisors and liaisons of duties that are overdue, once for each."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verb."""
        parser.add_argument("verb", choices=["escalate"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it now and say how many."""
        self.stdout.write(clocks.escalate(at=timezone.now()))
