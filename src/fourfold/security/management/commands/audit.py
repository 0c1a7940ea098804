"""`manage.py audit`, reached by people as `fourfold audit`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from fourfold.security import audit
from fourfold.security.audit import anchors, append_only
from fourfold.security.audit.verification import Verdict, head_row
from fourfold.security.keys import KeysUnusable

BY = "operator"
"""Who acts when somebody types a command: the operator's account is not known to the house."""


class Command(BaseCommand):
    """Check the audit log, anchor it, and go on after a break."""

    help = "Checks the audit log, anchors it, and lets it go on after a break."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verbs and what each takes."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser("verify")
        verify.add_argument("--from", dest="first", type=int)
        verify.add_argument("--anchors", type=Path)
        verify.add_argument("--json", action="store_true", dest="as_json")
        verbs.add_parser("anchor")
        verbs.add_parser("guard")
        acknowledge = verbs.add_parser("acknowledge")
        acknowledge.add_argument("--for", dest="account", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the verb says; trouble ends in one message."""
        try:
            getattr(self, f"_{options['verb']}")(options)
        except (KeysUnusable, DatabaseError, OSError) as problem:
            raise CommandError(
                f"The audit log could not be read or written: {problem}"
            ) from problem

    def _verify(self, options: dict[str, Any]) -> None:
        if options["anchors"] and not options["anchors"].is_file():
            raise CommandError(f"There is no anchor file at {options['anchors']}.", returncode=2)
        first = options["first"]
        if first is not None and first < 1:
            raise CommandError("--from takes the number of a line: 1 or more.", returncode=2)
        head = head_row()
        columns = (TextColumn("Checking the audit log"), BarColumn(), MofNCompleteColumn())
        screen = Console(stderr=True)
        with Progress(
            *columns,
            TimeRemainingColumn(),
            console=screen,
            transient=True,
            disable=not screen.is_terminal,
        ) as bar:
            task = bar.add_task("", total=head.number if head else None)
            verdict = audit.verify(
                since=None if first is None else first - 1,
                anchor_file=options["anchors"],
                tick=lambda number: bar.update(task, completed=number),
            )
        if options["as_json"]:
            self.stdout.write(json.dumps(_as_json(verdict)))
        for trigger in verdict.unguarded:
            self.stderr.write(
                f"The database's guard {trigger} is gone: lines can be changed. Find out who took "
                "it away; see docs/runbooks/audit.md."
            )
        if verdict.broken is not None:
            if options["as_json"]:
                sys.exit(1)
            raise CommandError(
                f"Line {verdict.broken.number}: {verdict.broken.why} "
                f"({verdict.broken.damage}) See docs/runbooks/audit.md."
            )
        if not options["as_json"]:
            self.stdout.write(
                f"The audit log holds from line {verdict.since + 1} to its head, line "
                f"{verdict.head.number} (compared with anchors: {verdict.anchors}). The head's "
                f"seal is {verdict.head.seal}"
            )

    def _anchor(self, options: dict[str, Any]) -> None:
        head = head_row()
        try:
            kept = head is not None and anchors.keep(head, why="asked")
        except (anchors.NoAnchors, anchors.BadAnchors) as problem:
            raise CommandError(f"{problem} See docs/runbooks/audit.md.") from problem
        number = head.number if head else 0
        self.stdout.write(
            f"Line {number} is anchored in {anchors.file()}."
            if kept
            else f"Line {number} was anchored before; nothing to do."
        )

    def _guard(self, options: dict[str, Any]) -> None:
        needed = append_only.missing(connection)
        with transaction.atomic():
            append_only.put_up(connection)
        self.stdout.write(
            f"The database refuses changes of lines again: {', '.join(needed)}."
            if needed
            else "The database's guards stand; nothing to do."
        )

    def _acknowledge(self, options: dict[str, Any]) -> None:
        try:
            head = audit.acknowledge(
                by=BY, at=timezone.now(), facts={"answers": options["account"]}
            )
        except (audit.NothingToAcknowledge, audit.NotAFact) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"The log goes on from line {head.number}, which says that {options['account']} "
            "answers for the break. Checks begin there from now on; the anchors so far were put "
            "aside."
        )


def _as_json(verdict: Verdict) -> dict[str, Any]:
    broken = verdict.broken
    return {
        "holds": broken is None,
        "head": None if broken else {"number": verdict.head.number, "seal": verdict.head.seal},
        "first_bad": broken
        and {"number": broken.number, "damage": broken.damage, "why": broken.why},
        "checked": verdict.checked,
        "after": verdict.since,
        "anchors": verdict.anchors,
        "missing_guards": list(verdict.unguarded),
    }
