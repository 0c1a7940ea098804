"""
Words as the search compares them: accents, endings and one slip of the fingers do not count.

Plain Python, the same for every database: an index keeps what `terms` gives and nothing else, so
each engine finds what a plain scan would find.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TYPED, WORDS = 200, 12
"""How many characters and words of what somebody typed are looked at."""
SLIPS_FROM, TWO_SLIPS_FROM = 4, 8
"""From how many letters one slip is forgiven, and two."""
STOP = frozenset(
    """
    a an and any are at be can for from get have help i im in is it me my near need of on or
    our please some someone somebody that the there this to today tonight now want we where
    who with you your al alguien ahora ayuda ayudame con cerca como de del donde el ella en
    es esta este estoy hay hoy la las lo los mas me mi mis necesito noche no o para pero por
    que quiero se si sin soy su te tengo tu un una unas unos y yo
    """.split()  # noqa: SIM905 - a hundred short words read better so
)
"""Words that say nothing of a kind of help, in English and Spanish, without accents."""
MARK = "zq"
"""Codes stand in the index as words that begin so and hold letters only."""

_PART = re.compile(r"[^\W\d_]+|\d+")
_HEX = str.maketrans("0123456789abcdef", "ghijklmnopabcdef")
_BACK = str.maketrans("ghijklmnopabcdef", "0123456789abcdef")
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})

Alternative = tuple[str, ...]
"""Terms that must all stand in a listing."""


def folded(text: str) -> str:
    """Return text in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if unicodedata.category(c) != "Mn").casefold().translate(_PLAIN)


def words(text: str) -> list[str]:
    """Return the words of a text in plain letters; a number is a word of its own."""
    return [_ascii(each) for each in _PART.findall(folded(text))]


def term(word: str) -> str:
    """Return the word without the endings that plurals, genders and -ing add."""
    if len(word) > 6 and word.endswith("ing"):
        return word[:-3]
    if len(word) > 4 and word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] in "aeo" else word


def terms(text: str) -> list[str]:
    """Return the words of a text as the index keeps them."""
    return [term(each) for each in words(text)]


def code_term(kind: str, code: str) -> str:
    """Return the one word that stands for a code. kind: k a kind of help, a an area served."""
    return f"{MARK}{kind}{code.encode().hex().translate(_HEX)}"


def code_of(word: str) -> str:
    """Return the code that a word of `code_term` stands for."""
    return bytes.fromhex(word[len(MARK) + 1 :].translate(_BACK)).decode()


@dataclass(frozen=True, slots=True)
class Indexed:
    """What is searched of a listing: terms in the order of their weight, joined by blanks."""

    name: str
    kinds: str
    rest: str
    codes: str

    @property
    def all(self) -> frozenset[str]:
        """Return every term."""
        return frozenset(" ".join((self.name, self.kinds, self.rest, self.codes)).split())


def indexed(service: Mapping[str, Any]) -> Indexed:
    """
    Return what is searched of a cleared service.

    service: the HSDS object that everyone may read. Nothing else is known here, so no word of a
    confidential place can be found.
    """
    owner = service.get("organization", {})
    kinds = [(each["value"], each.get("label", "")) for each in service.get("attributes", ())]
    areas = [each["name"] for each in service.get("service_areas", ())]
    rest = [service.get(name, "") for name in TEXTS]
    rest += [each["name"] for each in service.get("languages", ())] + areas
    rest += [each["city"] for each in open_addresses(service)]
    return Indexed(
        name=_joined((service["name"], owner.get("name", ""), owner.get("alternate_name", ""))),
        kinds=" ".join(
            (
                _joined(label for _code, label in kinds),
                *(code_term("k", code) for code, _l in kinds),
            )
        ).strip(),
        rest=_joined(rest),
        codes=" ".join(code_term("a", each) for each in areas) or code_term("a", "none"),
    )


TEXTS = ("description", "eligibility_description", "fees_description")


def open_addresses(service: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the addresses of a cleared service; a confidential place has none."""
    for each in service.get("service_at_locations", ()):
        yield from each["location"].get("addresses", ())


def _joined(texts: Iterable[str]) -> str:
    return " ".join(each for text in texts for each in terms(text))


def _ascii(word: str) -> str:
    """Return other letters as letters a to p, so that every database cuts words alike."""
    if word.isascii():
        return word
    if word.isdecimal():
        return "".join(str(int(each)) for each in word)
    return "".join(c if c.isascii() else MARK + f"{ord(c):x}".translate(_HEX) for c in word)


# ---------------------------------------------------------------- what a word may also mean
@dataclass(frozen=True, slots=True)
class Meaning:
    """
    Phrases of any language that mean the same, and the codes of kinds they mean.

    typed_only: phrases that mean it too, but are too common to look for in a listing.
    """

    phrases: Sequence[str]
    typed_only: Sequence[str]
    kinds: Sequence[str]


@dataclass(frozen=True)
class Lexicon:
    """
    Words that mean the same, and the kinds of help they mean.

    phrases: terms of a phrase to its meanings. shown: those terms as people write them.
    said: a term to a word that people read.
    """

    phrases: Mapping[Alternative, frozenset[Alternative]]
    shown: Mapping[Alternative, str]
    said: Mapping[str, str]
    longest: int


def lexicon(meanings: Iterable[Meaning]) -> Lexicon:
    """Return a lexicon. A phrase in several meanings stands for all of them."""
    found: dict[Alternative, set[Alternative]] = {}
    shown: dict[Alternative, str] = {}
    said: dict[str, str] = {}
    for each in meanings:
        means: set[Alternative] = {(code_term("k", code),) for code in each.kinds}
        means |= {key for phrase in each.phrases if (key := _key(phrase))}
        for phrase in (*each.phrases, *each.typed_only):
            if key := _key(phrase):
                found.setdefault(key, set()).update(means)
                shown.setdefault(key, phrase)
            for word in _PART.findall(phrase.casefold()):
                for own in terms(word):
                    if own not in STOP:
                        said.setdefault(own, word)
    phrases = {key: frozenset(means) for key, means in found.items()}
    return Lexicon(phrases, shown, said, max(map(len, found), default=1))


def _key(phrase: str) -> Alternative:
    return tuple(term(each) for each in words(phrase) if each not in STOP)


@dataclass(frozen=True, slots=True)
class Group:
    """
    One thing asked for. typed: its own words as terms; means: those, and what means the same.

    shown: the words as a reader knows them.
    """

    typed: Alternative
    means: frozenset[Alternative]
    shown: str

    def in_words(self, terms: frozenset[str]) -> Alternative:
        """Return what of it stands in full among terms, its own words first; or nothing."""
        if terms.issuperset(self.typed):
            return self.typed
        return min((each for each in self.means if terms.issuperset(each)), default=())


def asked_words(typed: str) -> list[str]:
    """Return the words that count of what somebody typed; an age or a small number does not."""
    return [
        each
        for each in words(typed[:TYPED])
        if each not in STOP and not (each.isdecimal() and len(each) < 3)
    ][:WORDS]


def groups(asked: Sequence[tuple[str, str]], *, lexicon: Lexicon) -> list[Group]:
    """Return what is asked for. asked: each a term with its word. The longest phrase wins."""
    made, first = [], 0
    while first < len(asked):
        for size in range(min(lexicon.longest, len(asked) - first), 0, -1):
            part = asked[first : first + size]
            key = tuple(each for each, _word in part)
            if size == 1 or key in lexicon.phrases:
                means = lexicon.phrases.get(key, frozenset()) | {key}
                plain = " ".join(word for _term, word in part)
                made.append(Group(key, means, plain if size == 1 else lexicon.shown[key]))
                first += size
                break
    return list(dict.fromkeys(made))


def holds(means: Iterable[Alternative], *, kept: frozenset[str]) -> bool:
    """Tell whether one of the alternatives stands in full among terms."""
    return any(kept.issuperset(each) for each in means)


# ---------------------------------------------------------------- slips
def slips(word: str) -> int:
    """Return how many slips are forgiven in a word."""
    if len(word) < SLIPS_FROM or word.isdigit() or word.startswith(MARK):
        return 0
    return 2 if len(word) >= TWO_SLIPS_FROM else 1


def halves(word: str) -> tuple[str, str]:
    """Return the beginning and the end of a word; one slip leaves one of them as it was."""
    size = max(1, (len(word) - 1) // 2)
    return word[:size], word[-size:]


def nearest(word: str, *, among: Iterable[str]) -> str:
    """Return the known word that was likely meant, or ""."""
    most = slips(word)
    near = [
        (far, each)
        for each in among
        if abs(len(each) - len(word)) <= most and (far := distance(word, each, most=most)) <= most
    ]
    return min(near)[1] if near else ""


def distance(one: str, other: str, *, most: int) -> int:
    """Return how many letters are wrong, missing, too many or swapped; more than most: most + 1."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, its in enumerate(other, start=1):
            step = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != its))
            swapped = row > 1 < column and letter == other[column - 2] and one[row - 2] == its
            now.append(min(step, before[column - 2] + 1) if swapped else step)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)
