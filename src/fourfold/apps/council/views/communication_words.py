"""Words of the communication plan's pages for codes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.forms.communication import CHANNELS, LANGUAGES, TONES, UNITS
from fourfold.apps.council.states.communication import MessageState, StepState

SAID = {**dict(CHANNELS), **dict(TONES), **dict(UNITS), **dict(LANGUAGES)}
MESSAGES = {
    MessageState.DRAFT: (_("draft, not to be used"), "caution"),
    MessageState.APPROVED: (_("approved by two people"), "good"),
    MessageState.RETIRED: (_("retired"), "quiet"),
}
STEPS = {
    StepState.PLANNED: (_("planned"), "plain"),
    StepState.UNDER_WAY: (_("under way"), "plain"),
    StepState.DONE: (_("done"), "good"),
    StepState.DROPPED: (_("dropped"), "quiet"),
}
MOVES = {
    StepState.PLANNED: _("Take it up again"),
    StepState.UNDER_WAY: _("Note that it is under way"),
    StepState.DONE: _("Note that it is done"),
    StepState.DROPPED: _("Drop it"),
}
NOTES = {
    "BLAME": _("“{words}” may blame, shock or speak for somebody. Plainer: {instead}."),
    "LOUD": _("An exclamation mark or a word in capitals shouts. Say it calmly."),
    "LONG": _("The sentence that begins “{words}” is long. Two short ones are easier to read."),
}
"""What the check of wording says."""
