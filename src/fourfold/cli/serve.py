"""`fourfold serve`: the site on this machine."""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from fourfold.cli.out import console, stop
from fourfold.cli.work import start_beside

LAST_PORT = 65535


def serve(
    port: Annotated[int, typer.Option(min=1, max=LAST_PORT, help="The port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="Server processes.")] = 1,
    worker: Annotated[
        bool, typer.Option(help="Also work on studies that wait, in a process beside it.")
    ] = True,
) -> None:
    """Start the site. Run `fourfold db prepare` once before."""
    _check_port(host, port)
    _check_database()
    address = f"http://{host}:{port}"
    console.print(f"Fourfold is at {address}   (stop with Ctrl+C)", markup=False)
    for label, where in (
        ("Help now", f"{address}/get-help/"),
        ("Figures", f"{address}/figures/"),
        ("Annual reports", f"{address}/reports/"),
        ("Staff sign in", f"{address}/sign-in/"),
        ("For staff", "what the checks found: .venv/bin/fourfold db findings"),
    ):
        console.print(f"  {label:<15} {where}", markup=False)
    granian = Path(sys.executable).with_name("granian")
    arguments = [
        *("--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)),
        *("--no-access-log", "--log-level", "warning", "--no-ws", "--blocking-threads", "4"),
        # Interrupted while it starts, a worker can miss the signal; it is not waited for forever.
        *("--workers-kill-timeout", "5"),
        "fourfold.config.wsgi:application",
    ]
    if worker:
        start_beside()
    sys.stdout.flush()
    os.execv(granian, [str(granian), *arguments])  # noqa: S606 - our own server, no shell


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as problem:
            refused = f"Port {port} on {host} cannot be used ({problem.strerror})."
            stop(f"{refused} {_way_out(problem, port)}")


def _way_out(problem: OSError, port: int) -> str:
    """Say why a port is refused, where that is known, and what to do."""
    if problem.errno == errno.EADDRINUSE:
        another = port + 123 if port + 123 <= LAST_PORT else port - 123
        return f"Something else is running there. Choose another: make run PORT={another}"
    if problem.errno == errno.EACCES:
        return "This user may not take a port below 1024. Choose another: make run PORT=8000"
    return "It is not an address of this machine. Leave --host out, or name one that is."


def _check_database() -> None:
    from fourfold.cli.db import start_django  # noqa: PLC0415 - Django starts only where needed

    start_django()
    from django.db import DatabaseError, connection  # noqa: PLC0415 - after start_django
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - likewise

    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as problem:
        stop(f"The database cannot be opened ({problem}). Run: fourfold db prepare")
    finally:
        connection.close()
    if behind:
        stop("The database is not up to date. Run: fourfold db prepare")
    _check_keys()


def _check_keys() -> None:
    from django.db import connection  # noqa: PLC0415 - after start_django

    from fourfold.security.custody.start import check_keys  # noqa: PLC0415 - likewise
    from fourfold.security.keys import KeysUnusable  # noqa: PLC0415 - likewise
    from fourfold.security.retention import RetentionError, check_restored  # noqa: PLC0415 - likewise

    try:
        check_keys()
        check_restored()
    except (KeysUnusable, RetentionError) as problem:
        stop(str(problem))
    finally:
        connection.close()
