"""`fourfold reports`: reports to the Careline that wait on the disk."""

from __future__ import annotations

import typer

from fourfold.cli.db import start_django
from fourfold.cli.out import stop

app = typer.Typer(help="Reports to the Careline that wait on the disk.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `take-in` a command of its own."""


@app.command("take-in")
def take_in() -> None:
    """Bring in what was sealed onto the disk while the database was away, each exactly once."""
    start_django()
    from django.core.management import CommandError, call_command  # noqa: PLC0415 - Django first

    try:
        call_command("reports", "take-in")
    except CommandError as problem:
        stop(str(problem))
