"""How the command line speaks: answers to standard output, trouble to standard error."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console

from fourfold import reference

console = Console(highlight=False, soft_wrap=True)
trouble = Console(stderr=True, highlight=False, soft_wrap=True)

FOUND_PROBLEMS = 1
WRONG_USE = 2


def stop(message: str, *, code: int = FOUND_PROBLEMS) -> NoReturn:
    """Say one clear message and end."""
    trouble.print(message, markup=False)
    raise typer.Exit(code)


def count(number: int, thing: str) -> str:
    """Say how many of a thing there are: 1 finding, 2 findings."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def open_pack(code: str | None) -> reference.Pack:
    """Load a pack by its code, or end with one message."""
    try:
        return reference.load_pack(code or reference.active_code())
    except reference.UnknownName as problem:
        stop(str(problem), code=WRONG_USE)
    except reference.BrokenPack as problem:
        stop(str(problem))


def write_file(target: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
