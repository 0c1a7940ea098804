"""Receipts: 16 digits by which somebody who gave no name comes back. Only their digest is kept."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.keys import ring

DIGITS = 16
REPORTER = "reporter"
"""What the audit calls whoever reports without an account."""


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


def digest_of(receipt: str, words: str = "") -> str:
    """
    Return the keyed digest under which a receipt is kept; blanks and dashes do not matter.

    words: for what is added to it, which has a digest of its own.
    """
    digits = "".join(str(int(each)) for each in receipt if each.isdecimal())
    made = hmac.digest(ring().token, f"report receipt\0{digits}\0{words}".encode(), hashlib.sha256)
    return urlsafe_b64encode(made).rstrip(b"=").decode()


def reporter(*, at: datetime) -> Viewer:
    """Return who stands for a reporter without an account: no role, at the child welfare agency."""
    agency = str(active_pack().settings["child_welfare_agency"]["organization"])
    return Viewer(account=REPORTER, agency=agency, at=at)
