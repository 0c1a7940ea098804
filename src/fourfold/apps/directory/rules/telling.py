"""Open words of a listing never tell where a confidential place is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fourfold.apps.directory.rules import TellsTheAddress

SHORT = {
    "street": "st",
    "avenue": "ave",
    "road": "rd",
    "drive": "dr",
    "lane": "ln",
    "court": "ct",
    "place": "pl",
    "boulevard": "blvd",
}
ZIP = re.compile(r"\b\d{5}(?:-\d{4})?\b")


def check_tells_no_address(words: Iterable[str], *, address: str) -> None:
    """:raises TellsTheAddress: if open words hold a line of the address, or its ZIP code."""
    hidden = {plain for each in re.split(r"[\n,;]", address) if len(plain := _plain(each)) > 4}
    zips = set(ZIP.findall(address))
    for each in words:
        said = f" {_plain(each)} "
        if zips & set(ZIP.findall(each)) or any(f" {line} " in said for line in hidden):
            raise TellsTheAddress(
                "These words would tell where a confidential place is. Take the street and the "
                "ZIP code out of the name, description and notes. Nothing was kept."
            )


def _plain(text: str) -> str:
    words = re.findall(r"[^\W_]+", text.casefold())
    return " ".join(SHORT.get(each, each) for each in words)
