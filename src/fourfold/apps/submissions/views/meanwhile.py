"""What a second person reads who changes what somebody changed since their page was opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from fourfold.apps.submissions.views import call_words as words
from fourfold.apps.submissions.views.bring_words import people

VERSION = "version"


@dataclass(frozen=True, slots=True)
class Now:
    """How it stands. held: field of the form to its value. by, at: who changed it last."""

    held: dict[str, Any]
    version: int
    by: str
    at: datetime | None

    def shown(self) -> dict[str, Any]:
        """Return what a form that is opened now begins with."""
        return self.held | {VERSION: self.version}


Look = Callable[[], Now]
"""Reads anew how it stands."""


@dataclass(frozen=True, slots=True)
class Theirs:
    """
    What stands now: who left it so, when, and each field in which it differs from what is typed.

    at: None where it was never changed. stands: labels and words.
    """

    who: str
    at: datetime | None
    stands: tuple[tuple[Any, Any], ...]


def look_again(form: Any, now: Now) -> Theirs | None:
    """
    Compare what was typed with what stands now, and let the next press keep what was typed.

    form: a page's, sent and valid. None: nothing differs, so there is nothing left to keep.
    """
    typed = form.data.copy()
    typed[VERSION] = str(now.version)
    form.data, form.initial = typed, {**form.initial, **now.shown()}
    differs = [name for name in form.fields if name in now.held and form[name]._has_changed()]
    if not differs:
        return None
    names = people({now.by}) if now.by else {}
    return Theirs(
        names.get(now.by, ""),
        now.at,
        tuple((form[name].label, _in_words(form.fields[name], now.held[name])) for name in differs),
    )


def _in_words(asked: Any, held: Any) -> Any:
    if isinstance(asked, forms.BooleanField):
        return _("yes") if held else _("no")
    if isinstance(held, date):
        return words.day(held)
    if isinstance(asked, forms.ChoiceField):
        choices: Any = asked.choices
        return dict(choices).get(held, held)
    return held or _("nothing")
