"""What is typed about needs and referrals, and the words of their codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.forms.once import OnceField
from fourfold.apps.cases.states.services import (
    REASONS,
    HowDone,
    NeedState,
    PersonSaid,
    ReferralState,
    WhyDeclined,
    WhyRevoked,
    WhyUnmet,
    WhyWaitlisted,
    Wish,
)
from fourfold.components.fields import DayField

WORDS = 20_000
S = ReferralState

WISHES = {
    Wish.WANTS: _("They want it"),
    Wish.UNSURE: _("They are not sure yet"),
    Wish.REFUSED: _("They do not want it"),
    Wish.NOT_ASKED: _("They were not asked yet"),
}
UNMET = {
    WhyUnmet.NONE_NEAR: _("There is none near enough"),
    WhyUnmet.NO_PLACE_FREE: _("No place is free"),
    WhyUnmet.WAITING_LIST: _("The waiting list is too long"),
    WhyUnmet.LANGUAGE: _("Nobody speaks their language"),
    WhyUnmet.AGE: _("Not for their age"),
    WhyUnmet.NOT_ELIGIBLE: _("The service’s rules leave them out"),
    WhyUnmet.TRAVEL: _("They cannot get there"),
    WhyUnmet.COST: _("It costs too much"),
    WhyUnmet.NOT_SAFE: _("It would not be safe"),
    WhyUnmet.PERSON_CHOSE_NOT_TO: _("They chose not to"),
    WhyUnmet.OTHER: _("Something else"),
}
DECLINED = {
    WhyDeclined.FULL: _("We are full"),
    WhyDeclined.OTHER_AGE: _("We serve another age"),
    WhyDeclined.OTHER_PLACE: _("We serve another place"),
    WhyDeclined.NO_SHARED_LANGUAGE: _("We do not speak their language"),
    WhyDeclined.NOT_OUR_SERVICE: _("We do not offer this"),
    WhyDeclined.NOT_REACHED: _("We could not reach them safely"),
    WhyDeclined.PERSON_CHOSE_NOT_TO: _("They chose not to"),
    WhyDeclined.OTHER: _("Something else"),
}
WAITLISTED = {
    WhyWaitlisted.FULL: _("No place is free now"),
    WhyWaitlisted.STAFF: _("Nobody on our staff is free now"),
    WhyWaitlisted.PAPERS: _("We need papers first"),
    WhyWaitlisted.OTHER: _("Something else"),
}
DONE = {
    HowDone.COMPLETED: _("We did what we set out to do"),
    HowDone.PERSON_CHOSE_TO_STOP: _("They chose to stop"),
    HowDone.LOST_TOUCH: _("We lost touch"),
    HowDone.MOVED: _("They moved away"),
    HowDone.WENT_ELSEWHERE: _("Another service took over"),
    HowDone.OTHER: _("Something else"),
}
REVOKED = {
    WhyRevoked.PERSON_ASKED: _("The person asked for it"),
    WhyRevoked.CONSENT_TAKEN_BACK: _("They took their consent back"),
    WhyRevoked.OTHER_SERVICE_FOUND: _("Another service was found"),
    WhyRevoked.NOT_SAFE: _("It would not be safe"),
    WhyRevoked.MISTAKE: _("It was made by mistake"),
    WhyRevoked.CASE_CLOSED: _("The case ends"),
}
SAID = {
    PersonSaid.YES: _("They said yes to this referral"),
    PersonSaid.NOT_ABLE: _("They cannot be asked: too young, or not able"),
}
ANSWERS = {
    S.ACCEPTED: _("We take them"),
    S.WAITLISTED: _("We put them on our waiting list"),
    S.DECLINED: _("We cannot take them"),
    S.DONE: _("Our service has ended"),
}
STATES = {
    S.DRAFT: (_("Not sent yet"), "quiet"),
    S.SENT: (_("Waits for an answer"), "caution"),
    S.WAITLISTED: (_("On a waiting list"), "caution"),
    S.ACCEPTED: (_("Accepted"), "good"),
    S.DECLINED: (_("Declined"), "stop"),
    S.DONE: (_("Ended"), "plain"),
    S.REVOKED: (_("Taken back"), "quiet"),
}
NEED_STATES = {
    NeedState.OPEN: (_("Open"), "caution"),
    NeedState.UNMET: (_("Not met"), "stop"),
    NeedState.MET: (_("Met"), "good"),
    NeedState.WITHDRAWN: (_("No longer needed"), "quiet"),
}
OF_STATE: dict[ReferralState, Mapping[Any, Any]] = {
    S.WAITLISTED: WAITLISTED,
    S.DECLINED: DECLINED,
    S.DONE: DONE,
    S.REVOKED: REVOKED,
}


def reason_words(state: str, reason: str) -> str:
    """Return why a referral is in a state, in words; "" without a reason."""
    return str(OF_STATE.get(S(state), {}).get(reason, "")) if reason else ""


def area(rows: int) -> forms.Textarea:
    """Return a box for words."""
    return forms.Textarea(attrs={"rows": rows, "maxlength": WORDS})


def box(label: Any, *, rows: int = 3, help_text: Any = "", required: bool = False) -> Any:
    """Return a field for words, kept sealed."""
    return forms.CharField(
        label=label,
        max_length=WORDS,
        widget=area(rows),
        required=required,
        help_text=help_text,
    )


def choose(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    """Let a field of choices offer these."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def by_group(kinds: Iterable[tuple[str, str, str]]) -> list[Any]:
    """Return kinds of help for a list to choose from, below the list each comes from."""
    rows = groupby(kinds, key=lambda each: each[2])
    grouped = [(group or _("Others"), [(c, n) for c, n, _g in found]) for group, found in rows]
    return [("", _("Choose")), *grouped]


class Note(forms.Form):
    """A need."""

    kind = forms.ChoiceField(label=_("What kind of help?"))
    wish = forms.ChoiceField(
        label=_("What does the person say?"), choices=[*WISHES.items()], widget=forms.RadioSelect
    )
    words = box(_("In their own words"))
    once = OnceField()

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "kind", by_group(kinds))


class Unmet(forms.Form):
    """Why nobody helps with a need."""

    reason = forms.ChoiceField(
        label=_("Why is it not met?"),
        choices=[*UNMET.items()],
        widget=forms.RadioSelect,
        help_text=_("It is counted, without a name, so that the state sees what is missing."),
    )
    why = box(_("More about it"), rows=2)


class Met(forms.Form):
    """That a need is met."""

    served_on = DayField(
        label=_("First day of the service"), required=False, help_text=_("Empty: today.")
    )


class Near(forms.Form):
    """From where distances are measured."""

    town = forms.ChoiceField(label=_("Measure from"), required=False)

    def __init__(self, *args: Any, towns: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "town", [("", _("No town")), *towns])


TELLS = [
    ("no", _("No. The service learns only that the person will call.")),
    ("yes", _("Yes, what the person’s consent names, for as long as it holds.")),
]


class Refer(forms.Form):
    """A referral before it is sent."""

    kind = forms.ChoiceField(label=_("What kind of help?"))
    to_agency = forms.ChoiceField(label=_("To which service?"))
    purpose = forms.ChoiceField(label=_("What for?"), widget=forms.RadioSelect)
    tells = forms.ChoiceField(
        label=_("May the service be told facts?"),
        choices=TELLS,
        widget=forms.RadioSelect,
        initial="no",
        help_text=_("Help never depends on it. Both are sent the same way."),
    )
    message = box(
        _("What should the service know?"),
        help_text=_("Only what it needs. It is read there only if the consent covers it."),
    )
    health_note = box(
        _("About their health"),
        rows=2,
        help_text=_("Told only if the consent names health. Leave out drug or alcohol treatment."),
    )
    sud_note = box(
        _("Drug or alcohol treatment"),
        rows=2,
        help_text=_("Told only by a consent of its own."),
    )
    once = OnceField()

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[tuple[str, str, str]],
        services: Iterable[tuple[str, str]],
        elsewhere: Iterable[tuple[str, str]],
        purposes: Iterable[tuple[str, Any]],
        sud: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose(self, "kind", by_group(kinds))
        choose(
            self,
            "to_agency",
            [
                ("", _("Choose")),
                (_("Answers here"), list(services)),
                (_("Answers by a one-time link"), list(elsewhere)),
            ],
        )
        choose(self, "purpose", purposes)
        if not sud:
            del self.fields["sud_note"]


class Send(forms.Form):
    """The person's own yes."""

    person_said = forms.ChoiceField(
        label=_("What did the person say to this referral?"),
        choices=[*SAID.items()],
        widget=forms.RadioSelect,
        help_text=_("If they said no, do not send it. Nothing else changes for them."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeBack(forms.Form):
    """Why a referral is taken back."""

    reason = forms.ChoiceField(
        label=_("Why?"), choices=[*REVOKED.items()], widget=forms.RadioSelect
    )
    words = box(_("More about it"), rows=2)


class Link(forms.Form):
    """Whom a code is told to."""

    told_to = forms.CharField(
        label=_("Whom will you call to say the code?"),
        max_length=160,
        help_text=_("A name at the service. Kept sealed."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Reply(forms.Form):
    """A service's answer. Reasons stand below each answer they belong to."""

    then = forms.ChoiceField(label=_("Can you help?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Why?"), required=False, help_text=_("Not needed if you take them.")
    )
    begins_on = DayField(
        label=_("First day of the service"),
        required=False,
        help_text=_("Only if it has begun. For example: 4 28 2026"),
    )
    words = box(_("More about it"), rows=2, help_text=_("The worker reads it. Kept sealed."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    other_reason: Any = _("This reason belongs to another answer. Choose again.")
    choose_reason: Any = _("Choose why, so that the next step can be planned.")

    def __init__(self, *args: Any, answers: Iterable[ReferralState], **options: Any) -> None:
        super().__init__(*args, **options)
        offered = list(answers)
        choose(self, "then", [(each.value, ANSWERS[each]) for each in offered])
        grouped = [
            (ANSWERS[each], [(f"{each.value}:{code}", said) for code, said in found.items()])
            for each in offered
            if (found := OF_STATE.get(each))
        ]
        choose(self, "reason", [("", _("No reason")), *grouped])
        if not {S.ACCEPTED, S.DONE} & set(offered):
            del self.fields["begins_on"]

    def clean(self) -> dict[str, Any]:
        """Refuse a reason that belongs to another answer."""
        typed = super().clean() or {}
        state, _colon, reason = typed.get("reason", "").partition(":")
        then = typed.get("then", "")
        if reason and then and state != then:
            self.add_error("reason", self.other_reason)
        if then and not reason and REASONS[S(then)] is not None and "reason" not in self.errors:
            self.add_error("reason", self.choose_reason)
        typed["reason"] = reason
        return typed


class Code(forms.Form):
    """The code of a one-time link."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Eight digits. The person who sent you the link says them on the phone."),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        ),
    )


class Privileged(forms.Form):
    """A privileged note."""

    words = forms.CharField(
        label=_("New note"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": 200_000, "autocomplete": "off"}),
    )
    once = OnceField()
