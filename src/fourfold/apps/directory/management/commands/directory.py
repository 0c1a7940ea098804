"""`manage.py directory`, reached by people as `fourfold directory`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fourfold.apps.directory.jobs import mails, packages


class Command(BaseCommand):
    """Fill the directory from the pack, or hand out what is cleared."""

    help = "Fills the directory from the state's public facts, or writes what is cleared as HSDS."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verb and, to export, the file."""
        parser.add_argument("verb", choices=["fill", "export", "ask", "index"])
        parser.add_argument("--to", default="")
        parser.add_argument("--site", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what was done."""
        if options["verb"] == "fill":
            done = packages.fill()
            self.stdout.write(
                f"{done.organizations} organizations and {done.listings} listings were added; "
                "each is a draft until a curator checks it."
            )
            return
        if options["verb"] == "index":
            wrong = packages.index()
            self.stdout.write(f"The search is made anew. Listings it had wrong: {wrong}.")
            return
        if options["verb"] == "ask":
            asked = mails.ask_due(options["site"])
            self.stdout.write(f"Organizations asked whether a listing holds: {asked}, by mail.")
            return
        to = Path(options["to"])
        writers = {".json": packages.as_json, ".zip": packages.as_zip}
        if to.suffix not in writers:
            raise CommandError("Name a file that ends in .zip (tables) or .json.")
        try:
            content = writers[to.suffix]()
        except packages.BreaksTheFormat as problem:
            raise CommandError(f"Nothing was written. {problem}") from problem
        to.write_bytes(content)
        self.stdout.write(f"{to} is written: {len(content):,} bytes.")
