"""`manage.py retention`, reached by people as `fourfold retention`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from fourfold.reference import PackError
from fourfold.security import retention
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.keys import KeysUnusable
from fourfold.security.models import Account
from fourfold.security.retention.reports import preview_record, preview_words

Answer = dict[str, Any]


class Command(BaseCommand):
    """Show what will go, and do what two people agreed to. Opaque ids and counts only."""

    help = "Shows what will go by the retention schedule, and does what two people agreed to."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verbs; each says who acts and how to answer."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        for name in ("preview", "run", "reapply", "sweep"):
            verb = verbs.add_parser(name)
            verb.add_argument("--as", dest="who", required=True)
            verb.add_argument("--json", dest="as_json", action="store_true")
            if name == "preview":
                verb.add_argument("--keep", action="store_true")
                verb.add_argument("--page", type=int, default=1)
            if name == "run":
                verb.add_argument("preview")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the verb says, and answer in words or as JSON."""
        verbs: dict[str, Callable[[Viewer, dict[str, Any]], tuple[Answer, str]]] = {
            "preview": self._preview,
            "run": self._run,
            "reapply": self._reapply,
            "sweep": self._sweep,
        }
        try:
            answer, words = verbs[options["verb"]](_viewer(options["who"]), options)
        except (retention.RetentionError, PackError, LookupError, KeysUnusable) as problem:
            raise CommandError(str(problem)) from problem
        if options["as_json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(words)
        if answer.get("needs_a_decision"):
            raise CommandError(str(answer["needs_a_decision"]))

    def _preview(self, by: Viewer, options: dict[str, Any]) -> tuple[Answer, str]:
        kept = retention.keep_preview(by=by) if options["keep"] else None
        shown = retention.preview(by.at, viewer=by)
        soon = {days: retention.due(by.at, viewer=by, days=days) for days in (30, 90)}
        page, kept_id = options["page"], kept.id if kept else ""
        return (
            preview_record(shown, soon=soon, page=page, kept=kept_id),
            preview_words(shown, soon=soon, page=page, kept=kept_id),
        )

    def _run(self, by: Viewer, options: dict[str, Any]) -> tuple[Answer, str]:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("Erasing", total=None)
            done = retention.run(
                options["preview"],
                by=by,
                say=lambda now, of: progress.update(bar, completed=now, total=of),
            )
        retention.scrub()
        answer = {"outcomes": dict(done.outcomes), "shredded": done.shredded}
        return answer, (
            f"Gone: {done.outcomes['GONE']}. Kept by a hold: {done.outcomes['HELD']}. Changed "
            f"since the list, so they stay: {done.outcomes['CHANGED']}. Persons of whom nothing "
            f"is left, keys shredded: {done.shredded}."
        )

    def _reapply(self, by: Viewer, options: dict[str, Any]) -> tuple[Answer, str]:
        done = retention.reapply(by=by)
        retention.scrub()
        answer: Answer = asdict(done)
        if done.held or done.unknown:
            answer["needs_a_decision"] = (
                f"{done.held} stay because a hold was placed after they had gone, and "
                f"{done.unknown} are of a kind this version does not know. The privacy officer "
                "decides; then run reapply again."
            )
        return answer, (
            f"Of {done.known} tombstones, {done.erased} records or classes of fields had come "
            f"back and went again. Persons' keys shredded: {done.shredded}."
        )

    def _sweep(self, by: Viewer, options: dict[str, Any]) -> tuple[Answer, str]:
        gone = retention.sweep(by=by)
        listed = ", ".join(f"{kind} {count}" for kind, count in gone.items()) or "nothing"
        return {"gone": dict(gone)}, f"Removed by the clock: {listed}."


def _viewer(who: str) -> Viewer:
    """Return who acts. Whoever may run commands here has shown who they are to the machine."""
    account = Account.objects.filter(id=who, is_active=True).first()
    if account is None:
        raise CommandError(
            f"No open account has the id {who[:20]!r}. Name your own with --as; the page of your "
            "account shows its id."
        )
    return viewer_of(account.id, at=timezone.now(), second_factor=True)
