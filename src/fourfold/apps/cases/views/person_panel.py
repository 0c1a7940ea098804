"""The facts of the person on the case page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from fourfold.apps.cases.forms.people import (
    CHANNELS,
    GENDERS,
    GROUPS,
    LANGUAGES,
    RACES,
    WHYS,
)
from fourfold.apps.cases.queries import merges
from fourfold.apps.cases.queries import persons as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.rules.people import FIELDS, age
from fourfold.apps.cases.states.answers import NoValue
from fourfold.apps.cases.views import saying
from fourfold.apps.cases.views.panel import Panel
from fourfold.security.access.policy import Action
from fourfold.security.pages.frame import names_of

CODED: dict[str, Mapping[Any, Any]] = {"gender": GENDERS, "race": RACES, "languages": LANGUAGES}


@dataclass(frozen=True, slots=True)
class Known:
    """One fact as it stands on the page. why: why there is none. entered: by whom, and when."""

    fact: saying.Fact
    why: str
    entered: str


def panel(opened: OpenCase) -> Panel | None:
    """Show what is known, by group; who entered a fact stands in its title, and in print."""
    if opened.person is None:
        return None
    entered = entered_words(opened)
    unanswered = queries.unanswered(opened, viewer=opened.viewer)
    groups, missing = list[tuple[str, list[Known]]](), list[str]()
    for code, names in FIELDS.items():
        rows = []
        for name, fact in facts_of(opened, names):
            why = unanswered.get(name, "")
            if fact.value or fact.masked or why:
                said = str(WHYS[NoValue(why)]) if why else ""
                rows.append(Known(fact, said, entered.get(name, "")))
            else:
                missing.append(fact.label)
        if rows:
            groups.append((str(GROUPS[code]), rows))
    values: dict[str, Any] = {"groups": groups, "missing": missing, "may_write": opened.may_write()}
    values |= _others(opened)
    return Panel("person", _("The person"), "cases/panel_person.html", values, "left")


def _others(opened: OpenCase) -> dict[str, Any]:
    """Return what other records of the same person add, each value with its origin."""
    found = merges.whole(opened, viewer=opened.viewer)
    if opened.person is None or not found.others:
        return {}
    names = {each.person: each.name or _("another record") for each in found.others}
    elsewhere = []
    for field, value in found.values.items():
        if value.of in names and value.value not in (None, opened.person.value(field)):
            label = str(opened.person.record._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
            said = _said(field, value.value, opened.viewer.at)
            elsewhere.append((_(label), said, names[value.of]))
    covered = [
        (fact, names[one.seen.record.pk])
        for one in found.covered
        for fact in saying.facts_of(opened, one.seen, names=one.names)
    ]
    told = names_of({each.by for each in found.others})
    return {"others": found.others, "elsewhere": elsewhere, "covered": covered, "names": told}


def facts_of(opened: OpenCase, names: Iterable[str]) -> list[tuple[str, saying.Fact]]:
    """Return facts of the person as this viewer may see them, codes as the form says them."""
    if opened.person is None:
        return []
    found = []
    for fact in saying.facts_of(opened, opened.person, names=names):
        name = fact.name.rpartition(":")[2]
        if fact.value and not fact.masked and opened.person.may(Action.READ, name):
            fact = replace(fact, value=_said(name, opened.person.value(name), opened.viewer.at))
        found.append((name, fact))
    return found


def entered_words(opened: OpenCase) -> dict[str, str]:
    """Return who entered each fact and when, in words."""
    entries = queries.entered(opened, viewer=opened.viewer)
    names = names_of({each.by for each in entries.values()})
    return {
        field: _("{who}, {when}").format(
            who=names[each.by],
            when=formats.date_format(timezone.localtime(each.at), "M j, Y, g:i A"),
        )
        for field, each in entries.items()
    }


def _said(name: str, value: Any, at: datetime) -> str:
    if name in CODED:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(str(CODED[name].get(each, each)) for each in codes)
    if name == "safe_contact":
        ways = [str(CHANNELS.get(each, each)) for each in value.get("channels", [])]
        never = _("Never: {words}").format(words=value["never"]) if value.get("never") else ""
        return "\n".join(each for each in (", ".join(ways), value.get("hours", ""), never) if each)
    if name == "born_on":
        years = age(value, on=timezone.localtime(at).date())
        return _("{day} ({years} years old)").format(day=saying.in_words(value), years=years)
    return saying.in_words(value)
