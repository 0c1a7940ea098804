"""`fourfold clocks`: duties with a deadline, for whoever runs the site."""

from __future__ import annotations

import typer

from fourfold.cli.db import start_django

app = typer.Typer(help="Duties with a deadline.", no_args_is_help=True)


@app.callback()
def _clocks() -> None:
    """Duties with a deadline."""


@app.command()
def escalate() -> None:
    """Tell supervisors and liaisons of overdue duties, once for each; run it every ten minutes."""
    start_django()
    from django.core.management import call_command  # noqa: PLC0415 - Django first

    call_command("clocks", "escalate")
