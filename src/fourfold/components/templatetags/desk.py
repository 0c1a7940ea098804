"""
Pieces of staff's pages as template tags, available in every template without loading.

They know how things look, not what they mean. All of them escape what they are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template import Context
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.components.fields import class_of

register = template.Library()

TONES = ("plain", "good", "caution", "stop", "quiet")


@register.filter
def of(named: Mapping[str, Any], key: str) -> Any:
    """Return what a mapping holds under a key, and else the key."""
    return named.get(key, key)


@register.filter
def spaced(number: str) -> str:
    """Return a record's number in groups of four, as people read it aloud."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


# ------------------------------------------------------------------ fields
@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Say whether a field is one box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def as_uswds(field: BoundField) -> SafeString:
    """Write a field's widget with our look."""
    widget = field.field.widget
    own = str(widget.attrs.get("class", ""))
    look = " ".join(part for part in (class_of(widget), own) if part)
    if field.errors and look.startswith("usa-input"):
        look += " usa-input--error"
    return field.as_widget(attrs={"class": look} if look else {})


@register.filter
def first_id(field: BoundField) -> str:
    """Return the id that a link to this field leads to."""
    return field.id_for_label or field.auto_id


# ------------------------------------------------------------------ words and moments
@register.simple_tag
def chip(words: str, tone: str = "plain") -> SafeString:
    """Set a state apart. tone: plain, good, caution, stop or quiet; the words say it all."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"A chip is one of {', '.join(TONES)}, not {tone!r}.")
    return format_html('<span class="ff-chip ff-chip--{}">{}</span>', tone, words)


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | None, otherwise: str = "") -> SafeString | str:
    """Say a moment as people do, with the exact one in its title. otherwise: if there is none."""
    if at is None:
        return otherwise
    local = timezone.localtime(at)
    now = timezone.localtime(getattr(context.get("desk"), "now", None) or at)
    time = formats.date_format(local, "g:i A")
    days = (local.date() - now.date()).days
    near = {0: _("today at {}"), -1: _("yesterday at {}"), 1: _("tomorrow at {}")}
    said = near.get(days, "").format(time)
    if not said:
        pattern = "M j, g:i A" if local.year == now.year else "M j, Y"
        said = formats.date_format(local, pattern)
    exact = formats.date_format(local, "F j, Y, g:i:s A T")
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(), exact, said)


@register.filter
def days_left(until: datetime, now: datetime) -> str:
    """Say how many days are left, in words."""
    left = until - now
    if left <= timedelta(0):
        return _("ended")
    if left < timedelta(days=1):
        return _("less than a day")
    return ngettext("{} day", "{} days", left.days).format(left.days)


@register.inclusion_tag("components/steps.html")
def steps(at: int, *words: str) -> dict[str, Any]:
    """Show how far one has come. at: the step of this page, from 1; words: each step's name."""
    return {"at": at, "steps": words}


# ------------------------------------------------------------------ lists
def _address(context: Context, **changes: str) -> str:
    """Return this page's address with some parameters changed; "" takes one away."""
    request = context.get("request")
    asked: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return "?" + asked.urlencode()


@register.simple_tag(takes_context=True)
def change_address(context: Context, **changes: object) -> str:
    """Return this page's address with some parameters changed; "" takes one away."""
    return _address(context, **{name: str(value) for name, value in changes.items()})


@register.simple_tag(takes_context=True)
def sort_link(context: Context, code: str, words: str, chosen: str) -> SafeString:
    """Head a column with a link that sorts by it. chosen: the present order, "-" for downward."""
    down = chosen == code
    going = {code: "ascending", f"-{code}": "descending"}.get(chosen, "none")
    return format_html(
        '<th scope="col" aria-sort="{}"><a class="ff-sort ff-sort--{}" href="{}">{}</a></th>',
        going,
        going,
        _address(context, sort=f"-{code}" if down else code, page=""),
        words,
    )


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: int, more: bool) -> dict[str, Any]:
    """Lead to the pages before and after. How many there are is never said."""
    return {
        "page": page,
        "before": _address(context, page=str(page - 1) if page > 2 else "") if page > 1 else "",
        "after": _address(context, page=str(page + 1)) if more else "",
    }


@register.inclusion_tag("components/chips.html", takes_context=True)
def chips_on(context: Context, filters: list[tuple[str, str]]) -> dict[str, Any]:
    """Show which filters are on, each with a link that takes it away: pairs of code and words."""
    return {
        "chips": [
            {"words": words, "href": _address(context, **{code: "", "page": ""})}
            for code, words in filters
        ]
    }


# ------------------------------------------------------------------ values under a mask
@register.inclusion_tag("components/masked.html", takes_context=True)
def masked(
    context: Context, label: str, *, name: str, href: str, purposes: Any, shown: str = ""
) -> dict[str, Any]:
    """
    Cover a value until its reader says what for.

    name: what the form calls the value. purposes: pairs of code and words. shown: the value
    itself, once it may be seen.
    """
    return {
        "label": label,
        "name": name,
        "href": href,
        "purposes": purposes,
        "shown": shown,
        "csrf_token": context.get("csrf_token"),
    }
