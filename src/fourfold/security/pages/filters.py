"""
Filters of a list, as a plain form.

Codes go into the address, so that a list can be come back to; typed words stay in the session,
because an address ends up in histories and logs. In the address "on" stands for them.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import urlencode

ON = "on"
KEPT = "typed"


class Filters(forms.Form):
    """A form of filters, none of them needed. typed: names of the fields that hold words."""

    typed: tuple[str, ...] = ()
    use_required_attribute = False

    def chosen(self, name: str) -> str:
        """Return what is chosen for a filter; "" for nothing or for what does not exist."""
        if not self.is_bound or (not self.is_valid() and name in self.errors):
            return ""
        return str(self.cleaned_data.get(name) or "")

    @property
    def on(self) -> list[tuple[str, str]]:
        """Return the filters that are on, as pairs of name and words."""
        return [
            (name, f"{field.label}: {_in_words(field, self.chosen(name))}")
            for name, field in self.fields.items()
            if self.chosen(name)
        ]


def keep(request: HttpRequest, kind: type[Filters]) -> HttpResponseRedirect:
    """Keep what was typed in the session, and lead to the list with the codes in its address."""
    sent = {name: request.POST.get(name, "").strip()[:80] for name in kind.base_fields}
    words = {name: sent[name] for name in kind.typed if sent[name]}
    request.session[KEPT] = {**request.session.get(KEPT, {}), request.path: words}
    address = {name: ON if name in words else value for name, value in sent.items() if value}
    if sort := request.GET.get("sort"):
        address["sort"] = sort[:20]
    return HttpResponseRedirect(f"{request.path}?{urlencode(address)}" if address else request.path)


def recall(request: HttpRequest, kind: type[Filters], *, of: str = "") -> Any:
    """
    Return the form as it was last sent: codes from the address, words from the session.

    of: the address of the list, if this page is another one.
    """
    words = request.session.get(KEPT, {}).get(of or request.path, {})
    data = {name: request.GET.get(name, "")[:80] for name in kind.base_fields}
    for name in kind.typed:
        data[name] = words.get(name, "") if data[name] == ON else ""
    return kind(data, auto_id="filter_%s")


def _in_words(field: forms.Field, value: str) -> str:
    choices = getattr(field, "choices", ())
    return str(dict(choices).get(value, value)) if choices else value
