"""`manage.py mail send`: a line of the timetable, every minute."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from fourfold.security import outbox


class Command(BaseCommand):
    """Send what waits in the outbox; counts only."""

    help = "Sends the mails that wait in the outbox, each once, and says how many went."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verb."""
        parser.add_argument("verb", choices=["send"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say counts."""
        self.stdout.write(outbox.send(at=timezone.now()).in_words())
