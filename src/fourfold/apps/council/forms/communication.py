"""Messages, steps and coverage of the communication plan as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.forms.needs import FOUR_PS
from fourfold.apps.council.states.communication import Channel, ReachUnit, Tone
from fourfold.components.fields import DayField

Choices = list[tuple[str, Any]]
CHANNELS: Choices = [
    (Channel.PRINT.value, _("Print")),
    (Channel.RADIO.value, _("Radio")),
    (Channel.TELEVISION.value, _("Television")),
    (Channel.OUTDOOR.value, _("Billboards and posters")),
    (Channel.WEB.value, _("Websites")),
    (Channel.SOCIAL.value, _("Social media")),
    (Channel.MAIL.value, _("Letters and email")),
    (Channel.EVENT.value, _("Events")),
]
UNITS: Choices = [
    (ReachUnit.COPIES.value, _("copies printed")),
    (ReachUnit.LISTENERS.value, _("listeners")),
    (ReachUnit.VIEWERS.value, _("viewers")),
    (ReachUnit.VISITS.value, _("visits to a page")),
    (ReachUnit.VIEWS.value, _("times shown")),
    (ReachUnit.PASSERS_BY.value, _("passers-by")),
    (ReachUnit.PEOPLE_THERE.value, _("people who came")),
]
TONES: Choices = [
    (Tone.AS_MEANT.value, _("with respect, as our message says it")),
    (Tone.NEUTRAL.value, _("neutral")),
    (Tone.BLAMES.value, _("it blames, or shows too much")),
]
LANGUAGES: Choices = [
    ("en", _("English")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
    ("fr", _("French")),
    ("ht", _("Haitian Creole")),
    ("zh", _("Chinese")),
    ("pl", _("Polish")),
    ("ar", _("Arabic")),
]


class PlanFilters(forms.Form):
    """Which steps and pieces of a year are shown."""

    year = forms.ChoiceField(label=_("Year"), required=False)
    channel = forms.ChoiceField(
        label=_("Channel"), required=False, choices=[("", _("All")), *CHANNELS]
    )
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    stands = forms.ChoiceField(label=_("Where it stands"), required=False)

    def __init__(
        self, *args: Any, years: Choices, owners: Choices, states: Choices, **how: Any
    ) -> None:
        super().__init__(*args, **how)
        every = ("", _("All"))
        told = {"year": years, "owner": [every, *owners], "stands": [every, *states]}
        for name, choices in told.items():
            label = self.fields[name].label
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)


class EntryForm(forms.Form):
    """What each entry has: its version, and why it changes."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, is_new: bool, **how: Any) -> None:
        super().__init__(*args, **how)
        if not is_new:
            self.fields["why"] = forms.CharField(
                label=_("Why does it change?"), max_length=300, required=False
            )


class MessageForm(EntryForm):
    """A message."""

    four_p = forms.ChoiceField(label=_("P"), choices=FOUR_PS)
    audience = forms.CharField(
        label=_("For whom?"), max_length=120, help_text=_("Such as: hotel managers.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    words = forms.CharField(
        label=_("Words of the message"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Short and calm. No blame, and nothing that shows one person."),
    )
    kept_why = forms.CharField(
        label=_("Why do noted words stay?"),
        max_length=300,
        required=False,
        help_text=_("Only if the check of wording noted something that has to stay."),
    )


class StepForm(EntryForm):
    """A step of the work plan."""

    what = forms.CharField(label=_("What is done?"), max_length=200)
    channel = forms.ChoiceField(label=_("Channel"), choices=CHANNELS)
    owner = forms.ChoiceField(label=_("Who owns it?"))
    due_on = DayField(label=_("Until when?"))
    message = forms.ChoiceField(label=_("Message"), required=False)
    action = forms.ChoiceField(label=_("Action of the plan"), required=False)

    def __init__(
        self, *args: Any, seats: Choices, said: Choices, actions: Choices, **how: Any
    ) -> None:
        super().__init__(*args, **how)
        choices = {"owner": seats, "message": said, "action": actions}
        for name, given in choices.items():
            old = self.fields[name]
            first = _("Choose a seat") if old.required else _("None")
            self.fields[name] = forms.ChoiceField(
                label=old.label, required=old.required, choices=[("", first), *given]
            )


class CoverageForm(EntryForm):
    """What an outlet published."""

    on = DayField(label=_("When?"))
    outlet = forms.CharField(
        label=_("Outlet"), max_length=120, help_text=_("Its public name. Name no person.")
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=CHANNELS)
    title = forms.CharField(label=_("Title"), max_length=200)
    link = forms.CharField(label=_("Link"), max_length=300, required=False)
    tone = forms.ChoiceField(label=_("How does it speak?"), choices=TONES)
    reach = forms.IntegerField(
        label=_("Reach"),
        min_value=0,
        max_value=1_000_000_000,
        required=False,
        help_text=_("Only a number that the outlet itself published."),
    )
    reach_unit = forms.ChoiceField(
        label=_("What does it count?"), required=False, choices=[("", _("None")), *UNITS]
    )
    reach_source = forms.CharField(
        label=_("Where does the outlet say so?"), max_length=200, required=False
    )
    step = forms.ChoiceField(label=_("Step it came of"), required=False)

    def __init__(self, *args: Any, steps: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["step"] = forms.ChoiceField(
            label=_("Step it came of"), required=False, choices=[("", _("None")), *steps]
        )
