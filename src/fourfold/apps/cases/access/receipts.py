"""Receipts: 16 digits by which somebody who gave no name comes back. Only their digest is kept."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from fourfold.security.keys import ring

DIGITS = 16


class NoSuchReceipt(LookupError):
    """No report has this receipt. Every wrong one is answered alike."""


def digits_for(form: str, *, told: Mapping[str, Any]) -> str:
    """
    Return the receipt of a form's content: the same content of the same form has the same one.

    form: the form's own random key. So a page sent twice makes one report, and a page that was
    gone back to and changed makes another.
    """
    said = "\0".join(f"{name}\1{told[name]}" for name in sorted(told))
    made = hmac.digest(ring().token, f"receipt\0{form}\0{said}".encode(), hashlib.sha256)
    return f"{int.from_bytes(made, 'big') % 10**DIGITS:0{DIGITS}d}"


def digest_of(receipt: str) -> str:
    """Return the keyed digest under which a receipt is kept; blanks and dashes do not matter."""
    digits = "".join(str(int(each)) for each in receipt if each.isdecimal())
    made = hmac.digest(ring().token, f"report receipt\0{digits}".encode(), hashlib.sha256)
    return urlsafe_b64encode(made).rstrip(b"=").decode()
