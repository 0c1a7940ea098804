"""What is typed about meetings and their agenda."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.actions.meetings import Planned, Topic
from fourfold.apps.council.states.attendance import Mark
from fourfold.apps.council.states.meetings import MeetingKind, PostKind
from fourfold.apps.council.states.reports import FourP
from fourfold.components.fields import DayField, MomentField

KINDS = {
    MeetingKind.REGULAR: _("Regular meeting"),
    MeetingKind.SPECIAL: _("Special meeting"),
    MeetingKind.WORKING_GROUP: _("Working group"),
}
FOUR_PS = {
    FourP.PREVENTION: _("Prevention"),
    FourP.PROTECTION: _("Protection"),
    FourP.PROSECUTION: _("Prosecution"),
    FourP.PARTNERSHIP: _("Partnership"),
}
FILED = {PostKind.VOTES: _("The votes in writing"), PostKind.MINUTES: _("The minutes")}


class ClockForm(forms.Form):
    """What happened in a meeting. clock: a time of its day, blank for now."""

    use_required_attribute = False
    clock = forms.TimeField(
        label=_("At another time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("Leave it blank if it is now."),
    )

    def moment(self, starts_at: datetime, *, now: datetime) -> datetime:
        """Return the moment meant: now, or that time on the day of the meeting."""
        clock = self.cleaned_data["clock"]
        if clock is None:
            return now
        here = timezone.localtime(starts_at)
        return here.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)


class MarkForm(ClockForm):
    """One press: a seat came, left or is excused."""

    once = forms.CharField(max_length=64, required=False)
    seat = forms.CharField(max_length=20)
    do = forms.ChoiceField(choices=[(each.value, each.value) for each in Mark])
    designee = forms.BooleanField(required=False)


class MeetingForm(forms.Form):
    """When and where a meeting is."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What kind of meeting?"),
        choices=[("", _("Choose one")), *((each.value, said) for each, said in KINDS.items())],
    )
    group = forms.CharField(
        label=_("Name of the working group"),
        max_length=120,
        required=False,
        help_text=_("Only for a working group."),
    )
    starts_at = MomentField(label=_("It begins"))
    ends_at = MomentField(label=_("It ends"))
    place = forms.CharField(label=_("Where?"), max_length=200)
    link = forms.CharField(
        label=_("Link to take part from afar"),
        max_length=300,
        required=False,
        help_text=_("Everybody can open it. Leave it empty if there is none."),
    )

    def planned(self) -> Planned:
        """Return what was said; the form is valid."""
        told = self.cleaned_data
        return Planned(
            kind=MeetingKind(told["kind"]),
            starts_at=told["starts_at"],
            ends_at=told["ends_at"],
            place=told["place"],
            link=told["link"],
            group=told["group"],
        )


class TopicForm(forms.Form):
    """A topic of an agenda."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Topic"), max_length=200)
    presenter = forms.CharField(
        label=_("Who presents it?"),
        max_length=120,
        required=False,
        help_text=_("An organization or an official. Never a person who is served."),
    )
    minutes = forms.IntegerField(label=_("Minutes planned"), min_value=1, max_value=600)
    four_p = forms.ChoiceField(
        label=_("Which P?"),
        required=False,
        choices=[("", _("None")), *((each.value, said) for each, said in FOUR_PS.items())],
    )
    ref = forms.CharField(
        label=_("What does it go back to?"),
        max_length=60,
        required=False,
        help_text=_("Code of a recommendation or of a law, if there is one."),
    )

    def topic(self) -> Topic:
        """Return what was said; the form is valid."""
        told = self.cleaned_data
        four_p = FourP(told["four_p"]) if told["four_p"] else None
        return Topic(told["title"], told["minutes"], told["presenter"], four_p, told["ref"])


class ScheduleForm(forms.Form):
    """When the schedule of a year's meetings was filed."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    year = forms.IntegerField(widget=forms.HiddenInput)
    filed_on = DayField(label=_("When was it filed?"))
    proof = forms.CharField(
        label=_("Where can that be read?"),
        max_length=200,
        help_text=_("For example the receipt, and the folder it is in."),
    )


class FiledForm(forms.Form):
    """When votes or minutes were filed."""

    use_required_attribute = False
    what = forms.ChoiceField(
        label=_("What was filed?"),
        choices=[("", _("Choose one")), *((each.value, said) for each, said in FILED.items())],
    )
    filed_at = MomentField(label=_("When was it filed?"))

    def clean(self) -> dict[str, Any]:
        """:raises ValidationError: without a moment."""
        told = super().clean() or self.cleaned_data
        if "filed_at" in told and told["filed_at"] is None:
            raise ValidationError(_("Say when it was filed."))
        return told
