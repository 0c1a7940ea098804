"""What staff type about the offices that calls ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fourfold.apps.submissions.rules.respondent_list import MOST_BYTES
from fourfold.apps.submissions.rules.respondents import (
    MOST_NAME,
    OfficeError,
    check_mail,
    check_name,
)


class OfficeForm(forms.Form):
    """One office. version: the one the page shows; 0 for an office that is added."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name of the office"), max_length=MOST_NAME)
    kind = forms.ChoiceField(label=_("Kind"))
    town = forms.ChoiceField(
        label=_("Town"),
        required=False,
        help_text=_("Its judicial district comes from the town, unless you choose one."),
    )
    district = forms.ChoiceField(label=_("Judicial district"), required=False)
    mail = forms.CharField(
        label=_("The office’s mailbox"),
        required=False,
        max_length=254,
        help_text=_("A shared mailbox, not a person’s. Without one, the office gets letters."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    agency = forms.ChoiceField(
        label=_("Agency whose stewards answer here"),
        required=False,
        help_text=_("Only if its people sign in to Fourfold."),
    )

    def __init__(self, *args: Any, offers: Mapping[str, Iterable[Any]], **kw: Any) -> None:
        """offers: choices by field."""
        super().__init__(*args, **kw)
        for name, choices in offers.items():
            cast(forms.ChoiceField, self.fields[name]).choices = [*choices]

    def clean_name(self) -> str:
        """Return the name, on one line."""
        return _checked(check_name, " ".join(self.cleaned_data["name"].split()))

    def clean_mail(self) -> str:
        """Return the mailbox."""
        return _checked(check_mail, self.cleaned_data["mail"].strip())


class OfficeList(forms.Form):
    """A list of offices, pasted or as a file."""

    use_required_attribute = False
    pasted = forms.CharField(
        label=_("Paste the list here"),
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(label=_("Or choose a CSV file"), required=False)

    def clean(self) -> dict[str, Any]:
        """Read the file as text, if there is one."""
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is not None:
            given["text"] = self._text_of(file)
        else:
            given["text"] = given.get("pasted") or ""
        if not given["text"].strip() and not self.errors:
            raise ValidationError(_("Paste a list, or choose a file."))
        return given

    def _text_of(self, file: Any) -> str:
        if file.size > MOST_BYTES:
            self.add_error("file", _("The file has over 2 MB. A list of offices is shorter."))
            return ""
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error(
                "file",
                _("The file is not in UTF-8. In a spreadsheet, save it as “CSV UTF-8”."),
            )
            return ""


def _checked(check: Any, value: str) -> str:
    try:
        check(value)
    except OfficeError as refused:
        raise ValidationError(str(refused)) from refused
    return value
