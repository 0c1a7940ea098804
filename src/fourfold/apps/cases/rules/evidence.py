"""What shows that a duty was done: a code, or the number another agency gave it. Never words."""

from __future__ import annotations

import re

_EVIDENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")


class NoEvidence(ValueError):
    """The number has letters that no code has, such as a space: it might be a sentence."""


def check_evidence(evidence: str) -> None:
    """
    Raise NoEvidence unless it is a code or another agency's number, or blank.

    Numbers go into the story and the audit, so nothing that could be a sentence does.
    """
    if evidence and not _EVIDENCE.fullmatch(evidence):
        raise NoEvidence(
            "Write the number alone: letters, figures and hyphens, without spaces, at most 80."
        )
