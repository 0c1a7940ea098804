"""`fourfold work`: what takes longer than a page waits for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from fourfold.cli.db import start_django


def work(
    once: Annotated[bool, typer.Option("--once", help="End when nothing waits.")] = False,
    beside: Annotated[
        int, typer.Option(help="End when this process, its parent, ends.", hidden=True)
    ] = 0,
) -> None:
    """Work on studies that wait. The site starts one beside it."""
    start_django()
    from django.core.management import call_command  # noqa: PLC0415 - Django first

    call_command("work", once=once, beside=beside)


def start_beside() -> None:
    """Start a worker that ends with this process, or with what this process becomes."""
    program = str(Path(sys.executable).with_name("fourfold"))
    os.posix_spawn(program, [program, "work", "--beside", str(os.getpid())], os.environ)
