"""`fourfold db`: the site's own commands, for operators."""

from __future__ import annotations

import os

import typer

from fourfold.cli.out import WRONG_USE, console, stop

KNOWN = {
    "prepare": "Update the database and bring the pack's published figures to the public pages.",
    "findings": "Show what the checks found in the newest accepted figures.",
    "migrate": "Update the database's tables only.",
    "check": "Ask Django whether the settings are sound.",
}
LIST = "\n".join(f"  {name:<10} {meaning}" for name, meaning in KNOWN.items())


def start_django() -> None:
    """Load the settings, or end with one message."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
    import django  # noqa: PLC0415 - a laptop's report must not pay for the site
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - likewise

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        stop(str(problem), code=WRONG_USE)


def db(context: typer.Context) -> None:
    """Run one of the site's own commands, for operators."""
    if not context.args:
        console.print(f"Usage: fourfold db COMMAND\n\n{LIST}", markup=False)
        raise typer.Exit(WRONG_USE)
    name, *more = context.args
    if name not in KNOWN:
        stop(f"There is no command {name!r}. There are:\n{LIST}", code=WRONG_USE)
    if more:
        stop(
            f"fourfold db {name} takes nothing more, so {' '.join(more)!r} was not understood. "
            f"For Django's own options: .venv/bin/python manage.py {name} --help",
            code=WRONG_USE,
        )
    start_django()
    from django.core.management import CommandError, call_command  # noqa: PLC0415 - see above

    try:
        call_command(name)
    except CommandError as problem:
        stop(str(problem))
