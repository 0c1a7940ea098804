"""Addresses of the staff's pages of data calls, below /desk/."""

from django.urls import URLPattern, path

from fourfold.apps.submissions.views import (
    call_boards,
    call_office,
    call_page,
    call_reminders,
    calls,
    offices,
)

ADDRESSES: list[URLPattern] = [
    path("calls/", calls.calls, name="calls"),
    path("calls/new/", calls.choose_dataset, name="choose_dataset"),
    path("calls/new/<str:dataset>/", calls.new_call, name="new_call"),
    path(
        "calls/papers/<str:dataset>/<str:paper>/", call_boards.contract_file, name="contract_file"
    ),
    path("calls/year/<int:year>/", call_boards.year, name="year"),
    path("calls/offices/", offices.offices, name="offices"),
    path("calls/offices/new/", offices.new_office, name="new_office"),
    path("calls/offices/list/", offices.office_list, name="office_list"),
    path("calls/offices/<str:office>/", offices.office, name="office"),
    path("calls/offices/<str:office>/active/", offices.office_active, name="office_active"),
    path("calls/<str:call>/", call_page.call, name="call"),
    path("calls/<str:call>/file/", call_boards.call_file, name="call_file"),
    path("calls/<str:call>/change/", call_page.change_call, name="change_call"),
    path("calls/<str:call>/ask/", call_page.ask_more, name="ask_more"),
    path("calls/<str:call>/close/", call_page.close_call, name="close_call"),
    path("calls/<str:call>/reopen/", call_page.reopen_call, name="reopen_call"),
    path("calls/<str:call>/reminders/", call_reminders.call_reminders, name="call_reminders"),
    path(
        "calls/<str:call>/reminders/<str:reminder>/again/",
        call_reminders.send_again,
        name="send_again",
    ),
    path("calls/<str:call>/letters/posted/", call_reminders.letters_posted, name="letters_posted"),
    path("calls/<str:call>/letters/<str:which>/", call_reminders.call_letters, name="call_letters"),
    path("calls/<str:call>/of/<str:office>/", call_office.asked_office, name="asked_office"),
    path(
        "calls/<str:call>/of/<str:office>/<str:asked_deed>/",
        call_office.office_deed,
        name="office_deed",
    ),
]
