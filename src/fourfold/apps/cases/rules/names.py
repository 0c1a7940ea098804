"""
Names as they are compared: whole words, in any order, as spelled and as they sound.

Spanish spelling and Spanish short forms are steps of their own beside Double Metaphone, so that
each can be judged, and changed, alone. There is no list of nicknames here: what somebody is called
stands among their other names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from fourfold.apps.cases.rules.sounds import double_metaphone

MOST = 4
"""Words of one name that are compared; a fifth helps nobody to find a person."""
PARTICLES = frozenset(
    [
        "a",
        "da",
        "das",
        "de",
        "del",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "la",
        "las",
        "le",
        "los",
        "van",
        "von",
        "y",
    ]
)
"""Small words inside a family name. They are left out where another word is there."""

_SPANISH = (
    ("PH", "F"),
    ("QU(?=[EI])", "K"),
    ("GU(?=[EI])", "G"),
    ("G(?=[EI])|^X", "J"),
    ("C(?=[EI])|Z", "S"),
    ("C(?!H)", "K"),
    ("LL", "Y"),
    ("(?<=.)Y(?![AEIOU])", "I"),
    ("V", "B"),
    ("(?<!C)H", ""),
    (r"(.)\1+", r"\1"),
    (r"(?<=.)[AEIOU]", ""),
)
"""Letters that Spanish says alike, written one way, in this order; vowels go but a first one."""
SPANISH = tuple((re.compile(letters), instead) for letters, instead in _SPANISH)


def bare(text: str) -> str:
    """Return text without accents, capitals and double spaces: what is compared."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name that are compared, at most four; "de la Cruz" is "cruz"."""
    found = re.findall(r"\w+", bare(name).replace("'", "").replace("’", ""))
    telling = [word for word in found if word not in PARTICLES] or found
    return tuple(dict.fromkeys(telling))[:MOST]


def codes(word: str) -> frozenset[str]:
    """
    Return every code that a word, as `words` gives it, may sound like.

    Two words sound alike if they share one. A word in another script has itself as its code.
    """
    found = set[str]()
    for form in (word, *_short_of(word)):
        found |= {f"d:{code}" for code in double_metaphone(form) if code}
        if code := spanish(form):
            found.add(f"s:{code}")
    return frozenset(found) or frozenset({f"w:{word}"})


def spanish(word: str) -> str:
    """Return how Spanish says a word of Latin letters, as a code: Jiménez and Gimenes are JMNS."""
    said = re.sub("[^A-Z]", "", word.upper())
    for pattern, instead in SPANISH:
        said = pattern.sub(instead, said)
    return said


def _short_of(word: str) -> Iterable[str]:
    """Yield what a Spanish short form comes from: Juanito from Juan, Anita from Ana."""
    if stem := re.fullmatch(r"(\w{2,}?)c?it([oa])", word):
        yield stem[1] + ("a" if stem[2] == "a" else "")
