"""Addresses of the Council's desk, below /desk/."""

from django.urls import path

from fourfold.apps.council.views import needs, plan

app_name = "council"
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
]
