"""The screener's forms: a report as it is told, and what is decided on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.forms.once import OnceField
from fourfold.apps.cases.forms.report_words import (
    ANSWERS,
    CALL_TYPES,
    CHANNELS,
    REPORTERS,
    WHY_NOT,
)
from fourfold.apps.cases.rules.people import BornInFuture, BornLongAgo, check_birth
from fourfold.apps.cases.states.reports import LETTERS, CallType, Channel, WhyNot
from fourfold.components.fields import DayField
from fourfold.reference import Pack

BOXES = tuple(f"child_born_on_{box}" for box in ("month", "day", "year"))
"""What a browser calls the three boxes of the birth date."""


def line(label: Any, most: int, help_text: Any = "", rows: int = 0, **more: Any) -> forms.CharField:
    """Return a field of text that may stay empty; with rows it takes several lines."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    widget.attrs["autocomplete"] = "off"
    return forms.CharField(
        label=label, max_length=most, help_text=help_text, required=False, widget=widget, **more
    )


def choice(label: Any, words: Mapping[Any, Any], first: str, help_text: Any = "") -> Any:
    """Return a list of codes of which one is chosen already."""
    pairs = [(code.value, said) for code, said in words.items()]
    return forms.ChoiceField(label=label, choices=pairs, initial=first, help_text=help_text)


class ReportForm(forms.Form):
    """A report as it is told. Only the narrative is needed; the rest may come later."""

    use_required_attribute = False

    narrative = forms.CharField(
        label=_("What is told"),
        help_text=_("In the caller's words. This is all you need to save; the rest can come after"),
        max_length=LETTERS,
        widget=forms.Textarea(attrs={"rows": 10, "autofocus": True}),
        error_messages={
            "required": _("Write down what was told, in a few words at least."),
        },
    )
    danger = choice(_("Is somebody in danger right now?"), ANSWERS, "UNKNOWN")
    call_type = choice(_("What the call is about"), CALL_TYPES, CallType.CONCERN.value)
    channel = choice(_("How it came"), CHANNELS, Channel.PHONE.value)

    child_given_name = line(_("Given name"), 200)
    child_family_name = line(_("Family name"), 200)
    child_name = line(_("Other names, and how they look"), 300)
    child_born_on = DayField(label=_("Birth date"), required=False)
    born_sure = forms.BooleanField(label=_("The birth date is right"), required=False)
    child_age = line(_("Age, if no birth date is known"), 60)
    child_gender = line(_("Gender"), 60)
    child_languages = line(_("Languages"), 200)
    guardians = line(_("Parents or others responsible"), 2_000, _("Names, addresses, phone"), 2)
    safe_contact = line(_("How to reach the child safely"), 1_000, _("When, and when never"))

    child_now = line(_("Where they are now"), 500)
    town = forms.ChoiceField(label=_("Town"), required=False)
    child_address = line(_("Home address"), 500)
    child_school = line(_("School"), 200)

    happened_when = line(_("When it happened"), 500)
    happened_where = line(_("Where it happened"), 500)
    suspect = line(_("Who may have caused it"), 2_000, _("Names, looks, car, online names"), 2)
    injuries = line(_("Injuries and health"), 4_000, "", 2)
    before = line(_("What happened before"), 2_000, "", 2)
    others = line(_("Other children there"), 2_000, "", 2)
    done_so_far = line(_("What was done to help so far"), 2_000, "", 2)

    reporter_kind = choice(_("Who reports"), REPORTERS, "UNKNOWN")
    mandated = choice(
        _("Are they a mandated reporter?"),
        ANSWERS,
        "UNKNOWN",
        _("If yes, this call is their oral report, and a written one follows"),
    )
    suspected_at = forms.DateTimeField(
        label=_("If so: since when do they suspect it?"),
        help_text=_("Their time to call counts from here"),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "autocomplete": "off"}, format="%Y-%m-%dT%H:%M"
        ),
    )
    reporter_name = line(_("Reporter's name"), 200, _("They may stay unnamed"))
    reporter_job = line(_("Reporter's work and agency"), 300)
    reporter_phone = line(_("Reporter's telephone"), 100)
    reporter_address = line(_("Reporter's address"), 500)
    reporter_contact = line(_("How to reach the reporter safely"), 1_000)
    known_how = line(_("How they came to know"), 2_000, "", 2)

    GROUPS = (
        (_("The call"), ("narrative", "danger", "call_type", "channel")),
        (
            _("The child or youth, as told"),
            (
                "child_given_name",
                "child_family_name",
                "child_name",
                "child_born_on",
                "born_sure",
                "child_age",
                "child_gender",
            )
            + ("child_languages", "guardians", "safe_contact"),
        ),
        (_("Where"), ("child_now", "town", "child_address", "child_school")),
        (
            _("What happened"),
            ("happened_when", "happened_where", "suspect", "injuries", "before", "others")
            + ("done_so_far",),
        ),
        (
            _("The reporter"),
            (
                "reporter_kind",
                "mandated",
                "suspected_at",
                "reporter_name",
                "reporter_job",
                "reporter_phone",
            )
            + ("reporter_address", "reporter_contact", "known_how"),
        ),
    )

    def __init__(
        self,
        *args: Any,
        pack: Pack,
        now: datetime,
        covered: Iterable[str] = (),
        filled: Iterable[str] = (),
        **more: Any,
    ) -> None:
        """covered: fields whose values are not shown; filled: those of them that hold one."""
        super().__init__(*args, **more)
        self.now, self.today, self.pack = now, timezone.localdate(now), pack
        self.covered = frozenset(covered)
        towns = [(row["code"], row["name"]) for row in pack.rows("towns")]
        town: Any = self.fields["town"]
        town.choices = [("", _("Not known")), *towns]
        for name in set(filled) & self.fields.keys():
            self.fields[name].help_text = _("Something is here. Type to put this in its place.")
        if not (self.is_bound and "child_born_on" in self.errors) and not self.data.get(
            "born_sure"
        ):
            del self.fields["born_sure"]

    def groups(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """Yield each group of fields under its legend."""
        for legend, names in self.GROUPS:
            yield legend, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Ask about a birth date in doubt."""
        cleaned = super().clean() or {}
        born_on = cleaned.get("child_born_on")
        if born_on is not None:
            try:
                check_birth(born_on, today=self.today, sure=bool(self.data.get("born_sure")))
            except (BornInFuture, BornLongAgo) as doubt:
                self.add_error("child_born_on", ValidationError(str(doubt)))
        if (since := cleaned.get("suspected_at")) and since > self.now:
            self.add_error(
                "suspected_at", _("This is still to come. Look at the day and the hour.")
            )
        return cleaned

    def told(self) -> dict[str, Any]:
        """
        Return what was told, by column: None for what was left empty.

        What is covered and left empty is not among it. The region comes from the town.
        """
        found = {name: self.cleaned_data[name] or None for name in self.cleaned_data}
        found.pop("born_sure", None)
        for name in self.covered:
            if found.get(name) is None:
                found.pop(name, None)
        if found.get("town"):
            rows = self.pack.rows("towns")
            found["region"] = next(r["region"] for r in rows if r["code"] == found["town"])
        return found


def typed(sent: QueryDict) -> dict[str, str]:
    """Return the fields of a report's form as they were sent, for a draft: no more than fits."""
    names = {*ReportForm.base_fields, *BOXES}
    return {name: str(sent[name])[: 2 * LETTERS] for name in sorted(names) if sent.get(name)}


def without_nul(sent: QueryDict) -> QueryDict:
    """Return what was sent without the one letter that no text can hold."""
    made = QueryDict(mutable=True)
    for name, values in sent.lists():
        made.setlist(name, [str(each).replace("\0", "") for each in values])
    return made


class NotAcceptForm(forms.Form):
    """Why a report is not accepted."""

    use_required_attribute = False

    why = forms.ChoiceField(
        label=_("Why is it not accepted?"),
        choices=[(code.value, said) for code, said in WHY_NOT.items()],
        widget=forms.RadioSelect,
    )
    words = line(_("What should a colleague know who opens it later?"), 20_000, "", 4)

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason says nothing."""
        cleaned = super().clean() or {}
        if cleaned.get("why") == WhyNot.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Write the reason down, so that others understand it."))
        return cleaned


class WordsForm(forms.Form):
    """A few words that are needed: to the reporter, or why a report is opened again."""

    use_required_attribute = False

    words = forms.CharField(
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write it in a few words.")},
    )
    once = OnceField()

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["words"].label, self.fields["words"].help_text = label, help_text
