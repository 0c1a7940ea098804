"""What the training office types about trainers and faculty meetings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.training.rules.sessions import MOST_NAME
from fourfold.apps.training.rules.trainers import HIGHEST, LOWEST
from fourfold.components.fields import DayField, FoldedChecks

Choices = Iterable[tuple[str, Any]]


class TrainerForm(forms.Form):
    """Somebody who joins Training of Trainers."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Name"), max_length=MOST_NAME, widget=forms.TextInput({"autocomplete": "off"})
    )
    workplace = forms.CharField(
        label=_("Workplace"), max_length=MOST_NAME, widget=forms.TextInput({"autocomplete": "off"})
    )
    joined_on = DayField(label=_("Joined on"))
    account = forms.ChoiceField(
        label=_("Signs in as"),
        required=False,
        help_text=_("With an account, they see the sessions they give and keep their lists."),
    )

    def __init__(self, *args: Any, accounts: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        cast(forms.ChoiceField, self.fields["account"]).choices = [("", _("Nobody")), *accounts]


class TieForm(forms.Form):
    """Who signs in as a trainer."""

    use_required_attribute = False
    account = forms.ChoiceField(label=_("Signs in as"), required=False)

    def __init__(self, *args: Any, accounts: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        cast(forms.ChoiceField, self.fields["account"]).choices = [("", _("Nobody")), *accounts]


class MoveForm(forms.Form):
    """A trainer's next step. seen: how many steps were noted when the page was made."""

    use_required_attribute = False
    to = forms.ChoiceField(label=_("Next step"))
    on = DayField(label=_("On"))
    score = forms.TypedChoiceField(
        label=_("Observer’s score"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Of a live teach-back: 1 is lowest, 5 is highest. The scale is ours."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, steps: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        cast(forms.ChoiceField, self.fields["to"]).choices = [*steps]
        scores = [(str(each), str(each)) for each in range(LOWEST, HIGHEST + 1)]
        cast(forms.ChoiceField, self.fields["score"]).choices = [("", _("None")), *scores]


class MeetingForm(forms.Form):
    """A faculty meeting."""

    use_required_attribute = False
    held_on = DayField(label=_("Day"))
    about = forms.CharField(label=_("What it was about"), max_length=200)
    present = forms.MultipleChoiceField(
        label=_("Who was there"), required=False, widget=FoldedChecks(_("Choose trainers"))
    )

    def __init__(self, *args: Any, trainers: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        cast(forms.ChoiceField, self.fields["present"]).choices = [*trainers]
