"""`fourfold submit`: bring a file to a site from an agency's own machine."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from fourfold.analysis.check.files.rules import Expected
from fourfold.analysis.check.files.said import Outcome
from fourfold.cli import looking
from fourfold.cli.out import WRONG_USE, console, count, stop, trouble
from fourfold.cli.telling import tell
from fourfold.cli.transport import Answer, BadAddress, NotReached, Refused, Site
from fourfold.reference import BrokenPack, Contract, UnknownName, load_pack

NOT_REACHED = 3
TRIES = 5
TOKEN = "FOURFOLD_TOKEN"  # noqa: S105 - the name of a setting


def submit(
    file: Annotated[Path, typer.Argument(help="The file: XLSX, ODS, CSV, TSV or JSON lines.")],
    call: Annotated[str, typer.Option(help="The data call's code.")],
    to: Annotated[str, typer.Option(help="The site's address, such as https://example.gov")],
    token_file: Annotated[
        Path | None,
        typer.Option(help="A file that holds the token; otherwise FOURFOLD_TOKEN does."),
    ] = None,
    answer: Annotated[
        list[str] | None, typer.Option(help="An answer to a doubt, such as dates=MDY; repeatable.")
    ] = None,
    note: Annotated[str, typer.Option(help="What the Council should know about warnings.")] = "",
    send: Annotated[bool, typer.Option("--send", help="Send it to the Council as well.")] = False,
    check: Annotated[
        bool, typer.Option("--check/--no-check", help="Check it on this machine first, or not.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer for programs.")] = False,
) -> None:
    """
    Check a file and bring it for a data call.

    It goes on where it stopped before, and tells what is to mend.

    Exit codes: 0 it is kept (with --send: sent), 1 there is something to mend or answer, 2 wrong
    use or refused, 3 the site was not reached; run it again and it goes on.
    """
    answers = looking.answers_of(answer or [])
    try:
        site = Site(to, _token(token_file))
        if check:
            _check_first(site, file, call, answers=answers, as_json=as_json)
        upload = _bring(site, file, call)
        found = site.ask(upload, "finish", said={"answers": answers, "note": note})
        if send and "batch" in found.said and found.said["state"] == "RECEIVED":
            found = site.ask("batches", str(found.said["batch"]), "send")
    except BadAddress as problem:
        stop(str(problem), code=WRONG_USE)
    except Refused as problem:
        stop(str(problem), code=WRONG_USE)
    except NotReached as problem:
        stop(f"{problem} What came is kept; run this again to go on.", code=NOT_REACHED)
    _tell(found, as_json=as_json)


# ------------------------------------------------------------------ checking here
def _check_first(
    site: Site, file: Path, call: str, *, answers: dict[str, str], as_json: bool
) -> None:
    """Check with the call's own contract; where something must be mended, nothing leaves here."""
    asked = site.ask("calls", call).said
    contract = _contract(asked)
    if contract is None:
        return
    expected = Expected(
        from_on=_day(asked["from_on"]), until_on=_day(asked["until_on"]), today=looking.today()
    )
    source = looking.opened(file, code=WRONG_USE)
    with ExitStack() as stack:
        found = looking.look(
            source,
            contract,
            answers=answers,
            expected=expected,
            remembered=asked["remembered"],
            stack=stack,
        )
    if found.outcome in (Outcome.PROBLEMS, Outcome.NOT_READ):
        _tell_problems(found.said, as_json=as_json)
        trouble.print("Nothing was sent. To bring it all the same: --no-check", markup=False)
        raise typer.Exit(1)


def _contract(asked: dict[str, Any]) -> Contract | None:
    """Return the contract the site asks for, or None, said, where this machine has another."""
    name, version = asked["contract"]["name"], asked["contract"]["version"]
    try:
        found = load_pack(asked["jurisdiction"]).contract(name)
    except (UnknownName, BrokenPack):
        found = None
    if found is None or found.version != version:
        trouble.print(
            f"This machine does not have version {version} of {name}. The site checks the file.",
            markup=False,
        )
        return None
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# ------------------------------------------------------------------ bringing
def _bring(site: Site, file: Path, call: str) -> str:
    """Bring a file's parts that are not there yet; returns the upload's id."""
    try:
        size = file.stat().st_size
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as problem:
        stop(f"{file} cannot be read: {problem.strerror or problem}.", code=WRONG_USE)
    begun = _begin(site, call, {"file_name": file.name, "size": size, "once": digest})
    upload, at, most = str(begun["upload"]), int(begun["arrived"]), int(begun["part_at_most"])
    with file.open("rb") as stream, _progress() as progress:
        task = progress.add_task(file.name, total=size, completed=at)
        while at < size:
            stream.seek(at)
            at = _part(site, upload, start=at, content=stream.read(most))
            progress.update(task, completed=at)
    return upload


def _begin(site: Site, call: str, said: dict[str, Any]) -> dict[str, Any]:
    """Begin, with another key if this very file came to an end before."""
    for nth in range(TRIES):
        try:
            return site.ask(said=said | {"call": call, "once": f"{said['once']}:{nth}"}).said
        except Refused as refused:
            if refused.code != "UploadEnded" or nth == TRIES - 1:
                raise
    raise AssertionError("the last try returns or raises")


def _part(site: Site, upload: str, *, start: int, content: bytes) -> int:
    """Send one part, again if the connection was lost; returns how much is there."""
    for nth in range(TRIES):
        try:
            return int(site.part(upload, start=start, content=content).said["arrived"])
        except NotReached:
            if nth == TRIES - 1:
                raise
            time.sleep(2**nth)
    raise AssertionError("the last try returns or raises")


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=trouble,
        transient=True,
    )


# ------------------------------------------------------------------ what is given
def _token(file: Path | None) -> str:
    """Return the token; never from an argument, which others on the machine can read."""
    if file is None:
        found = os.environ.get(TOKEN, "")
        if not found:
            stop(
                f"There is no token. Set {TOKEN}, or name a file with --token-file.", code=WRONG_USE
            )
        return found.strip()
    try:
        is_open = bool(file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
        found = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        stop(f"{file} cannot be read: {problem}.", code=WRONG_USE)
    if is_open and os.name == "posix":
        trouble.print(
            f"Others on this machine can read {file}. Run: chmod 600 {file}", markup=False
        )
    return found


# ------------------------------------------------------------------ what is told
def _tell(found: Answer, *, as_json: bool) -> None:
    said = found.said
    if as_json:
        typer.echo(json.dumps(said, ensure_ascii=False, indent=1))
    elif "batch" in said:
        again = " It came before, and nothing in it has changed." if said.get("again") else ""
        console.print(
            f"Version {said['version']} is {str(said['state']).lower()}: "
            f"{count(int(said['rows']), 'row')}.{again}",
            markup=False,
        )
    else:
        _tell_problems(said, as_json=False)
    if "batch" not in said:
        raise typer.Exit(1)


def _tell_problems(said: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    tell(said)
    if said["outcome"] == Outcome.WARNINGS:
        console.print("Say what the Council should know about it with --note.")
