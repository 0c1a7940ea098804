"""
Rate limits that hold however many processes serve the site: the counts stand in the database.

    limits.take(f"sign-in:{address_of(request)}", limit=20, per=timedelta(hours=1), at=now)

A key is kept as a keyed digest, so the table says nothing about whom it counts. Windows begin with
the first try and end after `per`. So one window never holds more than `limit`, and no stretch of
time as long as `per`, laid across the end of one window and the start of the next, more than twice
that: choose the limit with this in mind.
"""

from __future__ import annotations

import hmac
import math
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import cast

from django.db import connection, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from fourfold.security import audit, keys
from fourfold.security.edges.addresses import address_of
from fourfold.security.edges.errors import too_many
from fourfold.security.events import Event
from fourfold.security.models import Count, Opened

RECORDS_AN_HOUR = 100
HOUR = timedelta(hours=1)
SWEEP_AT_ONCE = 500

# One statement, so that two processes can neither both take the last place nor both start anew.
# The end is never later than one window from now: a clock that was set back locks nobody out.
_UPSERT = """
    INSERT INTO security_count (key, until_at, taken) VALUES (%s, %s, 1)
    ON CONFLICT (key) DO UPDATE SET
        taken = CASE WHEN security_count.until_at <= %s THEN 1
                     WHEN security_count.taken > %s THEN security_count.taken
                     ELSE security_count.taken + 1 END,
        until_at = CASE WHEN security_count.until_at <= %s
                          OR security_count.until_at > excluded.until_at
                        THEN excluded.until_at ELSE security_count.until_at END
    RETURNING taken
"""


class TooMany(RuntimeError):
    """A limit is reached. `again_at`: when the window ends and trying makes sense again."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(f"Too many tries. Wait until {again_at:%H:%M:%S %Z}, then try again.")
        self.again_at = again_at

    def seconds(self, at: datetime) -> int:
        """Return how many whole seconds to wait, at least 1: what Retry-After says."""
        return max(1, math.ceil((self.again_at - at).total_seconds()))


class TooManyRecords(RuntimeError):
    """
    A person opened more different records in an hour than a day's work needs.

    first: whether it is the first refusal of this hour, of which the privacy officer is told.
    """

    def __init__(self, limit: int, *, first: bool) -> None:
        super().__init__(
            f"You have opened {limit} records within an hour. Confirm that it is you, then go on."
        )
        self.first = first


def take(key: str, *, limit: int, per: timedelta, at: datetime) -> int:
    """
    Count one try, and return how many are left in this window.

    key: what is limited and for whom, such as "sign-in:203.0.113.7"; kept as a digest only.
    limit: tries in a window, 1 or more. per: the window's length.
    Opens its own transaction: inside another one, a rollback would give the try back.
    :raises TooMany: from try limit+1 on, until the window ends. Trying on does not lengthen it.
    :raises RuntimeError: inside a transaction.
    """
    digest = _digest(key)
    until, now = _moment(at + per), _moment(at)
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_UPSERT, [digest, until, now, limit, now])
        taken = int(cursor.fetchone()[0])
    if taken > limit:
        ends = Count.objects.filter(key=digest).values_list("until_at", flat=True).first()
        raise TooMany(ends or at)
    if taken == 1 and digest.endswith(("A", "Q", "g", "w")):  # one new key in four, by its digest
        sweep(at=at)
    return limit - taken


def forget(*names: str) -> None:
    """Forget the tries under these keys, such as after a sign-in that worked."""
    Count.objects.filter(key__in=[_digest(each) for each in names]).delete()


def give_back(name: str) -> None:
    """Give back one try, such as after a password that was right: only wrong ones should count."""
    Count.objects.filter(key=_digest(name), taken__gt=0).update(taken=F("taken") - 1)


def sweep(*, at: datetime) -> int:
    """Delete counts whose window has ended and openings over an hour old; return how many."""
    gone = 0
    with transaction.atomic():
        old = Count.objects.filter(until_at__lte=at).order_by("key").values_list("key", flat=True)
        found = list(old.select_for_update(skip_locked=True)[:SWEEP_AT_ONCE])
        gone += Count.objects.filter(key__in=found).delete()[0]
        past = Opened.objects.filter(opened_at__lte=at - HOUR).order_by("id")
        ids = past.values_list("id", flat=True).select_for_update(skip_locked=True)
        gone += Opened.objects.filter(id__in=list(ids[:SWEEP_AT_ONCE])).delete()[0]
    return gone


def distinct(
    account: str,
    record: str,
    *,
    at: datetime,
    since: datetime | None = None,
    limit: int = RECORDS_AN_HOUR,
) -> int:
    """
    Count one record that an account opens, and return how many different ones it opened this hour.

    since: when the account last confirmed who it is (step-up); a new hundred begins there.
    Opening the same record again costs nothing. The first refusal of an hour writes
    READING_PAUSED, which the privacy officer's desk lists. Opens its own transaction.
    :raises TooManyRecords: for record limit+1; the caller asks for a step-up.
    """
    who, what = _digest(f"account:{account}"), _digest(f"record:{record}")
    start = max(at - HOUR, since) if since else at - HOUR
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:  # two pages of one person at once: one after the other
            cursor.execute(_UPSERT, [who, _moment(at + HOUR), _moment(at), 0, _moment(at)])
        recent = Opened.objects.filter(account=who, opened_at__gt=start)
        count = recent.exclude(record=what).count() + 1
        if count <= limit:
            seen, new = Opened.objects.get_or_create(
                account=who, record=what, defaults={"opened_at": at}
            )
            if not new:
                Opened.objects.filter(pk=seen.pk).update(opened_at=at)
            return count
        told = Count.objects.filter(key=_digest(f"paused:{account}"), until_at__gt=at)
        first = not told.exists()
        if first:
            Count.objects.update_or_create(
                key=_digest(f"paused:{account}"), defaults={"until_at": at + HOUR, "taken": 1}
            )
            audit.record(
                Event.READING_PAUSED,
                by=account,
                subject=f"account:{account}",
                at=at,
                facts={"records": limit, "minutes": 60},
            )
    raise TooManyRecords(limit, first=first)


View = Callable[..., HttpResponseBase]


def at_most(
    limit: int, *, per: timedelta, of: str, methods: tuple[str, ...] = ("POST",)
) -> Callable[[View], View]:
    """
    Answer a page's request from one address at most `limit` times; then 429 in calm words.

    of: a short name of what is limited; pages with the same name share their count.
    methods: the HTTP methods that count.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def paced(request: HttpRequest, *args: object, **where: object) -> HttpResponseBase:
            if request.method in methods:
                now = timezone.now()
                try:
                    take(f"{of}:{address_of(request)}", limit=limit, per=per, at=now)
                except TooMany as stopped:
                    return too_many(request, seconds=stopped.seconds(now))
            return view(request, *args, **where)

        return paced

    return wrap


def _digest(key: str) -> str:
    made = hmac.digest(keys.ring().address, f"limit:{key}".encode(), "sha256")
    return urlsafe_b64encode(made).rstrip(b"=").decode()


def _moment(at: datetime) -> str | datetime:
    return cast("str | datetime", connection.ops.adapt_datetimefield_value(at))
