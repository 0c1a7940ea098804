"""
What the staff's left rail offers, in order, and the permission each line needs.

A viewer sees the lines they may open and no others; the guard in tests/config compares each with
the door of its page.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourfold.components.shell import RailLine

RAIL: tuple[RailLine, ...] = (
    RailLine(_("My day"), "desk:my_day"),
    RailLine(_("Look up a person"), "cases:look_up", "record.lookup"),
    RailLine(_("Possible duplicates"), "cases:twins", "record.write"),
    RailLine(_("Consults"), "cases:consults", "record.create"),
    RailLine(_("Screening rate"), "cases:screening_rates", "record.create"),
    RailLine(_("Reports"), "cases:reports", "record.create"),
    RailLine(_("Cases"), "cases:case_list", "record.read"),
    RailLine(_("Referrals to us"), "cases:referrals_here", "notes.hold"),
    RailLine(_("My numbers"), "cases:work", "record.read"),
    RailLine(_("Teams"), "cases:teams", "record.read"),
    RailLine(_("Data calls"), "submissions:calls", "call.open"),
    RailLine(_("Legal grounds"), "submissions:grounds", "ground.view"),
    RailLine(_("Data calls to us"), "submissions:bring", "batch.send"),
    RailLine(_("Answers that wait"), "submissions:answers", "batch.accept"),
    RailLine(_("Training sessions"), "training:calendar", "training.give"),
    RailLine(_("Trainers"), "training:trainers", "training.lead"),
    RailLine(_("Training in numbers"), "training:numbers", "training.lead"),
    RailLine(_("Directory"), "directory:listings", "directory.curate"),
    RailLine(_("Surveys"), "surveys:studies", "survey.run"),
    RailLine(_("The undetected"), "studies:studies", "study.run"),
    RailLine(_("Releases"), "releases:releases", "release.read"),
    RailLine(_("Emergency opening"), "desk:open_record", "glass.break"),
    RailLine(_("Consent forms"), "desk:consent_forms", "consent.record"),
    RailLine(_("Consents that end"), "desk:consents", "consent.view"),
    RailLine(_("Where laws differ"), "cases:alignment"),
    RailLine(_("Meetings"), "council:meetings", "council.read", _("The Council")),
    RailLine(_("Seats and members"), "council:members", "council.read", _("The Council")),
    RailLine(_("Recommendations"), "council:recommendations", "council.read", _("The Council")),
    RailLine(_("Consultations"), "council:consultations", "council.read", _("The Council")),
    RailLine(_("Budget"), "council:budget", "council.read", _("The Council")),
    RailLine(_("Needs assessments"), "council:reports", "council.read", _("Plan and laws")),
    RailLine(_("The action plan"), "council:plan", "council.read", _("Plan and laws")),
    RailLine(_("Where help is missing"), "council:help_gaps", "council.read", _("Plan and laws")),
    RailLine(_("Communication"), "council:communication", "council.read", _("Plan and laws")),
    RailLine(_("Campaigns"), "council:campaigns", "council.read", _("Plan and laws")),
    RailLine(_("Report cards"), "council:cards", "council.read", _("Plan and laws")),
    RailLine(_("Mandates"), "council:mandates", "council.read", _("Plan and laws")),
    RailLine(_("Laws"), "council:laws", "council.read", _("Plan and laws")),
    RailLine(_("Bills"), "council:bills", "council.read", _("Plan and laws")),
    RailLine(_("Annual report"), "council:studio", "council.read", _("Plan and laws")),
    RailLine(_("Emergency openings"), "desk:openings", "glass.review", _("Privacy")),
    RailLine(_("The log"), "desk:log", "audit.search", _("Privacy")),
    RailLine(_("What will go"), "desk:keeping", "retention.preview", _("Privacy")),
    RailLine(_("People"), "desk:people", "users.manage", _("Your agency")),
    RailLine(_("Role changes"), "desk:roles", "role.agree", _("Your agency")),
    RailLine(_("Help to sign in"), "desk:recoveries", "recovery.confirm", _("Your agency")),
    RailLine(_("Programs"), "submissions:tokens", "users.manage", _("Your agency")),
    RailLine(_("Terms of use"), "desk:terms", "", _("Your agency")),
)

NEWS: dict[str, str] = {
    "REFERRAL_CAME": "cases:referrals_here",
    "REFERRAL_REVOKED": "cases:referrals_here",
}
"""Kind of notice to the address of the list it is about, where it is about no record's own page."""

WAITS: tuple[str, ...] = (
    "fourfold.apps.cases.views.day.waits",
    "fourfold.apps.cases.views.reports.waits",
    "fourfold.apps.cases.views.drafting.waits",
    "fourfold.apps.cases.views.consult_waits.waits",
    "fourfold.apps.cases.views.services_waits.waits",
    "fourfold.apps.cases.views.team_panel.waits",
    "fourfold.apps.submissions.views.call_waits.waits",
    "fourfold.apps.training.views.waits.waits",
    "fourfold.apps.directory.views.applications.waits",
    "fourfold.apps.studies.views.studies.waits",
    "fourfold.apps.releases.views.waits",
    "fourfold.apps.council.views.waits.waits",
    "fourfold.apps.council.views.recommendations.waits",
)
"""Functions of apps that say what waits for a viewer, for My day; each by its dotted name."""

MAILS: dict[str, str] = {
    "REMINDER": "fourfold.apps.submissions.jobs.mails.REMINDER",
    "ANSWER_LINK": "fourfold.apps.submissions.jobs.mails.ANSWER_LINK",
    "INVITATION": "fourfold.apps.training.jobs.mails.INVITATION",
    "CERTIFICATE": "fourfold.apps.training.jobs.mails.CERTIFICATE",
    "LINK_ASKED": "fourfold.apps.submissions.jobs.mails.LINK_ASKED",
    "NOTICE": "fourfold.security.notices.MAIL",
    "COUNCIL_ACTIVITY": "fourfold.apps.council.jobs.activity_mails.COUNCIL_ACTIVITY",
    "COUNCIL_VOTE": "fourfold.apps.council.jobs.vote_mails.COUNCIL_VOTE",
    "APPLICATION": "fourfold.apps.directory.jobs.applications.APPLICATION",
    "LISTING_CHECK": "fourfold.apps.directory.jobs.mails.LISTING_CHECK",
    "SURVEY": "fourfold.apps.surveys.jobs.mails.SURVEY",
}
"""Kind of mail to the room that makes its words when its turn comes; each by its dotted name."""

LEADS: dict[str, str] = {
    "cases.case": "cases:case",
    "cases.report": "cases:report",
}
"""Kind of record to the address of its page: where a notice about one leads who may open it."""
