"""Words of the pages on laws for codes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fourfold.analysis.law import Stand
from fourfold.apps.council.states.laws import Adequacy, AssessmentState
from fourfold.reference import active_pack

KINDS: dict[str, Any] = {
    "STATE_SECTION": _("Section of state law"),
    "PUBLIC_ACT": _("Public act"),
    "SPECIAL_ACT": _("Special act"),
    "FEDERAL_LAW": _("Federal law"),
}
ADEQUACY: dict[Adequacy, tuple[Any, str]] = {
    Adequacy.ADEQUATE: (_("does what it is for"), "good"),
    Adequacy.PARTLY: (_("does it in part"), "caution"),
    Adequacy.NOT_ADEQUATE: (_("does not do what it is for"), "stop"),
    Adequacy.NOT_KNOWN: (_("not known yet"), "quiet"),
}
ASSESSMENTS: dict[AssessmentState, tuple[Any, str]] = {
    AssessmentState.DRAFT: (_("draft"), "caution"),
    AssessmentState.REVIEWED: (_("reviewed"), "good"),
    AssessmentState.WITHDRAWN: (_("taken back"), "quiet"),
}
MEASURES: dict[str, Any] = {
    "ARRESTS": _("Arrests"),
    "CHARGES": _("Charges"),
    "CONVICTIONS": _("Convictions"),
    "ARRESTS_OR_CONVICTIONS": _("Arrests or convictions"),
}
STANDS: dict[Stand, tuple[str, Any]] = {
    Stand.NAMED: ("●", _("named")),
    Stand.NARROWER: ("◐", _("narrower")),
    Stand.LACKING: ("○", _("lacking")),
    Stand.ASKED: ("▼", _("asked")),
    Stand.ASKED_IN_SOME: ("▽", _("asked in some ways")),
    Stand.NOT_ASKED: ("–", _("not asked")),
    Stand.NOT_IN_FORCE: ("", _("not in force")),
}
"""Mark and word; each mark differs by shape, so that none rests on color."""
ELEMENTS: dict[str, Any] = {
    "ACTION": _("Action"),
    "MEANS": _("Means"),
    "PURPOSE": _("Purpose"),
    "AGE": _("Age"),
    "OCCURRENCES": _("Occurrences"),
    "SUBJECTION": _("Subjection"),
    "CRIME": _("Crime of the third person"),
    "PLACE": _("Place"),
}
BESIDES = _("Asked besides, so narrower")


def sources(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return titles of sources, each with its address; "" where it is not on the web."""
    pack = active_pack()
    found = [pack.source(each) for each in codes]
    return [(e.title, e.location if e.location.startswith("http") else "") for e in found]
