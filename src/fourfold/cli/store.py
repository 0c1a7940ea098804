"""`fourfold store`: the files of kept batches, for whoever runs the site."""

from __future__ import annotations

import typer

from fourfold.cli.db import start_django
from fourfold.cli.out import stop

app = typer.Typer(help="The files of batches that agencies sent.", no_args_is_help=True)


@app.command()
def verify() -> None:
    """Compare every batch with its file; run it each night and after a restore. 1: not whole."""
    _run("verify")


@app.command()
def sweep() -> None:
    """Destroy files on their way that nobody went on with, and what no batch names; daily."""
    _run("sweep")


def _run(verb: str) -> None:
    start_django()
    from django.core.management import CommandError, call_command  # noqa: PLC0415 - Django first

    try:
        call_command("store", verb)
    except CommandError as problem:
        stop(str(problem))
