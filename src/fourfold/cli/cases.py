"""`fourfold cases`: what the case desk hands to the data side."""

from __future__ import annotations

from typing import Annotated

import typer

from fourfold.cli.db import start_django
from fourfold.cli.out import stop

app = typer.Typer(help="What the case desk hands to the data side.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `hand-over` a command of its own."""


@app.command("hand-over")
def hand_over(
    period: Annotated[str, typer.Option(help="The calendar year, such as 2017.")],
    agency: Annotated[str, typer.Option(help="The code of the agency whose cases they are.")],
) -> None:
    """
    Write the counting fields of a year's cases as CSV: no name, no number, no date of birth.

    An agency bound by VAWA gives totals only.
    """
    start_django()
    from django.core.management import CommandError, call_command  # noqa: PLC0415 - Django first

    try:
        call_command("cases", "hand-over", period=period, agency=agency)
    except CommandError as problem:
        stop(str(problem))
