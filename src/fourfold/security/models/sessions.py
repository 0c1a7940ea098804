"""Who is signed in, where, and since when."""

from __future__ import annotations

from typing import ClassVar, cast

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string

from fourfold.security.ids import LENGTH
from fourfold.security.kept import Kept


class Session(AbstractBaseSession):
    """
    One browser's session. The key is kept as a digest: who reads this table cannot use it.

    account: whose, "" before sign-in. code: names the session on the page of one's devices.
    device: kind of browser and system in words.
    """

    account = models.CharField(max_length=LENGTH, default="", db_index=True)
    code = models.CharField(max_length=LENGTH)
    device = models.CharField(max_length=80, default="")
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "session_key": "internal",
        "session_data": "internal",
        "expire_date": "internal",
        "account": "internal",
        "code": "internal",
        "device": "internal",
        "started_at": "internal",
        "seen_at": "internal",
    }
    RETENTION: ClassVar[Kept] = Kept("SESSION", since={"ENDED": "expire_date"}, swept=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(account="") | models.Q(started_at__isnull=False),
                name="session_of_someone_has_a_start",
            ),
        )

    def __str__(self) -> str:
        return f"session {self.code}"

    @classmethod
    def get_session_store_class(cls) -> type:
        return cast(type, import_string(f"{settings.SESSION_ENGINE}.SessionStore"))
