from __future__ import annotations

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from fourfold.security.edges import errors

REQUEST = RequestFactory().get("/somewhere/?typed=canary")


def broken_by(error):
    try:
        raise error
    except type(error):
        return errors.broken(REQUEST)


MADE = {
    400: lambda: errors.bad_request(REQUEST, SuspiciousOperation("canary")),
    403: lambda: errors.refused(REQUEST, PermissionError("canary")),
    413: lambda: errors.bad_request(REQUEST, RequestDataTooBig("canary")),
    429: lambda: errors.too_many(REQUEST, seconds=61),
    500: lambda: broken_by(ValueError("canary")),
    503: lambda: broken_by(OperationalError("canary")),
}


def test_every_page_that_there_is_has_its_words():
    assert set(MADE) == set(errors.PAGES)


@pytest.mark.parametrize("status", MADE)
def test_an_error_page_says_what_happened_what_was_kept_and_what_to_do(status):
    answer = MADE[status]()

    page, words = answer.content.decode(), errors.PAGES[status]
    assert answer.status_code == status
    assert all(str(each) in page for each in (words.happened, words.kept, words.do))
    assert REQUEST.META["fourfold.fault"] in page
    assert "canary" not in page
    assert "<script" not in page
    assert "!" not in page.replace("<!DOCTYPE", "")


def test_a_page_that_asks_to_wait_says_how_long():
    assert MADE[429]().headers["Retry-After"] == "61"
    assert "Wait 2 minutes." in MADE[429]().content.decode()
    assert MADE[503]().headers["Retry-After"] == "60"


def test_two_errors_have_two_numbers():
    assert len({MADE[500]().content for _ in range(20)}) == 20


# ---------------------------------------------------------------- through the whole site
urlpatterns = [path("post/", lambda request: HttpResponse(str(len(request.POST))))]
handler400 = "fourfold.security.edges.errors.bad_request"
handler403 = "fourfold.security.edges.errors.refused"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"a": "x" * 3_000_000}, 413),
        ({f"a{nth}": "" for nth in range(1_100)}, 413),
        ({"a": "x"}, 200),
    ],
)
def test_a_form_that_is_too_large_is_answered_with_413(sent, status):
    assert Client().post("/post/", sent).status_code == status


@pytest.mark.urls(__name__)
def test_a_form_without_our_token_is_answered_with_403_in_calm_words():
    answer = Client(enforce_csrf_checks=True).post("/post/", {"a": "x"})

    assert answer.status_code == 403
    assert "This form was open too long" in answer.content.decode()


@pytest.mark.django_db
def test_two_addresses_that_lead_nowhere_are_answered_with_the_same_bytes():
    answers = [Client().get(each) for each in ("/a/", "/b/c/?d=e", "/figures/NOT_THERE/")]

    assert len({each.content for each in answers}) == 1
    assert len({str(sorted(each.headers.items())) for each in answers}) == 1
