"""What in a transcript may say who somebody is. It points; a person decides and takes it out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from fourfold.apps.surveys.rules.focus_texts import Turn

MOST_POINTERS = 300


class Hint(StrEnum):
    """What a piece of a transcript may be."""

    MAIL = "MAIL"
    PHONE = "PHONE"
    NUMBER = "NUMBER"
    ADDRESS = "ADDRESS"
    PLACE = "PLACE"
    NAME = "NAME"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A piece to look at. turn: its id, "" outside a transcript."""

    turn: str
    hint: Hint
    text: str


HARD = (Hint.MAIL, Hint.PHONE, Hint.NUMBER, Hint.ADDRESS)
"""Nothing printed ever needs one of these."""
_STREETS = (
    "Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Place|Pl|Terrace|Way|"
    "Turnpike|Highway|Hwy|Route|Calle|Avenida"
)
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:[-'\u2019][^\W\d_]+)?"
_RULES: tuple[tuple[Hint, re.Pattern[str]], ...] = (
    (Hint.MAIL, re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        Hint.PHONE,
        re.compile(
            r"(?<!\w)(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\w)|"
            r"(?<![\w-])\d{3}[.-]\d{4}(?![\w-])"
        ),
    ),
    (Hint.NUMBER, re.compile(r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)|(?<!\d)\d{6,}(?!\d)")),
    (
        Hint.ADDRESS,
        re.compile(rf"\b\d{{1,5}}\s+(?:{_CAPITAL}\s+){{1,3}}(?:{_STREETS})\b|\b(?:Route|I-)\s?\d+"),
    ),
    (
        Hint.NAME,
        re.compile(
            rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Officer|Detective|Sergeant|Judge|Sister|Father|Pastor|Uncle|"
            rf"Aunt|Señora?|Sra?|Don|Doña)\.?\s+{_CAPITAL}(?:\s+{_CAPITAL})?"
        ),
    ),
    (
        Hint.NAME,
        re.compile(
            rf"(?i:\b(?:my name is|name was|named|called|I am|me llamo|se llama))\s+"
            rf"({_CAPITAL}(?:\s+{_CAPITAL})?)"
        ),
    ),
)
_INSIDE = re.compile(rf"(?<=[\w,;)\u2019'\"] )({_CAPITAL}(?:\s+{_CAPITAL})*)")
_PLAIN = frozenset(
    [
        *("I", "OK", "TV", "English", "Spanish", "French", "Portuguese", "Polish", "Creole"),
        *("American", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
        *("October", "November", "December", "State", "Council", "Careline", "God", "Christmas"),
        *("Easter", "Thanksgiving", "Internet", "Instagram", "Facebook", "Snapchat", "TikTok"),
        *("WhatsApp", "Medicaid"),
    ]
)
_PART = re.compile(
    r"^(?:(?:participant|speaker|person|facilitator|moderator|interviewer|note ?taker|several|all|"
    r"participante|moderadora?|facilitadora?|[PFMNIQA])[ .]?\d{0,3}|)$",
    re.IGNORECASE,
)


def names_nobody(who: str) -> bool:
    """Tell whether what stands before a turn says a part ("P3", "Facilitator"), not a name."""
    return _PART.match(who) is not None


def pointers(text: str, *, places: Collection[str] = (), turn: str = "") -> list[Pointer]:
    """
    Return what may say who somebody is, or where: mails, numbers, addresses, places, likely names.

    places: names of towns. Plain rules: they miss some and point at some in vain.
    """
    found: dict[str, Hint] = {}
    for hint, pattern in _RULES:
        for match in pattern.finditer(text):
            found.setdefault((match[1] if match.lastindex else match[0]).strip(), hint)
    known = {each.casefold() for each in places}
    for match in _INSIDE.finditer(text):
        words = [each for each in match[1].split() if each not in _PLAIN]
        said = " ".join(words)
        if words and not said.isupper() and not any(said in each for each in found):
            found[said] = Hint.PLACE if said.casefold() in known else Hint.NAME
    for place in places:
        if re.search(rf"\b{re.escape(place)}\b", text) and not any(place in each for each in found):
            found[place] = Hint.PLACE
    return [Pointer(turn, hint, said) for said, hint in found.items()]


def pointers_of(turns: Iterable[Turn], *, places: Collection[str] = ()) -> list[Pointer]:
    """Return the pointers of a transcript in order, at most 300; what stands before turns too."""
    found: list[Pointer] = []
    seen: set[str] = set()
    for each in turns:
        if not names_nobody(each.who) and each.who not in seen:
            seen.add(each.who)
            found.append(Pointer(each.id, Hint.NAME, each.who))
        found += pointers(each.text, places=places, turn=each.id)
        if len(found) >= MOST_POINTERS:
            break
    return found[:MOST_POINTERS]
