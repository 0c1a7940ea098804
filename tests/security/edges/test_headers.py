from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.http import HttpResponse, HttpResponseNotFound
from django.test import RequestFactory

from fourfold.security.edges.headers import OnEveryAnswer, clear_site
from tests.config.test_settings import READY
from tests.make.databases import HERE


def answered(address, answer, **request):
    return OnEveryAnswer(lambda _: answer)(RequestFactory().get(address, **request))


@pytest.mark.parametrize(
    ("address", "own", "status", "kept"),
    [
        ("/figures/", None, 200, "no-store"),
        ("/reports/style.css", "max-age=3600", 200, "max-age=3600"),
        ("/static/a.css", "max-age=3600, public", 200, "max-age=3600, public"),
        ("/static/a.css", "max-age=3600, public", 304, "max-age=3600, public"),
        ("/reports/style.css", "max-age=3600", 404, "no-store"),
        ("/static/a.css", "max-age=3600", 500, "no-store"),
        ("/desk/", "max-age=3600", 200, "no-store"),
        ("/account/", "private, max-age=60", 200, "no-store"),
        ("/sign-in/", None, 200, "no-store"),
    ],
)
def test_only_public_answers_that_say_so_may_be_kept(address, own, status, kept):
    headers = {"Cache-Control": own} if own else {}

    answer = answered(address, HttpResponse(status=status, headers=headers))

    assert answer.headers["Cache-Control"] == kept


@pytest.mark.parametrize(
    ("address", "referrer", "passkeys"),
    [("/", "no-referrer", "get=()"), ("/sign-in/", "same-origin", "get=(self)")],
)
def test_forms_and_passkeys_work_on_staffs_pages_only(address, referrer, passkeys):
    answer = answered(address, HttpResponse())

    assert answer.headers["Referrer-Policy"] == referrer
    assert passkeys in answer.headers["Permissions-Policy"]
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_a_sign_out_tells_the_browser_to_drop_everything():
    answer = HttpResponse()

    clear_site(answer)

    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_an_answer_that_is_not_found_keeps_its_own_words():
    answer = answered("/desk/x/", HttpResponseNotFound(b"same"))

    assert answer.content == b"same"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


# ---------------------------------------------------------------- as production answers
ASK = """
import json, sys
import django; django.setup()
from django.conf import settings
from django.test import Client
found = []
for address, host, secure in json.loads(sys.argv[1]):
    kept = {"HTTP_X_FORWARDED_PROTO": "https" if secure else "http"}
    answer = Client(raise_request_exception=False).get(address, headers={"host": host}, **kept)
    found.append([answer.status_code, dict(answer.headers)])
names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
print(json.dumps([found, names]))
"""
YEAR = "max-age=31536000; includeSubDomains"
OURS = "council.example.gov"
ASKED = [
    ("/health/", "10.1.2.3:8000", False),
    ("/health/", OURS, True),
    ("/robots.txt", OURS, True),
    ("/robots.txt", OURS, False),
    ("/robots.txt", "evil.example", True),
    ("/nowhere/", OURS, True),
    ("/static/fourfold/css/plain.css", OURS, True),
]


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """What a production site answers, what it logs, and what its cookies are called."""
    var = tmp_path_factory.mktemp("var")
    settings = HERE | READY | {"DATABASE_URL": f"sqlite:///{var}/x.sqlite3"}
    done = subprocess.run(
        [sys.executable, "-c", ASK, json.dumps(ASKED)],
        env={**os.environ, **settings, "FOURFOLD_VAR": str(var), "FOURFOLD_JURISDICTION": "ct"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers, names = json.loads(done.stdout)
    return answers, done.stderr, names


@pytest.mark.slow
def test_in_production_a_wrong_host_is_refused_with_one_line_in_the_log(production):
    answers, said, _ = production

    assert [status for status, _ in answers] == [503, 503, 200, 301, 400, 404, 200]
    assert said.count("DisallowedHost") == 1
    assert "Traceback" not in said
    assert "evil" not in said


@pytest.mark.slow
def test_in_production_every_answer_has_every_header_errors_and_styles_included(production):
    answers, _, names = production

    for (address, _, secure), (_, headers) in zip(ASKED, answers, strict=True):
        for name, value in {
            "Content-Security-Policy": "default-src 'none'",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cache-Control": "max-age" if "static" in address else "no-store",
            **(
                {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
                if secure
                else {}
            ),
        }.items():
            assert value in headers.get(name, ""), f"{address} lacks {name}"
        assert "Access-Control-Allow-Origin" not in headers
    assert all(name.startswith("__Host-") for name in names)
