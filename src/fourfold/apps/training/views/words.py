"""Words for the codes of training, and what several of its pages need."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourfold.apps.training.states import Credit, Language, Sector, Stage, Stands, Way
from fourfold.security.access.roles import Permission

GIVES, LEADS = Permission.TRAINING_GIVE, Permission.TRAINING_LEAD
SECTORS: dict[Sector, Any] = {
    Sector.CHILD_WELFARE: _("Child welfare"),
    Sector.EDUCATION: _("Education"),
    Sector.LAW_ENFORCEMENT: _("Law enforcement"),
    Sector.SERVICE_PROVIDER: _("Service providers"),
    Sector.HEALTH: _("Health care"),
    Sector.EMERGENCY_MEDICAL: _("Emergency medical services"),
    Sector.LODGING: _("Lodging"),
    Sector.FOSTER_PARENTS: _("Foster parents"),
    Sector.YOUTH: _("Youth"),
    Sector.COMMUNITY: _("Community"),
    Sector.SEVERAL: _("Several fields"),
}
LANGUAGES: dict[Language, Any] = {
    Language.ENGLISH: _("English"),
    Language.SPANISH: _("Spanish"),
    Language.OTHER: _("Another language"),
}
CREDITS: dict[Credit, Any] = {
    Credit.POST: _("POST (police standards)"),
    Credit.CEU: _("CEU (continuing education)"),
}
STAGES: dict[Stage, Any] = {
    Stage.JOINED: _("Joined"),
    Stage.COURSE_DAY_1: _("Course, day 1"),
    Stage.COURSE_DAY_2: _("Course, day 2"),
    Stage.CLASSROOM_TEACH_BACK: _("Classroom teach-back"),
    Stage.LIVE_TEACH_BACK: _("Live teach-back"),
    Stage.TEACHES: _("Teaches"),
    Stage.LEFT: _("Left"),
}
STANDS: dict[Stands, tuple[Any, str]] = {
    Stands.WAITS: (_("To confirm"), "caution"),
    Stands.CONFIRMED: (_("Was there"), "good"),
    Stands.TAKEN_OFF: (_("Taken off"), "quiet"),
}
WAYS: dict[Way, Any] = {
    Way.SIGNED_IN: _("signed in"),
    Way.BY_HAND: _("added by hand"),
    Way.LIST: _("from a list"),
}


def today() -> date:
    """Return the day it is here."""
    return timezone.localdate()


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, even if nothing was filled in; None before it was sent."""
    return request.POST if request.method == "POST" else None
