"""Words of the Council's pages for codes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.states.plan import ActionState
from fourfold.apps.council.states.reports import EvidenceKind, FindingKind, FourP, ReportState

FOUR_PS = {
    FourP.PREVENTION: _("Prevention"),
    FourP.PROTECTION: _("Protection"),
    FourP.PROSECUTION: _("Prosecution"),
    FourP.PARTNERSHIP: _("Partnership"),
}
KINDS = {
    FindingKind.STRENGTH: _("Strengths"),
    FindingKind.GAP: _("Gaps"),
    FindingKind.RECOMMENDATION: _("Recommendations"),
}
EVIDENCE = {
    EvidenceKind.FIGURE: _("Published figure"),
    EvidenceKind.ITEM: _("Survey"),
    EvidenceKind.QUOTE: _("Focus group"),
    EvidenceKind.COMMUNITY: _("Public measure of a town"),
    EvidenceKind.DOCUMENT: _("Document"),
}
REPORTS = {
    ReportState.DRAFT: (_("draft"), "quiet"),
    ReportState.REVIEWED: (_("reviewed"), "caution"),
    ReportState.SETTLED: (_("settled"), "good"),
}
STATES = {
    ActionState.DRAFT: (_("to be worked out"), "caution"),
    ActionState.OPEN: (_("open"), "plain"),
    ActionState.STARTED: (_("started"), "plain"),
    ActionState.DONE: (_("done"), "good"),
    ActionState.DROPPED: (_("dropped"), "quiet"),
}
STEPS = {
    ActionState.DRAFT: _("Take it up again"),
    ActionState.OPEN: _("Put it into the plan"),
    ActionState.STARTED: _("Note that it started"),
    ActionState.DONE: _("Note that it is done"),
    ActionState.DROPPED: _("Drop it"),
}
COLUMNS = {
    "goal": _("Goal"),
    "action": _("Action"),
    "owner": _("Owner"),
    "due_on": _("Due"),
    "evidence": _("Evidence"),
    "state": _("State"),
    "waits": _("Waits for"),
}
