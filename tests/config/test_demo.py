"""The demonstration: one person a role, what waits for them, and no way in anywhere else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone

from fourfold.config.demo import views
from fourfold.config.demo.fill import fill
from fourfold.config.demo.people import PEOPLE
from fourfold.reference import load_pack
from fourfold.security.access.roles import ROLES
from fourfold.security.access.viewer import viewer_of
from fourfold.security.models import Account, AuditEvent
from fourfold.security.pages.waits import waits
from tests.make.desk import signed_in

ADDRESSES = """
import json, django
django.setup()
from django.urls import NoReverseMatch, reverse
found = []
for name in ("demo_sign_in", "demo_confirm", "desk:gallery", "sign_in"):
    try:
        found.append(reverse(name))
    except NoReverseMatch:
        pass
print(json.dumps(found))
"""


def addresses(mode: str, tmp_path: object) -> list[str]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "fourfold.config.settings",
        "FOURFOLD_MODE": mode,
        "FOURFOLD_VAR": str(tmp_path),
        "FOURFOLD_HOSTS": "desk.example",
        "FOURFOLD_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "DATABASE_URL": f"sqlite:///{tmp_path}/d.sqlite3",
    }
    done = subprocess.run(
        [sys.executable, "-c", ADDRESSES], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "found"),
    [
        ("demo", ["/sign-in/as/", "/sign-in/as/confirm/", "/desk/gallery/", "/sign-in/"]),
        ("test", ["/desk/gallery/", "/sign-in/"]),
        ("production", ["/sign-in/"]),
    ],
)
def test_signing_in_by_a_button_is_an_address_of_the_demonstration_alone(mode, found, tmp_path):
    assert addresses(mode, tmp_path) == found


@pytest.mark.parametrize("view", [views.sign_in_as, views.confirm])
@pytest.mark.django_db
def test_should_they_be_reached_elsewhere_they_are_not_there(view):
    request = RequestFactory().post("/sign-in/as/", {"who": "paul"})
    request.viewer = viewer_of(
        Account.objects.create(
            email="x@y.example", name="X", agency="Z", made_at=timezone.now()
        ).id,
        at=timezone.now(),
    )

    with pytest.raises(Http404):
        view(request)


@pytest.fixture(scope="module")
def filling(django_db_setup, django_db_blocker):
    """Fill the demonstration once; each test's own changes are taken back inside."""
    at = timezone.now()
    block = transaction.atomic()
    block._from_testcase = True  # so that a durable block may begin inside
    with django_db_blocker.unblock(), block:
        assert fill(load_pack("ct"), at=at)
        yield at
        transaction.set_rollback(True)


@pytest.fixture
def filled(filling, db):
    return filling


@pytest.mark.slow
def test_there_is_somebody_for_every_role_and_every_line_of_their_rail_opens(filled):
    assert {person.role for person in PEOPLE} == set(ROLES)
    shut = []
    for person in PEOPLE:
        client = signed_in(Account.objects.get(email=person.email), at=filled)
        for group in client.get("/desk/").context["desk"].rail:
            for link in group.links:
                if client.get(link.href).status_code != 200:
                    shut.append(f"{person.name}: {link.href}")
    assert shut == []


@pytest.mark.slow
def test_a_second_run_changes_nothing(filled):
    before = (Account.objects.count(), AuditEvent.objects.count())

    assert not fill(load_pack("ct"), at=timezone.now())
    assert (Account.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.slow
def test_production_refuses_a_database_filled_as_a_demonstration(
    tmp_path, settings, filled, monkeypatch
):
    settings.PRODUCTION, settings.VAR = True, tmp_path
    command = "fourfold.config.management.commands.prepare"
    monkeypatch.setattr(f"{command}.one_at_a_time", nullcontext)
    monkeypatch.setattr(f"{command}.call_command", lambda *_, **__: None)
    for name in ("make_for_a_new_demo", "check_keys"):
        monkeypatch.setattr(f"{command}.{name}", lambda: None)

    with pytest.raises(CommandError, match="filled as a demonstration"):
        call_command("prepare")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("paul", {"Carmen Ortiz opened a record", "Luis Hartwell opened a record", "Nina Rowe"}),
        ("edwin", {"Careline screener for Ben Ackerman", "Luis Hartwell cannot sign in"}),
        ("priya", {"consents end within a week"}),
        ("ada", {"Luis Hartwell cannot sign in"}),
    ],
)
def test_something_waits_for_those_who_decide(filled, key, words):
    email = next(person.email for person in PEOPLE if person.key == key)
    viewer = viewer_of(
        Account.objects.get(email=email).id, at=filled, second_factor=True, stepped_up=True
    )
    said = " | ".join(wait.words for wait in waits(viewer=viewer))

    assert [each for each in words if each not in said] == []


@pytest.mark.slow
def test_one_button_signs_in_and_another_confirms(filled, settings, client):
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.make.demo_urls"
    page = client.post("/sign-in/as/", {"who": "paul"}, follow=True)

    assert "Waits for you" in page.content.decode()
    assert AuditEvent.objects.filter(event="SIGNED_IN", facts__first="DEMO").count() == 1
    answer = client.post("/sign-in/as/confirm/", {"next": "/desk/roles/"})
    assert answer.url == "/desk/roles/"
    assert client.post("/sign-in/as/", {"who": "nobody"}).status_code == 404
