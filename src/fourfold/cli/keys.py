"""`fourfold keys`: the keys that seal people's records."""

from __future__ import annotations

from typing import Annotated

import typer

from fourfold.cli.db import start_django
from fourfold.cli.out import WRONG_USE, stop

app = typer.Typer(help="The keys that seal people's records.", no_args_is_help=True)


@app.command()
def new() -> None:
    """Make a key file for a new installation; one that is there is never overwritten."""
    _run("new")


@app.command()
def status() -> None:
    """Say which versions are in use, and what a rotation or a shredding has left to do."""
    _run("status")


@app.command()
def rotate(
    who: Annotated[
        str, typer.Option("--as", help="The id of your own account; the audit names it.")
    ],
    agency: Annotated[str, typer.Option(help="Only this agency's key, by its code.")] = "",
    master: Annotated[bool, typer.Option("--master", help="The master key instead.")] = False,
) -> None:
    """Make new keys and seal every row anew, while people work; run it again if it was stopped."""
    if agency and master:
        stop("Name an agency or --master, not both.", code=WRONG_USE)
    _run("rotate", "--as", who, "--agency", agency, *(["--master"] if master else []))


@app.command()
def mirror(
    path: Annotated[str, typer.Argument(help="The copy's file, on another machine's disk.")],
) -> None:
    """Copy the key store to the place of its one mirror; older copies must not be kept."""
    _run("mirror", path)


@app.command()
def finish() -> None:
    """Do what a stop left undone: shred keys, remove files without a record."""
    _run("finish")


def _run(*words: str) -> None:
    start_django()
    from django.core.management import CommandError, call_command  # noqa: PLC0415 - Django first

    try:
        call_command("keys", *words)
    except CommandError as problem:
        stop(str(problem))
