"""How passwords are kept."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """
    Argon2id with 64 MiB and three passes: a guess costs about a tenth of a second.

    Source: RFC 9106, section 4, second recommended option.
    """

    time_cost = 3
    memory_cost = 65_536
    parallelism = 4


class QuickArgon2id(Argon2PasswordHasher):
    """The same algorithm as cheap as it goes, for tests alone."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
