"""What the frame of a page says: who is here, what they may open, how long they stay signed in."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from fourfold.components.shell import Banner, Desk, Link, RailLine, grouped
from fourfold.reference import Pack, active_pack
from fourfold.security import audit
from fourfold.security.access import glass
from fourfold.security.access.roles import ROLES, Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import viewer_at
from fourfold.security.models import Account


def desk(request: HttpRequest) -> dict[str, Any]:
    """Give every template `desk`, made only if a page asks for it: public pages do not."""
    return {"desk": SimpleLazyObject(lambda: frame(request))}


def frame(request: HttpRequest) -> Desk:
    """Return the frame for whoever asks."""
    viewer = viewer_at(request)
    if viewer is None:
        return Desk(now=timezone.now(), name="", agency="", role="", rail=())
    return Desk(
        now=viewer.at,
        name=name_of(viewer.account),
        agency=agency_name(viewer.agency),
        role=roles_in_words(viewer),
        rail=grouped(settings.RAIL, links=_links(request.path, viewer)),
        banners=banners(viewer),
        no_role=not viewer.roles,
        ends_at=_session_ends_at(request),
    )


def banners(viewer: Viewer) -> tuple[Banner, ...]:
    """Return what this viewer must know on every page: a broken log, a record open by emergency."""
    log = audit.state()
    broken = (Banner("audit", _("The log does not hold."), log.words),) if not log.good else ()
    return broken + tuple(
        Banner(
            kind="glass",
            title=_("You opened record {number} in an emergency.").format(number=one.record),
            until_at=one.until_at,
            href=reverse("desk:close_record", args=[one.id]),
            action=_("Close it now"),
        )
        for one in glass.open_now(viewer=viewer)
    )


def roles_in_words(viewer: Viewer) -> str:
    """Return the names of the roles held today, or that there is none."""
    names = [ROLES[code].name for code in sorted(viewer.roles)]
    return ", ".join(names) or _("No role yet")


def name_of(account: str) -> str:
    """Return the name behind an account id, for colleagues; the id itself if nobody has it."""
    found = Account.objects.filter(id=account).values_list("name", flat=True).first()
    return found or account


def names_of(accounts: set[str]) -> dict[str, str]:
    """Return the names behind account ids, in one query; an id nobody has stands for itself."""
    found = dict(Account.objects.filter(id__in=accounts).values_list("id", "name"))
    return {each: found.get(each, each) for each in accounts}


def agency_name(code: str) -> str:
    """Return an agency's name in the jurisdiction pack, or its code in words."""
    return _names(active_pack()).get(code) or code.replace("_", " ").title()


@lru_cache(maxsize=4)
def _names(pack: Pack) -> dict[str, str]:
    return {row["code"]: row["name"] for row in pack.rows("organizations")}


def _links(path: str, viewer: Viewer) -> dict[str, Link]:
    """Return the lines of the rail this viewer may open, by address; the longest match is here."""
    lines: list[RailLine] = [line for line in settings.RAIL if _may(line, viewer)]
    addresses = {line.address: reverse(line.address) for line in lines}
    here = max((a for a in addresses.values() if path.startswith(a)), key=len, default="")
    return {
        line.address: Link(line.label, addresses[line.address], addresses[line.address] == here)
        for line in lines
    }


def _may(line: RailLine, viewer: Viewer) -> bool:
    return not line.permission or viewer.may(Permission(line.permission))


def _session_ends_at(request: HttpRequest) -> datetime | None:
    found = getattr(request, "session_ends_at", None)
    return found if isinstance(found, datetime) else None
