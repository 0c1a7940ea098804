"""Addresses of the Council's desk, below /desk/; and what everyone may read."""

from django.urls import URLPattern, path

from fourfold.apps.council.views import (
    activities,
    bills,
    budget,
    comparing,
    laws,
    meetings,
    needs,
    plan,
    public_meetings,
    roster,
    seats,
    studio,
    studio_out,
)

app_name = "council"
IN_SPANISH = {"language": "es"}
urlpatterns = [
    path("council/needs/", needs.reports, name="reports"),
    path("council/needs/<str:needs_report>/", needs.report, name="report"),
    path(
        "council/needs/<str:needs_report>/needs-assessment.<str:council_file>",
        needs.report_file,
        name="report_file",
    ),
    path("council/findings/<str:finding>/", needs.finding, name="finding"),
    path("council/findings/<str:finding>/<str:evidence_kind>/", needs.evidence, name="evidence"),
    path("council/plan/", plan.plan, name="plan"),
    path("council/plan.csv", plan.plan_file, name="plan_file"),
    path("council/plan/answer/", plan.answer_gap, name="answer_gap"),
    path("council/plan/<str:plan_action>/", plan.action, name="action"),
    path("council/budget/", budget.budget, name="budget"),
    path("council/budget.csv", budget.budget_file, name="budget_file"),
    path("council/budget/bring/", budget.bring_expenses, name="bring_expenses"),
    path("council/budget/budget.<str:council_file>", budget.budget_print, name="budget_print"),
    path("council/budget/<str:budget_line>/", budget.budget_line, name="budget_line"),
    path("council/members/", seats.members, name="members"),
    path("council/members.csv", seats.members_file, name="members_file"),
    path("council/members/<str:council_seat>/", seats.seat, name="seat"),
    path("council/my-seat/", seats.my_seat, name="my_seat"),
    path("council/laws/", laws.laws, name="laws"),
    path("council/laws.csv", laws.laws_file, name="laws_file"),
    path("council/laws/inventory.<str:council_file>", laws.inventory_file, name="inventory"),
    path("council/laws/compare/", comparing.compare, name="law_compare"),
    path("council/laws/compare.csv", comparing.compare_file, name="law_compare_file"),
    path("council/laws/<str:law>/", laws.law, name="law"),
    path("council/meetings/", meetings.meetings, name="meetings"),
    path("council/meetings/<str:council_meeting>/", meetings.meeting, name="meeting"),
    path(
        "council/meetings/<str:council_meeting>/change/",
        meetings.change_meeting,
        name="change_meeting",
    ),
    path(
        "council/meetings/<str:council_meeting>/items/<str:agenda_item>/",
        meetings.agenda_item,
        name="agenda_item",
    ),
    path("council/annual/", studio.studio, name="studio"),
    path("council/annual/form/<str:activity_form>/", activities.activity, name="activity"),
    path("council/annual/<str:studio_report>/", studio.studio_report, name="studio_report"),
    path(
        "council/annual/<str:studio_report>/difference/",
        studio_out.studio_difference,
        name="studio_difference",
    ),
    path(
        "council/annual/<str:studio_report>/filing.zip",
        studio_out.studio_filing,
        name="studio_filing",
    ),
    path(
        "council/annual/<str:studio_report>/annual-report-<str:studio_language>.<str:council_file>",
        studio_out.studio_file,
        name="studio_file",
    ),
    path(
        "council/annual/<str:studio_report>/activities/", activities.activities, name="activities"
    ),
    path(
        "council/annual/<str:studio_report>/new/<str:studio_kind>/",
        studio.new_block,
        name="new_block",
    ),
    path(
        "council/annual/<str:studio_report>/block/<str:studio_block>/",
        studio.studio_block,
        name="studio_block",
    ),
    path(
        "council/annual/<str:studio_report>/block/<str:studio_block>/preview/",
        studio.block_preview,
        name="block_preview",
    ),
    path("council/bills/", bills.bills, name="bills"),
    path("council/bills.csv", bills.bills_file, name="bills_file"),
    path("council/bills/new/", bills.new_bill, name="new_bill"),
    path("council/bills/bring/", bills.bring_bills, name="bring_bills"),
    path("council/bills/<str:bill>/", bills.bill, name="bill"),
]
public: list[URLPattern] = [
    path("council/members/", roster.roster, name="members"),
    path("council/members.csv", roster.roster_file, name="members_file"),
    path("council/meetings/", public_meetings.public_meetings, name="meetings"),
    path("council/meetings.ics", public_meetings.meetings_feed, name="meetings_feed"),
    path("council/meetings/<str:council_meeting>/", public_meetings.public_meeting, name="meeting"),
    path("council/laws/", comparing.public_laws, name="laws"),
    path("council/laws/compare/", comparing.public_compare, name="law_compare"),
    path("council/laws/compare.csv", comparing.public_compare_file, name="law_compare_file"),
    path("council/laws/<str:law>/", comparing.public_law, name="law"),
    path("council/leyes/", comparing.public_laws, IN_SPANISH, name="laws_es"),
    path("council/leyes/compare/", comparing.public_compare, IN_SPANISH, name="law_compare_es"),
    path("council/leyes/<str:law>/", comparing.public_law, IN_SPANISH, name="law_es"),
]
