"""`fourfold retention`: what will go by the schedule, and doing what two people agreed to."""

from __future__ import annotations

from typing import Annotated

import typer

from fourfold.cli.db import start_django
from fourfold.cli.out import stop

app = typer.Typer(
    help="How long records are kept, and how they go.",
    no_args_is_help=True,
)

Who = Annotated[str, typer.Option("--as", help="The id of your own account; the audit names it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


@app.command()
def preview(
    who: Who,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the list for a second person to agree to.")
    ] = False,
    page: Annotated[int, typer.Option(min=1, help="Which page of the list.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Show what will go, when and why: opaque ids and counts. Nothing goes."""
    _run("preview", "--as", who, "--page", str(page), *(["--keep"] if keep else []), json=as_json)


@app.command()
def run(
    kept: Annotated[str, typer.Argument(help="The id of a kept list that was agreed to.")],
    who: Who,
    as_json: AsJson = False,
) -> None:
    """Erase what a kept list shows, once a second person has agreed to it."""
    _run("run", kept, "--as", who, json=as_json)


@app.command()
def reapply(who: Who, as_json: AsJson = False) -> None:
    """Erase again, after an older backup was restored, what had gone."""
    _run("reapply", "--as", who, json=as_json)


@app.command()
def sweep(who: Who, as_json: AsJson = False) -> None:
    """Remove ended sessions and the like: rows that hold nothing of a person."""
    _run("sweep", "--as", who, json=as_json)


def _run(*words: str, json: bool) -> None:
    start_django()
    from django.core.management import CommandError, call_command  # noqa: PLC0415 - Django first

    try:
        call_command("retention", *words, *(["--json"] if json else []))
    except CommandError as problem:
        stop(str(problem))
