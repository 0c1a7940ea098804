"""`fourfold accounts`: the first accounts of an agency; all later ones are opened on the site."""

from __future__ import annotations

from typing import Annotated

import typer

from fourfold.cli.db import start_django
from fourfold.cli.out import stop

app = typer.Typer(help="The first accounts of an installation or an agency.", no_args_is_help=True)


@app.command()
def first(
    agency: Annotated[str, typer.Argument(help="The organization's code in the pack.")],
    administrator: Annotated[str, typer.Option(help="The administrator's name.")],
    administrator_email: Annotated[str, typer.Option(help="Their work e-mail address.")],
    privacy: Annotated[str, typer.Option(help="The privacy officer's name: another person.")],
    privacy_email: Annotated[str, typer.Option(help="Their work e-mail address.")],
    bound_by_vawa: Annotated[
        bool, typer.Option(help="The agency is a victim service bound by VAWA, FVPSA or VOCA.")
    ] = False,
) -> None:
    """Open the first two accounts and print a code for each; refused once there is any account."""
    words = [agency, administrator, administrator_email, privacy, privacy_email]
    _run("first", words, bound_by_vawa=bound_by_vawa)


@app.command("agency")
def another_agency(
    agency: Annotated[str, typer.Argument(help="The organization's code in the pack.")],
    administrator: Annotated[str, typer.Option(help="The administrator's name.")],
    administrator_email: Annotated[str, typer.Option(help="Their work e-mail address.")],
    bound_by_vawa: Annotated[
        bool, typer.Option(help="The agency is a victim service bound by VAWA, FVPSA or VOCA.")
    ] = False,
) -> None:
    """Open one more agency; its administrator's role waits for a privacy officer on the site."""
    words = [agency, administrator, administrator_email]
    _run("agency", words, bound_by_vawa=bound_by_vawa)


def _run(verb: str, words: list[str], *, bound_by_vawa: bool) -> None:
    start_django()
    from django.core.management import CommandError, call_command  # noqa: PLC0415 - Django first

    more = ["--bound-by-vawa"] if bound_by_vawa else []
    try:
        call_command("accounts", verb, *words, *more)
    except CommandError as problem:
        stop(str(problem))
