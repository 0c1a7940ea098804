"""`fourfold directory`: the directory of services, for whoever runs the site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fourfold.cli.db import start_django
from fourfold.cli.out import stop

app = typer.Typer(help="The directory of services.", no_args_is_help=True)


@app.command()
def fill() -> None:
    """Add the organizations and services of the state's public facts, each as a draft."""
    start_django()
    from django.core.management import call_command  # noqa: PLC0415 - Django first

    call_command("directory", "fill")


@app.command()
def ask(
    site: Annotated[str, typer.Argument(help="The site's root address, for the links.")],
) -> None:
    """Ask organizations by mail about listings nobody checked for 180 days; every morning."""
    start_django()
    from django.core.management import call_command  # noqa: PLC0415 - Django first

    call_command("directory", "ask", site=site)


@app.command()
def index() -> None:
    """Make the search by words anew, and say how many listings it had wrong."""
    start_django()
    from django.core.management import call_command  # noqa: PLC0415 - Django first

    call_command("directory", "index")


@app.command()
def export(
    to: Annotated[Path, typer.Argument(help="The file to write: .zip (tables) or .json.")],
) -> None:
    """Write what is cleared as an HSDS 3 package. No address in hiding is in it."""
    start_django()
    from django.core.management import CommandError, call_command  # noqa: PLC0415 - Django first

    try:
        call_command("directory", "export", to=str(to))
    except CommandError as problem:
        stop(str(problem))
