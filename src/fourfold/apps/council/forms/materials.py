"""What is typed about materials of a meeting."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.actions.materials import Brought

KINDS_AND_SIZE = _("PDF, Word, Excel, OpenDocument table, CSV, JPEG or PNG, up to 25 MB.")


class MaterialForm(forms.Form):
    """A material. file: asked for a new one only."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    brought_by = forms.CharField(
        label=_("Which office or organization brought it?"), max_length=120
    )
    item = forms.ChoiceField(label=_("Which topic is it about?"), required=False)
    is_open = forms.TypedChoiceField(
        label=_("Who may read it?"),
        coerce=lambda value: value == "yes",
        choices=[
            ("no", _("Members and staff only")),
            ("yes", _("Everybody, once the meeting is posted")),
        ],
        widget=forms.RadioSelect,
        initial="no",
        help_text=_("Look through the file first: names, comments and hidden columns go with it."),
    )
    file = forms.FileField(label=_("File"), help_text=KINDS_AND_SIZE)

    def __init__(self, *args: Any, topics: list[tuple[str, str]], **kwargs: Any) -> None:
        is_new = kwargs.pop("is_new", True)
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["item"])
        field.choices = [("", _("The whole meeting")), *topics]
        if not is_new:
            del self.fields["file"]

    def told(self) -> Brought:
        """Return what was said; the form is valid."""
        said = self.cleaned_data
        return Brought(said["title"], said["brought_by"], said["item"], said["is_open"])


class NewFileForm(forms.Form):
    """A new version of a file."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(label=_("New version"), help_text=KINDS_AND_SIZE)
