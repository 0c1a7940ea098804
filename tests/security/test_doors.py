"""Doors: no sign-in leads to the sign-in page, no permission to nothing at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from fourfold.security.access.roles import ROLES, Permission
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import Door, door_of, needs, open_to_all, signed_in
from fourfold.security.edges.limits import TooManyRecords
from fourfold.security.models import AuditEvent
from tests.make.people import viewer

pytestmark = pytest.mark.django_db


@needs(Permission.AUDIT_SEARCH, why="reads who saw what")
def log(request):
    return HttpResponse("log")


@needs(Permission.GLASS_REVIEW, why="reviews an opening", step_up=True)
def review(request):
    return HttpResponse("review")


@signed_in("one's own account")
def own(request):
    return HttpResponse("own")


@open_to_all("the public's numbers")
def numbers(request):
    return HttpResponse("numbers")


def ask(view, by=None, method="get", address="/desk/log/?page=2"):
    request = getattr(RequestFactory(), method)(address)
    if by is not None:
        request.viewer = by
    return view(request)


@pytest.fixture(autouse=True)
def _addresses(monkeypatch):
    monkeypatch.setattr("fourfold.security.doors.reverse", lambda name: f"/{name}/")


def test_a_door_says_who_and_why():
    assert door_of(log) == Door("audit.search", "reads who saw what")
    assert door_of(review) == Door("glass.review", "reviews an opening", step_up=True)
    assert door_of(own) == Door("signed in", "one's own account")
    assert door_of(numbers) == Door("anyone", "the public's numbers")
    assert door_of(print) is None


def test_anyone_passes_an_open_door():
    assert ask(numbers).content == b"numbers"


@pytest.mark.parametrize("view", [log, review, own])
def test_whoever_has_not_signed_in_is_led_there_and_back(view):
    person = viewer("Pia", "PRIVACY")

    for by in (None, nobody(person.at)):
        assert ask(view, by)["Location"] == "/sign_in/?next=%2Fdesk%2Flog%2F%3Fpage%3D2"


def test_what_a_form_sent_is_not_carried_through_sign_in():
    assert ask(log, method="post")["Location"] == "/sign_in/?next=%2Fdesk%2Flog%2F"


@pytest.mark.parametrize("code", sorted(ROLES))
def test_a_door_opens_to_the_roles_with_the_permission_and_is_not_there_for_others(code):
    by = viewer("Pia", code)

    if Permission.AUDIT_SEARCH in ROLES[code].permissions:
        assert ask(log, by).content == b"log"
        assert not AuditEvent.objects.exists()
    else:
        with pytest.raises(Http404):
            ask(log, by)
        assert AuditEvent.objects.get().event == "DOOR_REFUSED"


def test_without_the_second_factor_the_permission_is_not_there():
    with pytest.raises(Http404):
        ask(log, replace(viewer("Pia", "PRIVACY"), second_factor=False))


def test_a_door_that_asks_for_proof_again_leads_there_first():
    fresh = viewer("Pia", "PRIVACY")

    assert ask(review, fresh).content == b"review"
    assert ask(review, replace(fresh, stepped_up=False))["Location"].startswith("/step_up/?next=")


def test_a_stranger_is_not_even_asked_for_proof_again():
    with pytest.raises(Http404):
        ask(review, replace(viewer("Gus", "STEWARD"), stepped_up=False))


def test_whoever_opened_too_many_records_is_asked_for_proof():
    @needs(Permission.AUDIT_SEARCH, why="reads who saw what")
    def many(request):
        raise TooManyRecords(100, first=True)

    assert ask(many, viewer("Pia", "PRIVACY"))["Location"].startswith("/step_up/?next=")
