"""`fourfold duplicates`: people who may have two records, for whoever runs the site."""

from __future__ import annotations

import typer

from fourfold.cli.db import start_django

app = typer.Typer(help="People who may have two records.", no_args_is_help=True)


@app.callback()
def _duplicates() -> None:
    """People who may have two records."""


@app.command()
def find() -> None:
    """Compare records and keep pairs that may be one person, each once; run it every night."""
    start_django()
    from django.core.management import call_command  # noqa: PLC0415 - Django first

    call_command("duplicates", "find")
