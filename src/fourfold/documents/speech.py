"""
The language in which figures are said: our own phrases, and a pack's words, each by its English.

A phrase or a text that has none in the language is said in English. A third
language is one more file beside `spoken_es.py` and its rows in a pack's translations.csv.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fourfold.documents.phrases import phrases
from fourfold.documents.spoken_es import SPANISH

SPOKEN: Mapping[str, Mapping[str, str]] = {"es": SPANISH}
"""By language: each phrase of ours, as written in the code, and what it is there."""


@dataclass(frozen=True, slots=True)
class Speech:
    """
    A language, with the words that a pack gave for it.

    words: English text to the same in the language; whole texts, never parts of them.
    """

    language: str = "en"
    words: Mapping[str, str] = field(default_factory=dict)

    def of(self, text: str) -> str:
        """Return a pack's text in the language, or as it is."""
        return self.words.get(text, text)

    def say(self, phrase: str, **values: object) -> str:
        """Return a phrase of ours in the language, with its slots filled."""
        return SPOKEN.get(self.language, {}).get(phrase, phrase).format(**values)

    @property
    def months(self) -> tuple[str, ...]:
        """Return the names of the months, January first."""
        return phrases(self.language).months


ENGLISH = Speech()
