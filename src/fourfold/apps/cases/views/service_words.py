"""How needs and referrals are said on pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from fourfold.apps.cases.forms import services as forms
from fourfold.apps.cases.queries.services import Board, NeedLine, ReferralLine
from fourfold.apps.cases.rules.matching import Aspect, Hit
from fourfold.apps.cases.states.services import (
    NeedState,
    PersonSaid,
    ReferralState,
    WhyUnmet,
    Wish,
)
from fourfold.apps.cases.views.saying import code_in_words, in_words
from fourfold.security.pages.consent_fields import PURPOSE_WORDS
from fourfold.security.pages.frame import agency_name, names_of

FITS = {
    Aspect.AGE: _lazy("Takes this age"),
    Aspect.PLACE: _lazy("Serves this place"),
    Aspect.LANGUAGE: _lazy("Speaks their language"),
    Aspect.ROOM: _lazy("Has room, or a waiting list"),
}
NOT_KNOWN = {
    Aspect.AGE: _lazy("which ages it takes"),
    Aspect.PLACE: _lazy("which places it serves"),
    Aspect.LANGUAGE: _lazy("which languages it speaks"),
    Aspect.ROOM: _lazy("whether a place is free"),
}
AGAINST = {
    Aspect.AGE: _lazy("Not for this age"),
    Aspect.PLACE: _lazy("Does not serve this place"),
    Aspect.LANGUAGE: _lazy("Does not speak their language"),
    Aspect.ROOM: _lazy("Is full"),
}


@dataclass(frozen=True, slots=True)
class SaidNeed:
    """A need in words."""

    one: NeedLine
    kind: str
    wish: str
    stands: str
    tone: str
    reason: str
    noted_by: str


@dataclass(frozen=True, slots=True)
class SaidReferral:
    """A referral in words. to: "" where the reader need not know where."""

    one: ReferralLine
    kind: str
    to: str
    stands: str
    tone: str
    reason: str
    purpose: str
    person_said: str
    drafted_by: str
    sent_by: str
    answered_by: str


@dataclass(frozen=True, slots=True)
class SaidHit:
    """A service that was found, in words."""

    hit: Hit
    name: str
    printed: str
    fits: str
    ask: str
    against: str
    miles: str


def needs(found: Board) -> list[SaidNeed]:
    """Return the needs of a case in words."""
    names = names_of({each.noted_by for each in found.needs})
    return [need(each, names=names) for each in found.needs]


def need(one: NeedLine, *, names: dict[str, str]) -> SaidNeed:
    """Return one need in words."""
    words, tone = forms.NEED_STATES[NeedState(one.state)]
    return SaidNeed(
        one=one,
        kind=code_in_words(one.kind),
        wish=str(forms.WISHES[Wish(one.wish)]),
        stands=str(words),
        tone=tone,
        reason=str(forms.UNMET[WhyUnmet(one.reason)]) if one.reason else "",
        noted_by=names.get(one.noted_by, ""),
    )


def referrals(found: list[ReferralLine]) -> list[SaidReferral]:
    """Return referrals in words."""
    people = {
        each
        for one in found
        for each in (one.drafted_by, one.sent_by, one.answered_by)
        if each and not (one.by_link and each == one.answered_by)
    }
    names = names_of(people)
    return [referral(each, names=names) for each in found]


def referral(one: ReferralLine, *, names: dict[str, str]) -> SaidReferral:
    """Return one referral in words."""
    words, tone = forms.STATES[ReferralState(one.state)]
    said = forms.SAID[PersonSaid(one.person_said)] if one.person_said else ""
    return SaidReferral(
        one=one,
        kind=code_in_words(one.kind),
        to=agency_name(one.to_agency) if one.to_agency else "",
        stands=str(_("No answer came")) if one.late else str(words),
        tone="stop" if one.late else tone,
        reason=forms.reason_words(one.state, one.reason),
        purpose=str(PURPOSE_WORDS[one.purpose]),
        person_said=str(said),
        drafted_by=names.get(one.drafted_by, ""),
        sent_by=names.get(one.sent_by, ""),
        answered_by=names.get(one.answered_by, _("the service, by its link")),
    )


def hits(found: tuple[Hit, ...]) -> list[SaidHit]:
    """Return services that were found in words: why each fits, and what is to be asked."""
    return [
        SaidHit(
            hit=each,
            name=each.service.name,
            printed=each.service.printed,
            fits=". ".join(str(FITS[aspect]) for aspect in each.in_favor),
            ask=", ".join(str(NOT_KNOWN[aspect]) for aspect in each.unknown),
            against=". ".join(str(AGAINST[aspect]) for aspect in each.against),
            miles=_about(each.miles),
        )
        for each in found
    ]


def _about(miles: float | None) -> str:
    if miles is None:
        return ""
    whole = round(miles)
    return ngettext("about {} mile", "about {} miles", whole).format(whole)


def first_service(found: Board) -> str:
    """Say how long it took until a first service began, or how long they wait."""
    if found.days is not None:
        return ngettext(
            "The first service began {} day after the first need was written down.",
            "The first service began {} days after the first need was written down.",
            found.days,
        ).format(found.days)
    if found.waited:
        return ngettext(
            "No service has begun yet. The first need was written down {} day ago.",
            "No service has begun yet. The first need was written down {} days ago.",
            found.waited,
        ).format(found.waited)
    return _("No service has begun yet.")


def when(at: datetime | None) -> str:
    """Return a time of day, with its day if that is not clear."""
    return formats.date_format(timezone.localtime(at), "M j, g:i A") if at else ""


def value_in_words(value: Any) -> str:
    """Return what a service is told, as it reads it."""
    return in_words(value)
