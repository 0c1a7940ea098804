"""Addresses of training: the staff's below /desk/, and the one where people sign in."""

from django.urls import URLPattern, path

from fourfold.apps.training.views import (
    attendance,
    certificates,
    numbers,
    sessions,
    signing,
    trainers,
)

app_name = "training"
ONE = "training/sessions/<str:training>/"
PAPER = "training/certificates/<str:certificate>/"
WHO = "training/trainers/<str:trainer>/"
urlpatterns = [
    path("training/", sessions.calendar, name="calendar"),
    path("training/sessions/new/", sessions.new_session, name="new_session"),
    path(ONE, sessions.session, name="session"),
    path(f"{ONE}change/", sessions.change_session, name="change_session"),
    path(f"{ONE}call-off/", sessions.call_off, name="call_off"),
    path(f"{ONE}hold/", sessions.hold_after_all, name="hold_after_all"),
    path(f"{ONE}list/", attendance.decide, name="decide"),
    path(f"{ONE}add/", attendance.add, name="add"),
    path(f"{ONE}bring/", attendance.bring, name="bring"),
    path(f"{ONE}count/", attendance.count, name="count"),
    path(f"{ONE}sign/", attendance.sign, name="sign"),
    path(f"{ONE}sign/qr.svg", attendance.qr, name="qr"),
    path(f"{ONE}certificates/", certificates.issue, name="issue"),
    path(f"{ONE}certificates.pdf", certificates.printed, name="printed"),
    path(PAPER, certificates.certificate, name="certificate"),
    path(f"{PAPER}certificate.pdf", certificates.paper, name="paper"),
    path(f"{PAPER}revoke/", certificates.revoke, name="revoke"),
    path("training/trainers/", trainers.board, name="trainers"),
    path("training/trainers/new/", trainers.new_trainer, name="new_trainer"),
    path(WHO, trainers.trainer, name="trainer"),
    path(f"{WHO}move/", trainers.move, name="move"),
    path(f"{WHO}undo/", trainers.undo, name="undo"),
    path(f"{WHO}account/", trainers.tie, name="tie"),
    path("training/numbers/", numbers.numbers, name="numbers"),
    path("training/numbers/<int:year>.csv", numbers.rows, name="rows"),
    path("training/numbers/coverage/", numbers.coverage, name="coverage"),
    path("training/meetings/", trainers.meetings, name="meetings"),
]
public: list[URLPattern] = [
    path("train/<str:sign>/", signing.sign_in, name="sign_in"),
    path("certificate/", certificates.verify, name="verify"),
]
"""Stand in QR codes on walls and on papers: they never change."""
