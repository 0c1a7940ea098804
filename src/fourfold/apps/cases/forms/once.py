"""A form's own key: the same page sent twice is done once, and one that was changed is another."""

from __future__ import annotations

from typing import Any

from django import forms

from fourfold.apps.cases.access.receipts import digest_of

BESIDE = "csrfmiddlewaretoken"
"""The one field that says nothing of what was sent."""


class _Sent(forms.HiddenInput):
    """Reads a key together with all that was sent beside it, as a keyed digest."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """Return what stands for this very content of this very page; "" without a key."""
        if not data.get(name):
            return ""
        many = getattr(data, "getlist", lambda each: [data[each]])
        said = sorted((each, *map(str, many(each))) for each in data if each != BESIDE)
        came = sorted((each, files[each].name, files[each].size) for each in files or ())
        return digest_of("", repr((said, came)))


class OnceField(forms.CharField):
    """The hidden key of a form; a view gives it a new id as its initial value."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=_Sent)
