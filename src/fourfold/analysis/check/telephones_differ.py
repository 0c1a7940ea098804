"""The check that no two telephone numbers look like one that was mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations
from typing import TypeAlias

from fourfold.analysis.check.findings import Finding, Severity, in_order

CHECK = "telephones_differ"

Contact: TypeAlias = tuple[str, str, str]
"""Code and name of an organization, and the text that holds its telephone numbers."""

Line: TypeAlias = tuple[str, str, str]
"""Ten digits, and the code and name of the organization that lists them."""

_NUMBER = re.compile(r"(?<!\d)(?:\+?1[ .\-]?)?\(?(\d{3})\)?[ .\-]*(\d{3})[ .\-]?(\d{4})(?!\d)")


def telephones_differ(contacts: Iterable[Contact]) -> list[Finding]:
    """
    Find telephone numbers that look like one number with a slip.

    The rule: the last four digits are the same, and the six before them differ in one digit or in
    two neighbors that changed places. That two separate lines fall so close by chance is rare. Two
    numbers that differ in their last four digits are taken for neighboring lines and left alone,
    and so is one number that several organizations share.
    contacts: any order, any number of telephone numbers in a text; North American numbers of ten
    digits are read, with or without +1. Others are not compared.
    """
    lines = sorted(
        {
            (number, code, name)
            for code, name, text in contacts
            for number in ("".join(found) for found in _NUMBER.findall(text))
        }
    )
    owned: dict[str, set[str]] = {}
    for number, code, _ in lines:
        owned.setdefault(code, set()).add(number)
    return in_order(
        _finding(one, other, shared=bool(owned[one[1]] & owned[other[1]]))
        for ends_alike in _by_last_four(lines)
        for one, other in combinations(ends_alike, 2)
        if _is_slip(one[0], other[0])
    )


def _by_last_four(lines: list[Line]) -> Iterable[list[Line]]:
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line[0][6:], []).append(line)
    return groups.values()


def _is_slip(one: str, other: str) -> bool:
    differing = [at for at in range(6) if one[at] != other[at]]
    if len(differing) != 2:
        return len(differing) == 1
    left, right = differing
    return right == left + 1 and one[left] == other[right] and one[right] == other[left]


def _finding(one: Line, other: Line, *, shared: bool) -> Finding:
    (number, code, name), (near, near_code, near_name) = sorted(
        (one, other), key=lambda each: (each[1], each[0])
    )
    also = " They share another number, so they may be one house." if shared else ""
    return Finding(
        CHECK,
        Severity.WARNING,
        (code,) if code == near_code else (code, near_code),
        f"{name} ({code}) is listed with {_printed(number)} and {near_name} ({near_code}) "
        f"with {_printed(near)}.",
        f"The numbers end alike and differ by one slip before that.{also}",
        "Call both, keep the one that answers, and note the other as printed.",
    )


def _printed(number: str) -> str:
    return f"({number[:3]}) {number[3:6]}-{number[6:]}"
