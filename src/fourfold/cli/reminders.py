"""`fourfold reminders`: of open data calls and surveys, for whoever runs the site."""

from __future__ import annotations

from typing import Annotated

import typer

from fourfold.cli.db import start_django

app = typer.Typer(help="Reminders of open data calls and surveys.", no_args_is_help=True)


@app.callback()
def _reminders() -> None:
    """Reminders of open data calls and surveys."""


@app.command()
def send(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say who would be reminded of what.")
    ] = False,
) -> None:
    """
    Remind who has not answered, each once; every morning.

    Offices of open data calls, organizations that an open survey invited, and members of the
    Council whose activity form or vote by mail is due.
    """
    start_django()
    from django.core.management import call_command  # noqa: PLC0415 - Django first

    call_command("send_activity_reminders", dry_run=dry_run)
    call_command("send_vote_reminders", dry_run=dry_run)
    call_command("send_survey_reminders", dry_run=dry_run)  # first: the other sends what waits
    call_command("send_reminders", dry_run=dry_run)
