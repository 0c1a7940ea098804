"""`manage.py accounts`, reached by people as `fourfold accounts`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from fourfold.reference import active_pack
from fourfold.security.access.agencies import SETUP, AccessError, give_first_role, open_agency
from fourfold.security.accounts.actions import AccountError, add
from fourfold.security.models import Account

OPERATOR = "operator"
"""Who types the command; beside the set-up itself, the second party to the first two roles."""
FIRST = (("administrator", "AGENCY_ADMIN"), ("privacy officer", "PRIVACY"))


class Command(BaseCommand):
    """Open the very first two accounts."""

    help = "Opens the first accounts: an administrator and a privacy officer, two people."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verb and who is first."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        first = verbs.add_parser("first")
        for name in ("agency", "administrator", "administrator_email", "privacy", "privacy_email"):
            first.add_argument(name)
        first.add_argument("--bound-by-vawa", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open both accounts, or none."""
        known = {row["code"] for row in active_pack().rows("organizations")}
        agency = options["agency"]
        if agency not in known:
            raise CommandError(
                f"There is no organization {agency!r} in the jurisdiction pack. There are: "
                f"{', '.join(sorted(known))}."
            )
        if options["administrator_email"].lower() == options["privacy_email"].lower():
            raise CommandError("The administrator and the privacy officer are two people.")
        at = timezone.now()
        try:
            with transaction.atomic():
                if Account.objects.exists():
                    raise CommandError(
                        "There are accounts already, so nothing was opened. The agency's "
                        "administrator opens more on the page of its people."
                    )
                open_agency(agency, bound_by_vawa=options["bound_by_vawa"], by=SETUP, at=at)
                codes = []
                for (title, role), who in zip(FIRST, ("administrator", "privacy"), strict=True):
                    email = options[f"{who}_email"]
                    account, code = add(email, name=options[who], agency=agency, by=SETUP, at=at)
                    give_first_role(account, role, by=OPERATOR, at=at)
                    codes.append((title, email, code))
        except (AccountError, AccessError) as problem:
            raise CommandError(str(problem)) from problem
        for title, email, code in codes:
            self.stdout.write(f"{title}, {email}: {code}")
        self.stdout.write(
            "Each opens /sign-in/code/ on the site, types address and code, chooses a password and "
            "adds a second factor. A code is good once, for three days. Hand each to its person "
            "alone; they are not shown again."
        )
