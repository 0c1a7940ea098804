"""What an office must be, and the code its name makes. Plain Python on values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from fourfold.apps.submissions.rules.figures import SubmissionError
from fourfold.apps.submissions.states import RespondentKind

MOST_CODE = 60
MOST_NAME = 120
_MAIL = re.compile(
    r"[^\s@<>,;:\"'()\[\]\\]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


class OfficeError(SubmissionError):
    """Why an office cannot be kept."""


class NoName(OfficeError):
    """The office has no name that can be shown."""


class BadMail(OfficeError):
    """The mailbox is no address of mail."""


@dataclass(frozen=True, slots=True)
class Office:
    """
    An office as it goes on the list. kind: a code of RespondentKind. town, district: codes of the
    pack, "" for the whole state. mail: "" for letters. code: "" makes one of the name.
    """

    name: str
    kind: RespondentKind
    town: str = ""
    district: str = ""
    mail: str = ""
    agency: str = ""
    code: str = ""


def code_of(name: str, *, taken: Collection[str] = ()) -> str:
    """
    Return the code a name makes: capital letters, figures and underscores, at most 60.

    taken: codes of others; then a number is added, so that no two offices share one. The code of
    an office stays what it was when the office is renamed.
    :raises NoName: when the name holds no letter or figure that a code can have.
    """
    plain = unicodedata.normalize("NFKD", name.replace("’", "").replace("'", ""))
    words = re.findall(r"[A-Za-z0-9]+", "".join(each for each in plain if each.isascii()))
    code = "_".join(words).upper()[:MOST_CODE].strip("_")
    if not code:
        raise NoName(f"The name {name[:40]!r} has no letter or figure to make a code of.")
    found, number = code, 2
    while found in taken:
        end = f"_{number}"
        found, number = code[: MOST_CODE - len(end)].strip("_") + end, number + 1
    return found


def check_name(name: str) -> None:
    """Raise NoName unless it is a name that can be shown: some letters, none unseen."""
    if not name.strip():
        raise NoName("The office has no name. Write what it is called.")
    if len(name) > MOST_NAME:
        raise NoName(f"The name has {len(name)} letters; at most {MOST_NAME}. Shorten it.")
    if any(unicodedata.category(each) in _UNSEEN for each in name):
        raise NoName("The name holds a character nobody sees. Type it again.")


def check_mail(mail: str) -> None:
    """Raise BadMail unless it is blank or one address of mail."""
    if mail and (len(mail) > 254 or ".." in mail or not _MAIL.fullmatch(mail)):
        raise BadMail(f"{mail[:60]!r} is no mailbox. Write it like records@police.example.")
