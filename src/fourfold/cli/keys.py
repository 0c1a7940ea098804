"""`fourfold keys`: the keys that seal people's records."""

from __future__ import annotations

import typer

from fourfold.cli.db import start_django
from fourfold.cli.out import stop

app = typer.Typer(help="The keys that seal people's records.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `new` a command of its own."""


@app.command()
def new() -> None:
    """Make a key file for a new installation; one that is there is never overwritten."""
    _run("new")


def _run(*words: str) -> None:
    start_django()
    from django.core.management import CommandError, call_command  # noqa: PLC0415 - Django first

    try:
        call_command("keys", *words)
    except CommandError as problem:
        stop(str(problem))
