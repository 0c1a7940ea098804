"""Settings: safe where nobody set them, and refused where they are not safe."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import global_settings as defaults
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.utils import ConnectionHandler
from django.utils.module_loading import import_string

import fourfold
from fourfold.config.database import POSTGRESQL, SQLITE, database

KEY = "k3y-of-a-test-" + "abcdefghijklmnopqrstuvwxyz0123456789"
SETTINGS = Path(fourfold.__file__).parent / "config" / "settings.py"
READY = {
    "FOURFOLD_MODE": "production",
    "FOURFOLD_SECRET_KEY": KEY,
    "FOURFOLD_HOSTS": "council.example.gov, www.council.example.gov",
    "DATABASE_URL": "postgresql://fourfold@db/fourfold?sslmode=verify-full",
}


def settings_with(monkeypatch, **changes):
    for name in (*READY, "FOURFOLD_VAR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in changes.items():
        if value is not None:
            monkeypatch.setenv(name, value)
    return runpy.run_path(str(SETTINGS))


def test_production_redirects_to_https_and_answers_to_its_own_names(monkeypatch):
    made = settings_with(monkeypatch, **READY)

    assert made["ALLOWED_HOSTS"] == ["council.example.gov", "www.council.example.gov"]
    assert made["SECURE_SSL_REDIRECT"]
    assert made["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert made["CSRF_COOKIE_SECURE"]
    assert made["DEBUG"] is False


def test_notices_go_by_the_mail_server_that_was_named(monkeypatch):
    made = settings_with(
        monkeypatch, **READY, FOURFOLD_MAIL="smtp+tls://post:secret@mail.example.gov:587"
    )

    assert (made["EMAIL_HOST"], made["EMAIL_PORT"]) == ("mail.example.gov", 587)
    assert made["EMAIL_USE_TLS"]


@pytest.mark.parametrize("address", ["mail.example.gov", "http://post:secret@mail.example.gov"])
def test_what_is_no_mail_server_is_refused_without_repeating_its_password(address, monkeypatch):
    with pytest.raises(ImproperlyConfigured, match="must begin with smtp://") as refused:
        settings_with(monkeypatch, **READY, FOURFOLD_MAIL=address)

    assert "secret" not in str(refused.value)


def test_a_demonstration_mails_nothing_whatever_is_set(monkeypatch):
    made = settings_with(monkeypatch, FOURFOLD_MODE="demo", FOURFOLD_MAIL="smtp://mail.example.gov")

    assert made["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


@pytest.mark.parametrize("cookie", ["SESSION", "CSRF"])
def test_a_cookie_of_production_stays_on_this_host_and_out_of_scripts(cookie, monkeypatch):
    made = settings_with(monkeypatch, **READY)

    assert made[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
    assert made[f"{cookie}_COOKIE_SECURE"]
    assert made.get(f"{cookie}_COOKIE_HTTPONLY", getattr(defaults, f"{cookie}_COOKIE_HTTPONLY"))
    assert made[f"{cookie}_COOKIE_SAMESITE"] == "Strict"
    assert f"{cookie}_COOKIE_DOMAIN" not in made
    assert made.get(f"{cookie}_COOKIE_PATH", "/") == "/"


def test_a_password_of_production_is_kept_under_argon2id_at_full_cost(monkeypatch):
    kept = settings_with(monkeypatch, **READY)["PASSWORD_HASHERS"]
    hasher = import_string(kept[0])

    assert len(kept) == 1
    assert hasher.algorithm == "argon2"
    assert hasher.memory_cost >= 19 * 1024  # KiB, with two passes or more
    assert hasher.time_cost >= 2


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FOURFOLD_SECRET_KEY", None, "FOURFOLD_SECRET_KEY is not set"),
        ("FOURFOLD_SECRET_KEY", "short", "can be guessed"),
        ("FOURFOLD_SECRET_KEY", "0" * 60, "can be guessed"),
        ("FOURFOLD_SECRET_KEY", "demo-and-test-only-" + "0" * 40, "can be guessed"),
        ("FOURFOLD_HOSTS", None, "FOURFOLD_HOSTS is not set"),
        ("FOURFOLD_HOSTS", "*", "must name each host"),
        ("FOURFOLD_HOSTS", " , ", "must name each host"),
        ("DATABASE_URL", None, "DATABASE_URL is not set"),
        ("DATABASE_URL", "mysql://db/x", "no address of a database"),
        ("FOURFOLD_MODE", "prod", "demo, test or production"),
    ],
)
def test_production_does_not_start_unsafe(name, value, said, monkeypatch):
    with pytest.raises(ImproperlyConfigured, match=said):
        settings_with(monkeypatch, **READY | {name: value})


def test_a_demo_needs_no_setting_and_answers_this_machine_only(monkeypatch):
    made = settings_with(monkeypatch)

    assert made["DEMO"]
    assert set(made["ALLOWED_HOSTS"]) == {"localhost", "127.0.0.1", "[::1]"}
    assert made["DATABASES"]["default"]["ENGINE"] == SQLITE


@pytest.mark.parametrize("folder", ["a#b", "a?b", "a%20b", "a b", "ä"])
def test_the_local_database_lies_in_the_folder_that_was_named(folder, monkeypatch, tmp_path):
    made = settings_with(monkeypatch, FOURFOLD_VAR=str(tmp_path / folder))

    assert made["DATABASES"]["default"]["NAME"] == str(tmp_path / folder / "fourfold.sqlite3")


@pytest.mark.slow
def test_djangos_own_check_of_a_deployment_finds_nothing():
    plain = {name: value for name, value in os.environ.items() if "ASYNC" not in name}

    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=plain | READY | {"DJANGO_SETTINGS_MODULE": "fourfold.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("postgresql://u:p%40ss@db:5433/n", {"HOST": "db", "PORT": 5433, "PASSWORD": "p@ss"}),
        ("postgres://%2Frun%2Fpostgresql/n", {"HOST": "/run/postgresql", "NAME": "n"}),
        ("postgresql://u@/n", {"HOST": "", "USER": "u"}),
        ("postgresql://h1,h2:5432/n", {"HOST": "h1,h2"}),
    ],
)
def test_an_address_of_postgresql_is_read(address, expected, tmp_path):
    made = database(address, local=tmp_path)

    assert made["ENGINE"] == POSTGRESQL
    assert made | expected == made
    assert made["CONN_HEALTH_CHECKS"]


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("sslmode=verify-full&sslrootcert=/etc/ca.pem", {"sslmode": "verify-full"}),
        ("host=/run/postgresql", {"host": "/run/postgresql"}),
        ("sslmode=require", {"connect_timeout": 3, "tcp_user_timeout": 10_000}),
        ("connect_timeout=10", {"connect_timeout": 10}),
        ("options=-c%20search_path%3Df", {"options": "-c search_path=f -c synchronous_commit=on"}),
    ],
)
def test_options_of_the_address_reach_the_server(option, expected, tmp_path):
    options = database(f"postgresql://u@h/n?{option}", local=tmp_path)["OPTIONS"]

    assert options | expected == options
    assert "synchronous_commit=on" in options["options"]


@pytest.mark.parametrize("address", ["nonsense", "mysql://u:hidden@h/n", "://", "file:///x"])
def test_any_other_address_is_refused_without_repeating_its_password(address, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="is no address of a database") as refused:
        database(address, local=tmp_path)

    assert "hidden" not in str(refused.value)


@pytest.mark.django_db
def test_every_connection_to_sqlite_is_durable_and_checks_its_keys(tmp_path):
    made = database(f"sqlite:///{tmp_path / 'x.sqlite3'}?timeout=60", local=tmp_path)
    again = ConnectionHandler({"default": made})["default"]

    for _ in range(2):
        with again.cursor() as cursor:
            told = {
                name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
        again.close()
        assert told == {
            "journal_mode": "wal",
            "synchronous": 2,  # FULL
            "foreign_keys": 1,
            "busy_timeout": 60_000,
        }
    assert again.transaction_mode == "IMMEDIATE"


@pytest.mark.django_db
def test_a_connection_to_sqlite_is_kept_but_never_to_a_file_that_was_replaced(tmp_path):
    address = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    kept, other = (
        ConnectionHandler({"default": database(address, local=tmp_path)})["default"]
        for _ in range(2)
    )

    def tables():
        kept.close_if_unusable_or_obsolete()  # as Django does before and after each request
        with kept.cursor() as cursor:
            return kept.connection, kept.introspection.table_names(cursor)

    first, before = tables()
    with other.cursor() as cursor:
        cursor.execute("CREATE TABLE changed (id INTEGER)")
    other.close()
    second, changed = tables()
    assert (second, before, changed) == (first, [], ["changed"])

    os.replace(tmp_path / "x.sqlite3", tmp_path / "away.sqlite3")
    third, after = tables()
    kept.close()
    assert (third is first, after) == (False, [])


@pytest.mark.django_db
def test_every_connection_to_postgresql_acknowledges_only_what_is_on_disk():
    if connection.vendor != "postgresql":
        pytest.skip("this run is on SQLite")

    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
