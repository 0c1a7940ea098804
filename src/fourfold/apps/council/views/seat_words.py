"""Words of the pages on seats."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.queries.seats import SeatLine
from fourfold.apps.council.states.seats import ConflictAbout, Ending

ENDINGS = {
    None: "",
    Ending.OVER: _("term over"),
    Ending.RESIGNED: _("resigned"),
    Ending.LEFT_OFFICE: _("left the office"),
    Ending.REPLACED: _("somebody else was appointed"),
    Ending.MISTAKE: _("entered by mistake"),
}
ABOUT = {
    ConflictAbout.GENERAL: _("in general"),
    ConflictAbout.RECOMMENDATION: _("a recommendation"),
    ConflictAbout.AGENDA_ITEM: _("an agenda item"),
}
PAPERS = {
    ConflictAbout.RECOMMENDATION: _("Recommendation"),
    ConflictAbout.AGENDA_ITEM: _("Topic of the meeting of"),
}


def sits(line: SeatLine) -> str:
    """Say in a file who sits: a name, vacant, or blank where nobody was ever entered."""
    return "vacant" if line.is_vacant and not line.is_unknown else line.holder
