"""`manage.py keys`, reached by people as `fourfold keys`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from fourfold.security import keys
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import viewer_of
from fourfold.security.custody import files, rotation
from fourfold.security.custody.master_rotation import rotate_master
from fourfold.security.keys.sources import make, ring
from fourfold.security.keys.store import Kind
from fourfold.security.keys.stores import key_store
from fourfold.security.models import AgencyKey, KeyRotation, Shredding


class Command(BaseCommand):
    """Make, show and rotate keys."""

    help = "Makes, shows and rotates the keys that seal people's records."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("new")
        verbs.add_parser("status")
        verbs.add_parser("finish")
        verbs.add_parser("mirror").add_argument("path", type=Path)
        rotate = verbs.add_parser("rotate")
        rotate.add_argument("--agency", default="")
        rotate.add_argument("--master", action="store_true")
        rotate.add_argument("--as", dest="who", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the verb says."""
        try:
            getattr(self, f"_{options['verb']}")(options)
        except (keys.KeysUnusable, rotation.NotThisAgency) as problem:
            raise CommandError(str(problem)) from problem

    def _status(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"Master key: version {ring().master.current} is in use.")
        for agency in rotation.agencies():
            version = AgencyKey.objects.get(agency=agency).version
            older = sorted(set(key_store().versions(Kind.AGENCY, agency)) - {version})
            kept = f"; kept for backups: {', '.join(map(str, older))}" if older else ""
            self.stdout.write(
                f"Agency {agency}: version {version} is in use{kept}; "
                f"{rotation.stale(agency, version)} rows sealed with another version."
            )
        unfinished = KeyRotation.objects.filter(done_at=None).order_by("agency")
        for each in unfinished:
            self.stdout.write(
                f"Unfinished: {each}. Run: fourfold keys rotate --agency {each.agency}"
            )
        if waiting := Shredding.objects.count():
            self.stdout.write(f"Persons still to be shredded: {waiting}. Run: fourfold keys finish")

    def _mirror(self, options: dict[str, Any]) -> None:
        key_store().mirror(options["path"])
        self.stdout.write(
            f"The newest copy of the key store is {options['path']}. Keep no older one."
        )

    def _finish(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"Persons whose keys were shredded now: {keys.finish_shredding()}.")
        self.stdout.write(f"Files without a record removed: {files.sweep(at=timezone.now())}.")

    def _rotate(self, options: dict[str, Any]) -> None:
        by = _operator(options["who"])
        if options["master"]:
            count = rotate_master(by=by, at=timezone.now())
            self.stdout.write(
                f"The master key is version {ring().master.current}; {count} agencies' keys are "
                f"wrapped with it. Copy the key file anew to where its copies are kept."
            )
            return
        chosen = [options["agency"]] if options["agency"] else rotation.agencies()
        if not chosen:
            self.stdout.write("No agency has a key yet: nothing is sealed.")
        for agency in chosen:
            self._rotate_agency(agency, by=by)

    def _rotate_agency(self, agency: str, *, by: str) -> None:
        version = rotation.begin(agency, by=by, at=timezone.now())
        self.stdout.write(f"Agency {agency}: version {version} is in use.")
        self.stdout.flush()
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(f"Sealing the rows of {agency} anew", total=None)
            done = rotation.sweep(agency, version, say=lambda rows: bar.update(task, advance=rows))
        rotation.finish(agency, version, done, by=by, at=timezone.now())
        self.stdout.write(f"Agency {agency}: {done.rows} rows were sealed anew.")
        for each in done.broken:
            self.stdout.write(f"Did not open, and was left as it is: {each}")

    def _new(self, options: dict[str, Any]) -> None:
        path = Path(settings.KEYS)
        try:
            make(path)
        except (keys.KeysExist, OSError) as problem:
            raise CommandError(f"No keys were made: {problem}") from problem
        self.stdout.write(
            f"New keys are in {path}. Copy that file to a safe place now, away from this machine "
            "and away from the backups: without it nothing that it seals can be read again."
        )


def _operator(who: str) -> str:
    """Return the account of whoever acts. They have shown who they are to the machine."""
    if not viewer_of(who, at=timezone.now(), second_factor=True).may(Permission.SYSTEM_OPERATE):
        raise CommandError(
            f"No account {who[:20]!r} holds a role that may rotate keys today. Name your own with "
            "--as; the page of your account shows its id."
        )
    return who
