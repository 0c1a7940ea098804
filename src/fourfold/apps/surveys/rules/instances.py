"""A filled form as a field app sends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from fourfold.apps.surveys.rules.errors import NotTaken
from fourfold.reference.forms import Form, more_of


@dataclass(frozen=True, slots=True)
class Instance:
    """
    A filled form as a field app sends it. id: the instanceID.

    leaves: each answer with the parts around it, outermost first, and which of its kind each is.
    """

    id: str
    form: str
    version: str
    leaves: tuple[tuple[str, tuple[tuple[str, int], ...], str], ...]

    def answers_to(self, form: Form) -> dict[str, str]:
        """
        Return what was told, by question. :raises NotTaken: if a part came more often than asked.

        Where the form asks whether there is another one, a field app has a button.
        """
        told: dict[str, str] = {}
        times: dict[str, int] = {}
        for name, around, said in self.leaves:
            part, time = next((each for each in around if each[0] in form.repeats), ("", 0))
            told[f"{name}.{time}" if part else name] = said
            if part:
                times[part] = max(time, times.get(part, 0))
        for part, most in form.repeats.items():
            count = times.get(part, 0)
            if count > most:
                raise NotTaken(f"{part} was told {count} times; the form takes it {most} times.")
            told |= {more_of(part, time): "yes" for time in range(count)}
            told[more_of(part, count)] = "no"
        return told


MOST_XML = 1_000_000
MOST_PARTS = 5_000
DEEPEST = 20


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
    if sum(1 for _ in islice(root.iter(), MOST_PARTS + 1)) > MOST_PARTS:
        raise NotTaken(f"It has more than {MOST_PARTS:,} parts.")
    leaves = tuple(_leaves(root, ()))
    found = next((said for name, _, said in leaves if name == "instanceID"), "")[:200]
    if not found:
        raise NotTaken("It has no instanceID, so that it could be counted twice.")
    asked = root.get("id") or _space(str(root.tag))
    return Instance(found, asked, root.get("version") or "", leaves)


def _leaves(
    part: Any, around: tuple[tuple[str, int], ...]
) -> Iterator[tuple[str, tuple[tuple[str, int], ...], str]]:
    if len(around) > DEEPEST:
        raise NotTaken(f"Its parts lie more than {DEEPEST} deep in each other.")
    seen: Counter[str] = Counter()
    for each in part:
        name = _local(str(each.tag))
        if len(each):
            seen[name] += 1
            yield from _leaves(each, (*around, (name, seen[name])))
        else:
            yield name, around, (each.text or "").replace("\0", "").strip()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _space(tag: str) -> str:
    return tag.partition("}")[0].removeprefix("{") if tag.startswith("{") else ""
