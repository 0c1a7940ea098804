"""What travels packed, and what never does."""

from __future__ import annotations

import gzip
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from fourfold.security.edges.packed import OpenPages

PAGE = "<p>words</p>" * 100


def answered(
    kind: str = "text/html; charset=utf-8",
    *,
    streams: bool = False,
    part: str = "public",
    **asked: str,
):
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip", **asked})
    request.resolver_match = SimpleNamespace(namespaces=[part] if part else [])
    if "cookie" in asked:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = asked["cookie"]
    made = StreamingHttpResponse([PAGE]) if streams else HttpResponse(PAGE)
    made["Content-Type"] = kind
    return OpenPages(lambda _: made)(request)


def test_an_open_page_is_packed_and_says_so():
    found = answered()

    assert found["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in found["Vary"]
    assert gzip.decompress(found.content).decode() == PAGE
    assert len(found.content) < len(PAGE) / 4


def test_an_address_that_is_not_there_is_not_packed():
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})

    found = OpenPages(lambda _: HttpResponse(PAGE, status=404))(request)

    assert "Content-Encoding" not in found


@pytest.mark.parametrize(
    ("why", "how"),
    [
        ("somebody is signed in", {"cookie": "key"}),
        ("a program shows its token", {"authorization": "Bearer made-up"}),
        ("a picture is packed already", {"kind": "image/png"}),
        ("a PDF is packed already", {"kind": "application/pdf"}),
        ("a file streams", {"streams": True}),
        ("an office answers behind its link", {"part": "calling"}),
        ("somebody answers a survey", {"part": "surveying"}),
        ("somebody signs in", {"part": ""}),
    ],
)
def test_nothing_is_packed_when(why, how):
    assert "Content-Encoding" not in answered(**how), why
