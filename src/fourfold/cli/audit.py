"""`fourfold audit`: the log of who did what, for operators and auditors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fourfold.cli.db import start_django
from fourfold.cli.out import stop

app = typer.Typer(help="The log of who did what: check it, anchor it.", no_args_is_help=True)


@app.command()
def verify(
    first: Annotated[
        int | None,
        typer.Option("--from", help="Check from this line on and trust those before it."),
    ] = None,
    anchors: Annotated[
        Path | None,
        typer.Option(help="Check against a copy of the anchor file that was kept elsewhere."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Check every line of the audit log; ends with 1 and the first bad line if one is."""
    words = ["verify"]
    words += [] if first is None else ["--from", str(first)]
    words += [] if anchors is None else ["--anchors", str(anchors)]
    _run(*words, *(["--json"] if as_json else []))


@app.command()
def anchor() -> None:
    """Write how far the audit log has come into the anchor file, outside the database."""
    _run("anchor")


@app.command()
def guard() -> None:
    """Put back the triggers by which the database itself refuses changes of audit lines."""
    _run("guard")


@app.command()
def acknowledge(
    account: Annotated[
        str, typer.Option("--for", help="The account of the privacy officer who answers for it.")
    ],
) -> None:
    """Let records be read again after the log was found changed, and write down who decided it."""
    _run("acknowledge", "--for", account)


def _run(*words: str) -> None:
    start_django()
    from django.core.management import CommandError, call_command  # noqa: PLC0415 - Django first

    try:
        call_command("audit", *words)
    except CommandError as problem:
        stop(str(problem), code=problem.returncode)
