"""A figures page, against an empty page through the same server code and base page."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ["FOURFOLD_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "fourfold.config.settings"
os.environ.setdefault("FOURFOLD_ASSETS", str(Path(__file__).parents[1] / "var" / "assets"))
HOME = tempfile.TemporaryDirectory()
os.environ["FOURFOLD_VAR"] = HOME.name

import django  # noqa: E402 - settings are read when Django starts

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import path  # noqa: E402

from fourfold.config import urls  # noqa: E402
from ratio import by_turns, verdict  # noqa: E402

PAGE = "/figures/DCF_REFERRALS_BY_AGE/"
MOST_QUERIES = 5
MOST_TIMES = 3


def empty_page(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


def main() -> None:
    urls.urlpatterns.insert(0, path("bench-empty/", empty_page))
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("prepare", verbosity=0)
    client = Client()
    with CaptureQueriesContext(
        connection,
    ) as first:
        assert client.get(PAGE).status_code == 200
    with CaptureQueriesContext(connection) as again:
        assert client.get(PAGE).status_code == 200
    print(f"queries: {len(first)} the first time, {len(again)} from then on")

    ratio = by_turns(
        lambda: [client.get(PAGE) for _ in range(20)],
        lambda: [client.get("/bench-empty/") for _ in range(20)],
        rounds=9,
    )
    print("the same, with the page made anew each time:")

    def made_anew() -> None:
        for _ in range(20):
            cache.clear()
            client.get(PAGE)

    anew = by_turns(made_anew, lambda: [client.get("/bench-empty/") for _ in range(20)], rounds=5)
    print(f"  ratio {anew:.2f}, for information")
    verdict("figures page / empty page", ratio, MOST_TIMES)
    if len(first) > MOST_QUERIES:
        sys.exit(1)


if __name__ == "__main__":
    main()
