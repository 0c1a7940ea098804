"""
What a password must be: long, not leaked, not guessable, not about its owner. Nothing else.

No rule on kinds of letters and no expiry: both make passwords worse. Source: NIST SP 800-63B-4,
section 3.1.1 (15 letters for a password alone, 8 beside a second factor; ours stands beside one
and asks for 12).
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from fourfold.security.models import Account

SHORTEST = 12
GUESSES = 10**10
"""Fewer than this, and a stolen table of hashes gives the password away in days."""
LOOKED_AT = 72
"""The estimate costs the square of the length, and 72 letters say enough."""
PRODUCT = ("fourfold", "password", "passphrase", "trafficking", "careline", "council")
LEFT = 8


class LongEnough:
    """Refuses fewer than 12 letters."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise ValidationError if the password is short."""
        if len(password) < SHORTEST:
            raise ValidationError(
                _("Use at least 12 letters. Four or five words in a row are easy to remember."),
                code="short",
            )

    def get_help_text(self) -> str:
        """Say the rule before it is broken."""
        return _("At least 12 letters; four or five words in a row are a good password.")


class NotAboutYou:
    """Refuses what colleagues would guess: name, e-mail address, agency, the product's words."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise ValidationError if little is left of the password without such words."""
        left = password.lower()
        for word in sorted(own_words(user), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < min(LEFT, len(password)):
            raise ValidationError(
                _("This is mostly your name, address or agency. Choose words without a link."),
                code="about_you",
            )

    def get_help_text(self) -> str:
        """Say the rule before it is broken."""
        return _("Not your name, e-mail address or agency.")


class NotLeaked:
    """Refuses passwords that leaked elsewhere, and those a machine guesses soon."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise ValidationError if the password is known or easy to guess."""
        common = CommonPasswordValidator().passwords
        path = settings.BREACHED_PASSWORDS
        if password.lower().strip() in common or (path and is_listed(password, Path(path))):
            raise ValidationError(
                _("This password is on a list that thieves use. Choose another one."),
                code="leaked",
            )
        if not password:
            return  # too short, as another rule says
        estimate = zxcvbn(password[:LOOKED_AT], user_inputs=sorted(own_words(user)))
        if estimate["guesses"] < GUESSES:
            raise ValidationError(
                _("A machine would guess this soon. Add a word or two that do not belong to it."),
                code="guessable",
            )

    def get_help_text(self) -> str:
        """Say the rule before it is broken."""
        return _("Not one that you use, or used, anywhere else.")


def own_words(user: Account | None) -> set[str]:
    """Return the words, 3 letters or more, that colleagues link with an account."""
    about = " ".join((user.email, user.name, user.agency)) if user else ""
    found = {word for word in re.split(r"[\W_]+", about.lower()) if len(word) > 2}
    return found | set(PRODUCT)


def is_listed(password: str, path: Path) -> bool:
    """
    Return whether a password is in a file of SHA-1 digests, by halving; little of it is read.

    path: lines such as "000000005AD76BD555C1D6D771DE417A4B87E4B4:10", in order of their digest, as
    Have I Been Pwned publishes them.
    """
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, path.stat().st_size
        while low < high:
            middle = (low + high) // 2
            file.seek(middle)
            if middle:
                file.readline()  # from the middle of a line on to the next
            line = file.readline()
            if line and line[:40].upper() < wanted:
                low = middle + 1
            else:
                high = middle
        file.seek(low)
        if low:
            file.readline()
        return file.readline()[:40].upper() == wanted
