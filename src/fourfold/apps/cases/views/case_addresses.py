"""Addresses of the case page, the list of cases, and what is done with a case as a whole."""

from __future__ import annotations

from django.urls import path

from fourfold.apps.cases.views import (
    case,
    case_deeds,
    case_leaves,
    case_list,
    case_people,
    drafting,
)

ONE = "cases/<str:case>/"

ADDRESSES = [
    path("cases/", case_list.case_list, name="case_list"),
    path(ONE, case.case, name="case"),
    path(f"{ONE}show/", case.show_value, name="show_value"),
    path(f"{ONE}summary/", case_deeds.write_summary, name="write_summary"),
    path(f"{ONE}drafts/<str:draft>/", drafting.draft_of_case, name="draft_of_case"),
    path(f"{ONE}drafts/<str:draft>/drop/", drafting.drop_draft_of_case, name="drop_draft_of_case"),
    path(f"{ONE}close/", case_deeds.close_case, name="close_case"),
    path(f"{ONE}open-again/", case_deeds.reopen_case, name="reopen_case"),
    path(f"{ONE}move/", case_deeds.move_case, name="move_case"),
    path(f"{ONE}take/", case_deeds.take_case, name="take_case"),
    path(f"{ONE}step-back/", case_deeds.step_back, name="step_back"),
    path(f"{ONE}follow-up/", case_deeds.plan_follow_up, name="plan_follow_up"),
    path(f"{ONE}follow-up/<str:follow_up>/", case_deeds.finish_follow_up, name="finish_follow_up"),
    path(f"{ONE}people/", case_people.case_people, name="case_people"),
    path(f"{ONE}people/assign/", case_people.assign_worker, name="assign_worker"),
    path(f"{ONE}people/supervisor/", case_people.call_supervisor, name="call_supervisor"),
    path(f"{ONE}people/<str:relation>/end/", case_people.end_part, name="end_part"),
    path(f"{ONE}print/", case_leaves.print_case, name="print_case"),
    path(f"{ONE}bring-in/", case_leaves.bring_in, name="bring_in"),
    path(f"{ONE}take-along/", case_leaves.take_along, name="take_along"),
    path(f"{ONE}hand-over/", case_leaves.transfer_case, name="transfer_case"),
    path(f"{ONE}hand-over/<str:transfer>/", case_leaves.packet, name="packet"),
]
