"""What the tests of `fourfold submit` put into a database of their own: `python -m …submitting`."""

from __future__ import annotations

import django

django.setup()

from datetime import timedelta  # noqa: E402 - after Django's start

from django.utils import timezone  # noqa: E402

from fourfold.apps.submissions.actions import asking, tokens  # noqa: E402
from fourfold.security.access.viewer import viewer_of  # noqa: E402
from fourfold.security.models import RoleGrant  # noqa: E402
from tests.make import brought, people  # noqa: E402


def prepare() -> str:
    """Open a call to an office, and return a token for a program of it."""
    now = timezone.now()
    brought.office()
    brought.open_call()
    asking.ask(brought.CALL, respondents=[brought.OFFICE], by="setup", at=now)
    stew, alma = people.account("Stew", "STEWARD"), people.account("Alma", "AGENCY_ADMIN")
    began = now - timedelta(days=1)
    RoleGrant.objects.update(proposed_at=began, decided_at=began, from_at=began)
    by = viewer_of(alma.id, at=now, second_factor=True, stepped_up=True)
    made = tokens.make(brought.OFFICE, name="x", steward=stew.id, days=1, by=by)
    return made.secret


if __name__ == "__main__":
    print(prepare())
