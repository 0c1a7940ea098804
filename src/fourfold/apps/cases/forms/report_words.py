"""The words for the codes of a report, in the order in which they are offered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.states.reports import (
    Answer,
    CallType,
    Channel,
    ReporterKind,
    ReportState,
    WhyNot,
)

CHANNELS = {
    Channel.PHONE: _("Telephone"),
    Channel.WEB: _("Web form"),
    Channel.TEXT: _("Text message"),
    Channel.WALK_IN: _("In person"),
    Channel.POLICE: _("Police"),
    Channel.HOSPITAL: _("Hospital"),
    Channel.SCHOOL: _("School"),
    Channel.OTHER_STATE: _("Another state"),
    Channel.MAIL: _("Letter or fax"),
}
CALL_TYPES = {
    CallType.CONCERN: _("Concern about a child or youth"),
    CallType.MORE_ON_A_CASE: _("More about a report or case we have"),
    CallType.ADULT: _("Concern about an adult"),
    CallType.INFORMATION_ONLY: _("Asks for information only"),
    CallType.WRONG_NUMBER: _("Wrong number"),
    CallType.SILENT: _("Silent call"),
    CallType.HUNG_UP: _("Caller hung up"),
    CallType.TEST: _("Test call"),
}
ANSWERS = {
    Answer.UNKNOWN: _("Not known"),
    Answer.YES: _("Yes"),
    Answer.NO: _("No"),
}
REPORTERS = {
    ReporterKind.UNKNOWN: _("Not known"),
    ReporterKind.REFUSED: _("Does not want to say"),
    ReporterKind.THEMSELVES: _("The person themselves"),
    ReporterKind.FAMILY: _("Family"),
    ReporterKind.FOSTER_FAMILY: _("Foster family"),
    ReporterKind.FRIEND: _("Friend"),
    ReporterKind.NEIGHBOR: _("Neighbor"),
    ReporterKind.SCHOOL: _("School"),
    ReporterKind.CHILD_CARE: _("Child care"),
    ReporterKind.HEALTH: _("Doctor, nurse or hospital"),
    ReporterKind.MENTAL_HEALTH: _("Counselor or therapist"),
    ReporterKind.POLICE: _("Police"),
    ReporterKind.COURT: _("Court or probation"),
    ReporterKind.SOCIAL_WORK: _("Social worker"),
    ReporterKind.SHELTER: _("Shelter or program"),
    ReporterKind.HOTLINE: _("Another hotline"),
    ReporterKind.CLERGY: _("Clergy"),
    ReporterKind.LODGING: _("Hotel, shop or driver"),
    ReporterKind.OTHER: _("Somebody else"),
}
WHY_NOT = {
    WhyNot.NO_CONCERN: _("Nothing that the Careline acts on was told"),
    WhyNot.NOT_A_CHILD: _("It is about an adult; they were told where to find help"),
    WhyNot.OTHER_STATE: _("It was passed on to another state"),
    WhyNot.KNOWN_ALREADY: _("The same was reported before"),
    WhyNot.CANNOT_FIND: _("The person cannot be found with what was told"),
    WhyNot.NO_CALL: _("Wrong number, silent call or test"),
    WhyNot.OTHER: _("Another reason, written below"),
}
STATES = {
    ReportState.NEW: _("Waiting"),
    ReportState.TAKEN: _("In work"),
    ReportState.ACCEPTED: _("Accepted"),
    ReportState.NOT_ACCEPTED: _("Not accepted"),
}
TONES = {
    ReportState.NEW: "caution",
    ReportState.TAKEN: "plain",
    ReportState.ACCEPTED: "good",
    ReportState.NOT_ACCEPTED: "quiet",
}
