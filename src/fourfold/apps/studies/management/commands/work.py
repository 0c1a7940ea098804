"""`manage.py work`, reached by people as `fourfold work`."""

from __future__ import annotations

import os
import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from fourfold.apps.studies.jobs.working import work_once

PAUSE = 2.0
"""Seconds between two looks for work."""
NICER = 10
"""The site's pages go before the work."""


class Command(BaseCommand):
    """Work on what waits, in a process of its own."""

    help = "Works on studies that wait, until it is stopped, or once."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("--once", action="store_true", help="End when nothing waits.")
        parser.add_argument("--beside", type=int, default=0, help="End when this process ends.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work; a database that does not answer is asked again; being told to end interrupts."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        if not options["once"]:
            os.nice(NICER)
        while True:
            try:
                busy = work_once()
            except DatabaseError:
                if options["once"]:
                    raise
                connection.close()
                busy = False
            if options["once"] and not busy:
                return
            if options["beside"] and os.getppid() != options["beside"]:
                return
            if not busy:
                connection.close()
                time.sleep(PAUSE)
