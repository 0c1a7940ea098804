"""Words of the Council's pages for codes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.states.mandates import DutyState, ProofKind, Recurs, Said
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

DUTY_STATES = {
    DutyState.MET: (_("met"), "good"),
    DutyState.IN_PROGRESS: (_("in progress"), "caution"),
    DutyState.OVERDUE: (_("overdue"), "stop"),
    DutyState.NOT_MET: (_("not met"), "stop"),
    DutyState.NOT_YET_DUE: (_("not yet due"), "plain"),
    DutyState.NOBODY_SAID: (_("nobody has said"), "quiet"),
}
SAID = {
    Said.MET: _("Met"),
    Said.PARTLY: _("Met in part"),
    Said.NOT_MET: _("Not met"),
}
PROOFS = {
    ProofKind.REPORT: _("Published document"),
    ProofKind.NEEDS: _("Needs assessment"),
    ProofKind.CALL: _("Data call"),
    ProofKind.ACTION: _("Action of the plan"),
    ProofKind.LAW: _("Law"),
    ProofKind.MEETING: _("Meeting"),
    ProofKind.CONSULTED: _("Consultation"),
    ProofKind.DOCUMENT: _("Source of the pack"),
    ProofKind.TYPED: _("Another document"),
}
RECURS = {
    Recurs.ONCE: _("once"),
    Recurs.YEARLY: _("each year"),
    Recurs.STANDING: _("always, looked at by year"),
}
