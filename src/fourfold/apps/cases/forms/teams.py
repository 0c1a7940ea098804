"""What is typed about teams: meetings, who came, reviews, results, what is agreed, seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.forms.once import OnceField
from fourfold.apps.cases.states import teams as states
from fourfold.components.fields import DayField

WORK = {
    states.Work.NOT_NEEDED: _("Not needed"),
    states.Work.PLANNED: _("Planned"),
    states.Work.UNDER_WAY: _("Under way"),
    states.Work.DONE: _("Done"),
    states.Work.NOT_DONE: _("Not done"),
    states.Work.UNKNOWN: _("Not known"),
}
CHARGES = {
    states.Charges.NOT_REFERRED: _("Not before the state’s attorney"),
    states.Charges.UNDER_REVIEW: _("Under review"),
    states.Charges.FILED: _("Charges filed"),
    states.Charges.NOT_FILED: _("No charges filed"),
    states.Charges.ENDED: _("The prosecution ended"),
    states.Charges.UNKNOWN: _("Not known"),
}
INTERVIEW = {
    states.Interview.TOLD: _("The person told what happened"),
    states.Interview.TOLD_IN_PART: _("The person told a part"),
    states.Interview.DID_NOT_TELL: _("The person did not tell, and need not"),
    states.Interview.REFUSED: _("The person did not want an interview"),
    states.Interview.UNKNOWN: _("Not known"),
}
CARE = {
    states.Care.NOTHING_NEEDED: _("No care needed"),
    states.Care.CARE_GOES_ON: _("Care goes on"),
    states.Care.CARE_ENDED: _("Care ended"),
    states.Care.WAITS_FOR_A_PLACE: _("Waits for a place"),
    states.Care.REFUSED: _("The person did not want it"),
    states.Care.UNKNOWN: _("Not known"),
}
COURT = {
    states.Court.GUILTY_AS_CHARGED: _("Guilty as charged"),
    states.Court.GUILTY_OF_LESS: _("Guilty of a lesser charge"),
    states.Court.NOT_GUILTY: _("Not guilty"),
    states.Court.DISMISSED: _("Dismissed"),
    states.Court.MOVED_TO_ANOTHER_COURT: _("Moved to another court"),
    states.Court.UNKNOWN: _("Not known"),
}
WHATS = {
    states.What.FORENSIC_INTERVIEW: _("Arrange the forensic interview"),
    states.What.MEDICAL_VISIT: _("Arrange a medical visit"),
    states.What.MENTAL_HEALTH_VISIT: _("Arrange a mental health visit"),
    states.What.ADVOCATE_TO_CALL: _("Advocate to be in touch"),
    states.What.SAFETY_PLAN: _("Make or renew the safety plan"),
    states.What.SAFE_PLACE: _("Find a safe place to stay"),
    states.What.SCHOOL: _("Speak with the school"),
    states.What.FAMILY_MEETING: _("Meet with the family"),
    states.What.INVESTIGATION_STEP: _("Next step of the investigation"),
    states.What.CHARGING_DECISION: _("Decide on charges"),
    states.What.COURT_PREPARATION: _("Prepare for court"),
    states.What.ASK_THE_PERSON: _("Ask the person what they want"),
    states.What.OTHER: _("Something else, said in the case"),
}
CAMES = {
    states.Came.CAME: _("Was there"),
    states.Came.EXCUSED: _("Excused"),
    states.Came.DID_NOT_COME: _("Was not there"),
}
ACTIONS_SAID = {
    states.ActionState.OPEN: _("Open"),
    states.ActionState.DONE: _("Done"),
    states.ActionState.DROPPED: _("Dropped"),
}
TRACK_NAMES = {
    "interview": _("Forensic interview"),
    "medical": _("Medical"),
    "mental_health": _("Mental health"),
    "advocacy": _("Advocacy"),
    "investigation": _("Investigation"),
    "charges": _("Charges"),
}
RESULT_NAMES = {
    "interview_result": (_("What the interview brought"), INTERVIEW),
    "medical_result": (_("What came of medical care"), CARE),
    "mental_health_result": (_("What came of mental health care"), CARE),
    "court_result": (_("How the prosecution ended"), COURT),
}
WORDS = 20_000


def words_of(code: str) -> str:
    """Return a code of a review in words; an unknown one stands for itself."""
    for named in (WORK, CHARGES, INTERVIEW, CARE, COURT, WHATS, CAMES):
        for each, words in named.items():
            if each.value == code:
                return str(words)
    return code


def _choose(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = [*choices]


class Plan(forms.Form):
    """Day, time and place of a meeting."""

    on = DayField(label=_("Day"))
    at = forms.TimeField(
        label=_("Time"),
        input_formats=["%H:%M", "%I:%M %p", "%I %p"],
        help_text=_("For example: 9:30 AM"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 8}),
    )
    place = forms.ChoiceField(label=_("Place"), required=False)
    key = OnceField()
    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "place", [("", _("Not settled yet")), *places.items()])

    def starts_at(self) -> datetime:
        """Return the moment typed, in the time of this place."""
        on, at = cast(date, self.cleaned_data["on"]), cast(time, self.cleaned_data["at"])
        return timezone.make_aware(datetime.combine(on, at))


class Note(forms.Form):
    """What each discipline did: a code and a day for each track, and the next review."""

    next_on = DayField(
        label=_("When does the team look at this case again?"),
        required=False,
        help_text=_("Leave it empty if no further review is needed. For example: 4 28 2026"),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        tracks: dict[str, forms.Field] = {}
        for name, label in TRACK_NAMES.items():
            named: Mapping[Any, Any] = CHARGES if name == "charges" else WORK
            codes = [(code.value, words) for code, words in named.items()]
            tracks[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", _("Not spoken of")), *codes]
            )
            tracks[f"{name}_on"] = DayField(label=_("Day"), required=False, help_text="")
        self.fields = {**tracks, **self.fields}

    def codes(self) -> dict[str, str]:
        """Return the code chosen for each track."""
        return {name: self.cleaned_data[name] for name in TRACK_NAMES}

    def days(self) -> dict[str, date | None]:
        """Return the day typed for each track."""
        return {name: self.cleaned_data[f"{name}_on"] for name in TRACK_NAMES}

    def rows(self) -> list[tuple[Any, Any]]:
        """Return each track's two fields side by side."""
        return [(self[name], self[f"{name}_on"]) for name in TRACK_NAMES]


class Results(forms.Form):
    """What came of the team's work, for who keeps the case."""

    court_on = DayField(label=_("Day the prosecution ended"), required=False)
    told = forms.CharField(
        label=_("What the team should know"),
        max_length=WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": WORDS}),
        help_text=_("Every member of the team reads this."),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        results: dict[str, forms.Field] = {
            name: forms.ChoiceField(
                label=label,
                required=False,
                choices=[
                    ("", _("Not asked")),
                    *((code.value, words) for code, words in cast(Any, named).items()),
                ],
            )
            for name, (label, named) in RESULT_NAMES.items()
        }
        self.fields = {**results, **self.fields}

    def clean(self) -> dict[str, Any]:
        """Refuse the day of an end that is not said."""
        found = super().clean() or self.cleaned_data
        if found.get("court_on") and not found.get("court_result"):
            raise ValidationError(_("Say how the prosecution ended, or take its day away."))
        return found


class Agree(forms.Form):
    """Something the team agreed to do."""

    what = forms.ChoiceField(label=_("What"), choices=[("", _("Choose one")), *WHATS.items()])
    who = forms.ChoiceField(label=_("Who"))
    due_on = DayField(label=_("By when"), required=False)
    key = OnceField()

    def __init__(self, *args: Any, who: Iterable[tuple[str, Any]], **options: Any) -> None:
        """who: values are a discipline, or a discipline and an account with a colon between."""
        super().__init__(*args, **options)
        _choose(self, "who", [("", _("Choose one")), *who])


class Bring(forms.Form):
    """Which team a case is brought before, or moved to."""

    team = forms.ChoiceField(label=_("Team"), widget=forms.RadioSelect)
    instead_of = forms.ChoiceField(label=_("Instead of"), required=False)

    def __init__(
        self,
        *args: Any,
        fits: Mapping[str, Any],
        others: Mapping[str, Any],
        before: Mapping[str, Any],
        **options: Any,
    ) -> None:
        """fits: the teams of the town or district. before: those the case is before now."""
        super().__init__(*args, **options)
        groups = [(_("Of its town or district"), [*fits.items()])] if fits else []
        rest = [(code, name) for code, name in others.items() if code not in fits]
        _choose(self, "team", [*groups, (_("Other teams"), rest)] if groups else rest)
        if before:
            beside = [("", _("None: also before the new one"))]
            _choose(self, "instead_of", [*before.items(), *beside])
        else:
            del self.fields["instead_of"]


class Give(forms.Form):
    """A seat for somebody, found by their e-mail address."""

    email = forms.EmailField(
        label=_("Work e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Of somebody who has an account here with the role “Team member”."),
    )
    discipline = forms.ChoiceField(label=_("Discipline"))

    def __init__(self, *args: Any, disciplines: Iterable[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "discipline", [("", _("Choose one")), *disciplines])
