"""`manage.py prepare`, reached by people as `fourfold db prepare`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console

from fourfold import reference
from fourfold.config.demo.fill import fill, is_demonstration
from fourfold.config.first_run import REFUSALS, prepare
from fourfold.config.trouble import in_one_message
from fourfold.config.turns import one_at_a_time
from fourfold.security.access import agencies
from fourfold.security.custody.start import check_keys, make_for_a_new_demo
from fourfold.security.keys import KeysExist, KeysUnusable

PEOPLE_DECIDE = (
    "The tables are up to date. A privacy officer is at work, so the set-up no longer sends, "
    "accepts or agrees to figures in anybody's place: people do."
)

MADE_UP = (
    "This database was filled as a demonstration: its people are made up and anybody could sign in "
    "as them. Nothing was done. Start production with an empty database (DATABASE_URL)."
)


class Command(BaseCommand):
    """Bring the database up to date and the pack's published figures through the river."""

    help = "Migrates the database, then carries the pack's figures to the public pages."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every step; each is skipped if it is done. A second run waits for the first."""
        console = Console(soft_wrap=True)
        with in_one_message(), console.status("Bringing the database up to date") as status:
            settings.VAR.mkdir(parents=True, exist_ok=True)
            try:
                with one_at_a_time():
                    made = make_for_a_new_demo()
                call_command("migrate", interactive=False, verbosity=0)
                pack = reference.load_pack(settings.JURISDICTION)
                with one_at_a_time():
                    check_keys()
                    if settings.PRODUCTION and is_demonstration():
                        raise CommandError(MADE_UP)
                    if settings.PRODUCTION and agencies.has_officers():
                        console.print(PEOPLE_DECIDE)
                        return
                    done = prepare(pack, at=timezone.now(), say=status.update)
                    status.update("Making the people of the demonstration")
                    filled = settings.DEMO and fill(pack, at=timezone.now())
            except (KeysUnusable, KeysExist, reference.PackError, *REFUSALS) as problem:
                raise CommandError(str(problem)) from problem
        if made:
            console.print(f"New keys are in {settings.KEYS}: keep a copy away from the backups.")
        if filled:
            console.print("Made-up people wait at /sign-in/: one for each role, one button each.")
        if done.nothing:
            console.print(f"{pack.name}: everything stands, nothing to do.")
            return
        reports = ", ".join(str(year) for year in done.reports) or "none new"
        console.print(
            f"{pack.name}: {done.batches} batches accepted, {done.tables} tables published, "
            f"annual reports: {reports}."
        )
