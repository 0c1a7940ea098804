"""
What the public reads is plain: no harder than the eighth grade, in English and in Spanish.

English: Flesch-Kincaid grade, 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and
others, 1975). Spanish: Fernández Huerta's ease, 206.84 - 60 syllables a word - 1.02 words a
sentence (1959, as G. Law corrected it in 2011); 60 and more is his seventh and eighth grade.
Syllables are counted by groups of vowels, so a score is right to about half a grade.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields

import pytest

from fourfold.apps.cases.actions import links
from fourfold.apps.cases.forms import services
from fourfold.apps.cases.forms.telling import LANGUAGES
from fourfold.apps.cases.forms.telling_words import TellingWords
from fourfold.apps.cases.states.services import ANSWERS

from .places import APPS

GRADE = 8.0
EASE = 60.0
LONG = 12
"""Words from which a text is measured by itself too; shorter ones say too little for a formula."""

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SENTENCE = re.compile(r"(?<=[.?!:;])\s+")
NOT_TEXT = {"code", "other", "other_name"}
PAGE = APPS / "cases" / "templates" / "cases" / "answer_link.html"
SAID = re.compile(
    r'\{% translate "([^"]+)" %\}|\{% blocktranslate trimmed %\}(.+?)\{% endblocktranslate %\}'
)


# ------------------------------------------------------------------ the measure
def english_syllables(word: str) -> int:
    """Count groups of vowels; an e that nobody says at the end is none."""
    low = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", low))
    spoken = re.search(r"([^aeiouy]le|[sxzcg]es|[cs]hes|[td]ed)$", low)
    silent = re.search(r"[^aeiouy](e|es|ed)$", low)
    return max(groups - bool(silent and not spoken), 1)


def spanish_syllables(word: str) -> int:
    """Count groups of vowels; two strong vowels, and a weak one with an accent, stand apart."""
    low = re.sub(r"(?<=q)u|(?<=g)u(?=[eiéí])", "", word.lower())
    low = re.sub(r"y$", "i", low)
    return max(len(re.findall(r"[iuü]?[aeoáéó](?:[iuü](?![aeoáéó]))?|[íú]|[iuü]+", low)), 1)


def counted(texts: list[str], syllables: Callable[[str], int]) -> tuple[float, float]:
    """Return words a sentence, and syllables a word."""
    sentences = [each for text in texts for each in SENTENCE.split(text) if WORD.search(each)]
    words = [word for text in texts for word in WORD.findall(text)]
    return len(words) / len(sentences), sum(map(syllables, words)) / len(words)


def grade(texts: list[str]) -> float:
    by_sentence, by_word = counted(texts, english_syllables)
    return 0.39 * by_sentence + 11.8 * by_word - 15.59


def ease(texts: list[str]) -> float:
    by_sentence, by_word = counted(texts, spanish_syllables)
    return 206.84 - 60 * by_word - 1.02 * by_sentence


def hard(texts: list[str], *, language: str) -> list[str]:
    """Return the long texts that are too hard, and the first of all if they are so together."""
    too_hard = {"en": lambda of: grade(of) > GRADE, "es": lambda of: ease(of) < EASE}[language]
    found = [text for text in texts if len(WORD.findall(text)) >= LONG and too_hard([text])]
    return found or (texts[:1] if too_hard(texts) else [])


# ------------------------------------------------------------------ what is read
def said_by(words: TellingWords) -> list[str]:
    """Return every text of the report pages in one language."""
    names = [field.name for field in fields(words) if field.name not in NOT_TEXT]
    return [text for name in names for text in flat(getattr(words, name))]


def said_by_the_answer_page() -> list[str]:
    """Return all that the page of a one-time link says; what a law makes it print is not ours."""
    found = ["".join(pair) for pair in SAID.findall(PAGE.read_text(encoding="utf-8"))]
    found += [str(links.LinkUseless()), str(links.WrongCode(2))]
    for form in (services.Code(), services.Reply(answers=ANSWERS)):
        for field in form.fields.values():
            found += [str(field.label or ""), str(field.help_text or "")]
            for value, label in getattr(field, "choices", []):
                inner = [(value, value), *label] if isinstance(label, list) else [(value, label)]
                found += [str(said) for _, said in inner]
    return [re.sub(r"\{\{.+?\}\}", "They", text) for text in found if WORD.search(text)]


def flat(value: object) -> Iterator[str]:
    """Yield the texts in a text, a list or the values of a dictionary; a gap reads as a word."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from flat(each)
    else:
        yield re.sub(r"\{\w+\}", "many", str(value))


# ------------------------------------------------------------------ the tests
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_pages_are_read_in_the_eighth_grade(language: str) -> None:
    assert hard(said_by(LANGUAGES[language]), language=language) == []


def test_the_page_of_a_one_time_link_is_read_in_the_eighth_grade() -> None:
    assert hard(said_by_the_answer_page(), language="en") == []


def test_the_words_of_a_law_are_too_hard() -> None:
    english = (
        "A person is guilty of trafficking in persons when such person knowingly compels or "
        "induces another person to engage in conduct involving contact with third persons."
    )
    spanish = (
        "La información confidencial comunicada voluntariamente por cualquier persona obligada "
        "legalmente permanecerá protegida conforme a las disposiciones reglamentarias aplicables."
    )

    assert hard([english], language="en") == [english]
    assert hard([spanish], language="es") == [spanish]


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("safe", 1), ("asked", 1), ("wanted", 2), ("pages", 2), ("little", 2), ("people", 2)],
)
def test_an_english_word_has_its_syllables(word: str, syllables: int) -> None:
    assert english_syllables(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("quién", 1), ("ciudad", 2), ("país", 2), ("línea", 3), ("todavía", 4), ("aeropuerto", 5)],
)
def test_a_spanish_word_has_its_syllables(word: str, syllables: int) -> None:
    assert spanish_syllables(word) == syllables
