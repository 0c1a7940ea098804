"""`fourfold mail`: mails that wait to go out, for whoever runs the site."""

from __future__ import annotations

import typer

from fourfold.cli.db import start_django

app = typer.Typer(help="Mails that wait to go out.", no_args_is_help=True)


@app.callback()
def _mail() -> None:
    """Mails that wait to go out."""


@app.command()
def send() -> None:
    """Send the mails that wait, each once; run it every minute."""
    start_django()
    from django.core.management import call_command  # noqa: PLC0415 - Django first

    call_command("mail", "send")
