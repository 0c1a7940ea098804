"""A filled form as a field app sends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from fourfold.apps.surveys.rules.errors import NotTaken


@dataclass(frozen=True, slots=True)
class Instance:
    """A filled form as a field app sends it. id: the instanceID. told: by question."""

    id: str
    form: str
    version: str
    told: Mapping[str, str]


MOST_XML = 1_000_000
MOST_PARTS = 5_000


def instance(content: bytes) -> Instance:
    """
    Read a submission of the OpenRosa protocol. :raises NotTaken:.

    What names a device or its owner is left out by not being a question of the form.
    """
    if len(content) > MOST_XML:
        raise NotTaken(f"It has more than {MOST_XML:,} bytes.")
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise NotTaken("It is no XML that can be read.") from None
    told: dict[str, str] = {}
    number = 0
    for number, each in enumerate(root.iter(), start=1):
        if number > MOST_PARTS:
            raise NotTaken(f"It has more than {MOST_PARTS:,} parts.")
        if each is not root and len(each) == 0:
            told[_local(str(each.tag))] = (each.text or "").replace("\0", "").strip()
    found = told.pop("instanceID", "")[:200]
    if not found:
        raise NotTaken("It has no instanceID, so that it could be counted twice.")
    return Instance(found, root.get("id") or _space(str(root.tag)), root.get("version") or "", told)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _space(tag: str) -> str:
    return tag.partition("}")[0].removeprefix("{") if tag.startswith("{") else ""
