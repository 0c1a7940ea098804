"""Who reads or acts: a viewer from a page, or a plain name of the house."""

from __future__ import annotations

from collections.abc import Collection

from fourfold.security.access.viewer import Viewer
from fourfold.security.models import Account

Who = Viewer | str
"""
A viewer from a page, or a plain name: of the house, which is trusted (a first run, a worker, an
operator at the command line), of a link that an app gave out, or "" for nobody.
"""


def name_of(by: Who) -> str:
    """Return what the log calls who acts: an account's id, or the plain name."""
    return by.account if isinstance(by, Viewer) else by


def names(accounts: Collection[str]) -> dict[str, str]:
    """Return the names of colleagues by their accounts; plain names are no accounts."""
    return dict(Account.objects.filter(pk__in=accounts).values_list("pk", "name"))
