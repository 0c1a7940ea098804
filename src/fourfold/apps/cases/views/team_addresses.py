"""Addresses of teams, their meetings, and their reviews of a case."""

from django.urls import path

from fourfold.apps.cases.views import case_team, meetings, reviews, team_counting, teams

ADDRESSES = [
    path("teams/", teams.teams, name="teams"),
    path("teams/<str:team>/", teams.team, name="team"),
    path("teams/<str:team>/seats/", teams.seats, name="team_seats"),
    path("teams/<str:team>/seats/<str:seat>/end/", teams.end_seat, name="end_team_seat"),
    path("teams/<str:team>/counts/", team_counting.team_counts, name="team_counts"),
    path("teams/<str:team>/counts/file/", team_counting.team_counts_file, name="team_counts_file"),
    path("teams/<str:team>/plan/", meetings.plan, name="plan_meeting"),
    path("teams/<str:team>/meetings/<str:meeting>/", meetings.meeting, name="meeting"),
    path("teams/<str:team>/meetings/<str:meeting>/change/", meetings.change, name="change_meeting"),
    path("teams/<str:team>/meetings/<str:meeting>/call-off/", meetings.call_off, name="call_off"),
    path("teams/<str:team>/meetings/<str:meeting>/hold/", meetings.hold, name="hold_meeting"),
    path("teams/<str:team>/meetings/<str:meeting>/add/", meetings.add, name="put_on_agenda"),
    path("cases/<str:case>/team/", case_team.case_team, name="case_team"),
    path("cases/<str:case>/team/<str:team>/leave/", case_team.leave_team, name="leave_team"),
    path("cases/<str:case>/reviews/<str:review>/", reviews.review, name="review"),
    path("cases/<str:case>/reviews/<str:review>/note/", reviews.note, name="note_review"),
    path("cases/<str:case>/reviews/<str:review>/results/", reviews.results, name="note_results"),
    path("cases/<str:case>/reviews/<str:review>/agree/", reviews.agree, name="agree"),
    path("cases/<str:case>/reviews/<str:review>/put-off/", reviews.put_off, name="put_off"),
    path("cases/<str:case>/to-do/<str:action>/", reviews.end_to_do, name="end_to_do"),
]
