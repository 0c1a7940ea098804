"""The forms of a one-time link's page: its code, and one answer, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from fourfold.apps.cases.forms.link_english import ENGLISH
from fourfold.apps.cases.forms.link_spanish import SPANISH
from fourfold.apps.cases.forms.link_words import LinkWords
from fourfold.apps.cases.forms.services import Code, Reply, choose
from fourfold.apps.cases.states.services import ReferralState
from fourfold.components.fields import ThreeBoxes

LANGUAGES = {"en": ENGLISH, "es": SPANISH}


class LinkCode(Code):
    """The code of the link."""

    def __init__(self, *args: Any, words: LinkWords, **options: Any) -> None:
        super().__init__(*args, **options)
        say(self, "code", words.code, words.code_help)
        self.fields["code"].error_messages["required"] = words.code_needed

    def refuse(self, said: str) -> None:
        """Say why the code opened nothing; what was typed is not shown again."""
        self.data = {"code": ""}
        self.errors["code"] = self.error_class([said])


class LinkReply(Reply):
    """A service's answer, without an account."""

    def __init__(
        self, *args: Any, words: LinkWords, answers: Iterable[ReferralState], **options: Any
    ) -> None:
        offered = list(answers)
        super().__init__(*args, answers=offered, **options)
        self.other_reason, self.choose_reason = words.other_reason, words.choose_reason
        say(self, "then", words.then)
        say(self, "reason", words.reason, words.reason_help)
        say(self, "words", words.words, words.words_help)
        self.fields["then"].error_messages["required"] = words.then_needed
        choose(self, "then", [(each.value, words.answers[each]) for each in offered])
        grouped = [
            (words.answers[each], [(f"{each.value}:{code}", said) for code, said in found.items()])
            for each in offered
            if (found := words.reasons.get(each))
        ]
        choose(self, "reason", [("", words.no_reason), *grouped])
        if "begins_on" in self.fields:
            say(self, "begins_on", words.begins, words.begins_help)
            cast(ThreeBoxes, self.fields["begins_on"].widget).labels = words.boxes
        self.no_day = words.no_day

    def clean(self) -> dict[str, Any]:
        """Say in the reader's language what is wrong with a day."""
        typed = super().clean()
        if "begins_on" in self.errors:
            self.errors["begins_on"] = self.error_class([self.no_day])
        return typed


def say(form: forms.Form, name: str, label: str, help_text: str = "") -> None:
    """Give a field its words."""
    form.fields[name].label, form.fields[name].help_text = label, help_text
