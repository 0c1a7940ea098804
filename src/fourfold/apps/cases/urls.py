"""Addresses of the case desk, below /desk/, and those of the public's report form (`public`)."""

from django.urls import URLPattern, path

from fourfold.apps.cases.views import (
    alignment,
    answer_link,
    clocks,
    drafting,
    intake,
    known,
    law,
    lookup,
    missing,
    person,
    received,
    referrals,
    report_hands,
    report_list,
    reports,
    services,
    telling,
    twins,
    work,
    written,
)
from fourfold.apps.cases.views.answer_addresses import ADDRESSES as ANSWERS
from fourfold.apps.cases.views.case_addresses import ADDRESSES
from fourfold.apps.cases.views.team_addresses import ADDRESSES as TEAMS

app_name = "cases"
urlpatterns = [
    *ADDRESSES,
    *ANSWERS,
    path("numbers/", work.work, name="work"),
    path("numbers/searches/keep/", work.save_search, name="save_search"),
    path("numbers/searches/<str:search>/remove/", work.remove_search, name="remove_search"),
    *TEAMS,
    path("cases/<str:case>/person/", person.person, name="person"),
    path("cases/<str:case>/wishes/", person.wishes, name="wishes"),
    path("cases/<str:case>/person/apart/<str:merge>/", twins.part_persons, name="part_persons"),
    path("duplicates/", twins.twins, name="twins"),
    path("duplicates/<str:pair>/", twins.twin, name="twin"),
    path("look-up/", lookup.look_up, name="look_up"),
    path("look-up/ask/", lookup.ask_colleague, name="ask_colleague"),
    path("cases/<str:case>/missing/", missing.missing_new, name="missing_new"),
    path("cases/<str:case>/missing/<str:missing>/", missing.missing, name="missing"),
    path(
        "cases/<str:case>/missing/<str:missing>/<str:step>/",
        missing.missing_step,
        name="missing_step",
    ),
    path("cases/<str:case>/clocks/<str:clock>/", clocks.clock_of_case, name="clock_of_case"),
    path("cases/<str:case>/law/", law.law_board, name="law_board"),
    path("cases/<str:case>/law/facts/", law.state_facts, name="state_facts"),
    path("cases/<str:case>/law/decide/", law.decide, name="decide"),
    path(
        "cases/<str:case>/law/<str:determination>/take-back/",
        law.take_back_decision,
        name="take_back_decision",
    ),
    path("law/", alignment.alignment, name="alignment"),
    path("law/file/", alignment.alignment_file, name="alignment_file"),
    path("reports/", report_list.reports, name="reports"),
    path("reports/new/", intake.new, name="new_report"),
    path("reports/drafts/<str:draft>/", intake.draft, name="report_draft"),
    path("reports/drafts/<str:draft>/drop/", intake.drop, name="drop_draft"),
    path("reports/<str:report>/", reports.report, name="report"),
    path("reports/<str:report>/change/", intake.change, name="change_report"),
    path(
        "reports/<str:report>/drafts/<str:draft>/",
        drafting.draft_of_report,
        name="draft_of_report",
    ),
    path(
        "reports/<str:report>/drafts/<str:draft>/drop/",
        drafting.drop_draft_of_report,
        name="drop_draft_of_report",
    ),
    path("reports/<str:report>/take/", reports.take, name="take_report"),
    path("reports/<str:report>/give-on/", report_hands.give_on, name="give_on_report"),
    path("reports/<str:report>/supervisor/", report_hands.supervise, name="supervise_report"),
    path("reports/<str:report>/accept/", reports.accept, name="accept_report"),
    path("reports/<str:report>/not-accept/", reports.not_accept, name="not_accept_report"),
    path("reports/<str:report>/reopen/", reports.reopen, name="reopen_report"),
    path("reports/<str:report>/made/", reports.made, name="report_made"),
    path("reports/<str:report>/answer/", reports.answer, name="answer_report"),
    path("reports/<str:report>/known/", known.known, name="known_of_report"),
    path("reports/<str:report>/attach/", known.attach, name="attach_report"),
    path("reports/<str:report>/written/", written.written, name="written_report"),
    path("reports/<str:report>/show/", reports.show, name="show_of_report"),
    path(
        "reports/<str:report>/clocks/<str:clock>/", clocks.clock_of_report, name="clock_of_report"
    ),
    path("cases/<str:case>/services/", services.services, name="services"),
    path("cases/<str:case>/services/note/", services.note_need, name="note_need"),
    path("cases/<str:case>/services/needs/<str:need>/", services.need, name="need"),
    path(
        "cases/<str:case>/services/needs/<str:need>/<str:then>/",
        services.move_need,
        name="move_need",
    ),
    path("cases/<str:case>/services/refer/", referrals.refer, name="refer"),
    path(
        "cases/<str:case>/services/referrals/<str:referral>/",
        referrals.referral,
        name="referral",
    ),
    path(
        "cases/<str:case>/services/referrals/<str:referral>/<str:deed>/",
        referrals.referral_deed,
        name="referral_deed",
    ),
    path("referrals/", received.referrals_here, name="referrals_here"),
    path("referrals/<str:referral>/", received.referral_here, name="referral_here"),
    path("referrals/<str:referral>/show/", received.show_told, name="show_told"),
    path("referrals/<str:referral>/answer/", received.answer_referral, name="answer_referral"),
    path("referrals/<str:referral>/notes/", received.notes_here, name="notes_here"),
]
public: list[URLPattern] = [
    path("report/", telling.tell, name="tell"),
    path("report/es/", telling.tell, {"language": "es"}, name="tell_es"),
    path("report/back/", telling.back, name="back"),
    path("report/es/back/", telling.back, {"language": "es"}, name="back_es"),
    path("answer/<str:token>/", answer_link.answer_link, name="answer_link"),
    path(
        "answer/<str:token>/es/",
        answer_link.answer_link,
        {"language": "es"},
        name="answer_link_es",
    ),
]
"""Addresses that stand on posters (they never change), and the one of a one-time link."""
