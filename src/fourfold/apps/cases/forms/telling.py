"""The public's forms: telling something, and coming back with a receipt."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from fourfold.apps.cases.forms.telling_english import ENGLISH
from fourfold.apps.cases.forms.telling_spanish import SPANISH
from fourfold.apps.cases.forms.telling_words import TellingWords
from fourfold.apps.cases.states.reports import LETTERS, ReporterKind
from fourfold.reference import Pack

LANGUAGES = {"en": ENGLISH, "es": SPANISH}
KEY = "page"
MORE = ("child_name", "child_age", "child_now", "town", "happened_when", "happened_where")
YOU = ("reporter_kind", "mandated", "reporter_name", "reporter_contact")


def words_in(language: str) -> TellingWords:
    """Return the words in a language that the pages have."""
    return LANGUAGES[language]


def new_key() -> str:
    """Return a page's own key: by it, a page that is sent twice is known again."""
    return secrets.token_urlsafe(16)


class _Plain(forms.Form):
    """A form that asks for nothing by itself and that a browser fills with nothing."""

    use_required_attribute = False

    def __init__(self, *args: Any, words: TellingWords, **more: Any) -> None:
        super().__init__(*args, **more)
        self.words = words

    def say(self, name: str, label: str, help_text: str = "") -> None:
        """Give a field its words."""
        self.fields[name].label, self.fields[name].help_text = label, help_text

    def keep_short(self, name: str, text: str) -> None:
        """Say in a reader's words that a text is empty or too long."""
        if not text:
            self.add_error(name, self.words.narrative_needed)
        elif len(text) > LETTERS:
            said = self.words.too_long.format(many=f"{len(text):,}", most=f"{LETTERS:,}")
            self.add_error(name, said)


def _text(most: int, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    widget.attrs["autocomplete"] = "off"
    return forms.CharField(max_length=most, required=False, widget=widget)


class TellForm(_Plain):
    """What somebody tells. Only the narrative is needed."""

    narrative = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 9, "autocomplete": "off"})
    )
    danger = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    child_name = _text(300)
    child_age = _text(60)
    child_now = _text(500)
    town = forms.ChoiceField(required=False)
    happened_when = _text(500)
    happened_where = _text(500)
    suspect = _text(2_000, 3)
    reporter_kind = forms.ChoiceField(required=False)
    mandated = forms.ChoiceField(required=False)
    reporter_name = _text(200)
    reporter_contact = _text(1_000)

    def __init__(self, *args: Any, words: TellingWords, pack: Pack, **more: Any) -> None:
        super().__init__(*args, words=words, **more)
        self.pack = pack
        for name, label, help_text in (
            ("narrative", words.narrative, words.narrative_help),
            ("danger", words.danger, ""),
            ("child_name", words.who, words.who_help),
            ("child_age", words.age, ""),
            ("child_now", words.now, ""),
            ("town", words.town, ""),
            ("happened_when", words.when, ""),
            ("happened_where", words.where, ""),
            ("suspect", words.suspect, words.suspect_help),
            ("reporter_kind", words.kind, ""),
            ("mandated", words.mandated, words.mandated_help),
            ("reporter_name", words.name, ""),
            ("reporter_contact", words.reach, words.reach_help),
        ):
            self.say(name, label, help_text)
        towns = [(row["code"], row["name"]) for row in pack.rows("towns")]
        self._offer("town", [("", words.town_none), *towns])
        self._offer("danger", list(words.answers.items()), "UNKNOWN")
        self._offer("mandated", list(words.answers.items()), "UNKNOWN")
        self._offer("reporter_kind", list(words.kinds.items()), ReporterKind.UNKNOWN.value)

    def _offer(self, name: str, pairs: list[tuple[str, str]], first: str = "") -> None:
        field: Any = self.fields[name]
        field.choices, field.initial = pairs, first

    def clean(self) -> dict[str, Any]:
        """Ask for a few words; whatever else is odd is no reason to refuse them."""
        cleaned = super().clean() or {}
        for name in [each for each in self.errors if each != "narrative"]:
            del self.errors[name]
            cleaned[name] = ""
            if (sent := str(self.data.get(name, ""))) and sent not in self.words.answers:
                cleaned["narrative"] = f"{cleaned.get('narrative', '')}\n\n{sent}".strip()
        self.keep_short("narrative", cleaned.get("narrative", ""))
        return cleaned

    def told(self) -> dict[str, Any]:
        """Return what was told, by column of a report; only what was filled in."""
        found = {name: value for name, value in self.cleaned_data.items() if value}
        if found.get("town"):
            rows = self.pack.rows("towns")
            found["region"] = next(r["region"] for r in rows if r["code"] == found["town"])
        return found

    def first(self) -> Iterator[BoundField]:
        """Yield the fields that everybody sees."""
        yield from (self["narrative"], self["danger"])

    def more(self) -> Iterator[BoundField]:
        """Yield the fields about what is known besides."""
        yield from (self[name] for name in (*MORE, "suspect"))

    def you(self) -> Iterator[BoundField]:
        """Yield the fields about whoever tells."""
        yield from (self[name] for name in YOU)


class ReceiptForm(_Plain):
    """The number somebody comes back with."""

    receipt = _text(60)

    def __init__(self, *args: Any, words: TellingWords, **more: Any) -> None:
        super().__init__(*args, words=words, **more)
        self.say("receipt", words.back_number, words.back_number_help)
        self.fields["receipt"].widget.attrs["inputmode"] = "numeric"


class AddForm(_Plain):
    """What somebody adds who came back."""

    words_added = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 7, "autocomplete": "off"})
    )

    def __init__(self, *args: Any, words: TellingWords, **more: Any) -> None:
        super().__init__(*args, words=words, **more)
        self.say("words_added", words.back_add, words.back_add_help)

    def clean(self) -> dict[str, Any]:
        """Ask for a few words."""
        cleaned = super().clean() or {}
        self.keep_short("words_added", cleaned.get("words_added", ""))
        return cleaned
