"""Words of the studio's pages for codes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.rules.studio import Watch
from fourfold.apps.council.states.studio import FormState, Step, StudioState
from fourfold.documents.studio import Kind

KINDS = {
    Kind.HEADING: _("Heading"),
    Kind.TEXT: _("Text"),
    Kind.FIGURE: _("Large figure"),
    Kind.CHART: _("Chart"),
    Kind.TABLE: _("Table"),
    Kind.PICTURE: _("Picture"),
    Kind.RECOMMENDATIONS: _("Recommendations"),
    Kind.ACTIVITIES: _("Members' activities"),
    Kind.LAWS: _("Changes of law"),
    Kind.PLAN: _("Progress of the plan"),
    Kind.PAGE_BREAK: _("New page"),
}
STATES = {
    StudioState.DRAFT: (_("draft"), "quiet"),
    StudioState.APPROVED: (_("approved"), "caution"),
    StudioState.PUBLISHED: (_("published"), "good"),
    StudioState.FILED: (_("handed over"), "good"),
}
FORMS = {
    FormState.DRAFT: (_("not answered yet"), "quiet"),
    FormState.SENT: (_("sent"), "caution"),
    FormState.TAKEN: (_("taken"), "good"),
    FormState.RETURNED: (_("returned"), "stop"),
}
STEPS = {
    Step.ADDED: _("added"),
    Step.CHANGED: _("changed"),
    Step.MOVED: _("moved"),
    Step.REMOVED: _("taken out"),
}
WATCHES = {
    Watch.SAME: (_("as published"), "good"),
    Watch.CHANGED: (_("changed since"), "stop"),
    Watch.WITHDRAWN: (_("withdrawn since"), "stop"),
    Watch.KEPT: (_("older value kept"), "caution"),
}
LANGUAGES = {"en": _("English"), "es": _("Spanish")}
EMPTY_KINDS = (Kind.ACTIVITIES, Kind.PAGE_BREAK)
"""Kinds with nothing to type."""
