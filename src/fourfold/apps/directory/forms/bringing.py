"""A file of listings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """A file, or lines that were pasted."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("A spreadsheet (CSV or XLSX), or an HSDS package (JSON or ZIP)."),
    )
    pasted = forms.CharField(
        label=_("Or paste the lines"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        strip=False,
    )

    def clean(self) -> dict[str, Any] | None:
        """Ask for one of the two."""
        given = super().clean() or {}
        if not self.errors and not given.get("file") and not (given.get("pasted") or "").strip():
            raise forms.ValidationError(_now("Choose a file, or paste the lines."))
        return given
