"""What is typed about a session's surveys."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _


class TieForm(forms.Form):
    """The surveys before and after a session."""

    use_required_attribute = False
    study = forms.ChoiceField(label=_("Surveys before and after"))

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **how: Any) -> None:
        super().__init__(*args, **how)
        field = cast(forms.ChoiceField, self.fields["study"])
        field.choices = [("", _("Choose")), *offered]
