"""Reading accounts and sessions, each for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.accounts.standing import why_ended
from fourfold.security.events import Event
from fourfold.security.models import Session


@dataclass(frozen=True, slots=True)
class Device:
    """One place where a person is signed in. device: a kind of browser and system in words."""

    code: str
    device: str
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in: when, and with what, in words."""

    at: datetime
    how: str


LATEST = 5
WAYS = {
    "PASSWORD": _("password"),
    "PASSKEY": _("passkey"),
    "ENTRY_CODE": _("a code you were given"),
    "SINGLE_SIGN_ON": _("the state's own sign-in"),
    "TOTP": _("authenticator app"),
    "WEBAUTHN": _("passkey"),
    "RECOVERY_CODES": _("recovery code"),
    "DEMO": _("the demonstration's button"),
}


def my_sign_ins(*, viewer: Viewer) -> list[SignIn]:
    """Return the viewer's latest sign-ins, the newest first."""
    lines = audit.lines_about(f"account:{viewer.account}").filter(
        event=Event.SIGNED_IN, by=viewer.account
    )
    return [SignIn(line.at, _in_words(line.facts)) for line in lines.order_by("-id")[:LATEST]]


def _in_words(facts: dict[str, object]) -> str:
    ways = [str(WAYS[str(each)]) for each in facts.values() if str(each) in WAYS]
    return ", ".join(dict.fromkeys(ways))


def my_sessions(*, viewer: Viewer) -> list[Device]:
    """Return where the viewer is signed in now, the latest used first."""
    rows = Session.objects.filter(account=viewer.account).order_by("-seen_at", "code")
    return [
        Device(row.code, row.device, row.started_at, row.seen_at)
        for row in rows
        if row.started_at
        and not why_ended(started_at=row.started_at, seen_at=row.seen_at, at=viewer.at)
    ]
