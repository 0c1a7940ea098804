"""`fourfold submit`: a file is brought to a real server from another process, and what it says."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fourfold.cli import app
from fourfold.cli.transport import BadAddress, Site
from tests.make import brought
from tests.make.databases import new_database
from tests.make.served import Site as Server
from tests.make.served import served

RUN = CliRunner()


# ------------------------------------------------------------------ without a server
@pytest.mark.parametrize(
    "address",
    [
        "http://data.example.gov",
        "data.example.gov",
        "ftp://data.example.gov",
        "https://",
        "https://stew:secret@data.example.gov",
        "https://data.example.gov/?x=1",
        "",
    ],
)
def test_a_token_goes_only_to_an_encrypted_address_without_secrets_in_it(address):
    with pytest.raises(BadAddress):
        Site(address, "token")


@pytest.mark.parametrize("address", ["https://data.example.gov", "http://127.0.0.1:8000"])
def test_an_encrypted_site_and_this_machine_are_fine(address):
    assert Site(address, "token")


def test_without_a_token_it_says_where_one_is_put(tmp_path, monkeypatch):
    monkeypatch.delenv("FOURFOLD_TOKEN", raising=False)
    file = tmp_path / "a.csv"
    file.write_bytes(brought.ANSWER)

    said = RUN.invoke(app, ["submit", str(file), "--call", "C", "--to", "https://x.example"])

    assert said.exit_code == 2
    assert "FOURFOLD_TOKEN" in said.output


def test_a_token_is_never_an_argument():
    assert "--token " not in RUN.invoke(app, ["submit", "--help"]).output


def test_a_site_that_does_not_answer_is_another_exit_code(tmp_path, monkeypatch):
    monkeypatch.setenv("FOURFOLD_TOKEN", "x")
    file = tmp_path / "a.csv"
    file.write_bytes(brought.ANSWER)

    said = RUN.invoke(app, ["submit", str(file), "--call", "C", "--to", "http://127.0.0.1:9"])

    assert said.exit_code == 3
    assert "run this again" in said.output


# ------------------------------------------------------------------ with a server
@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[tuple[Server, str]]:
    var = tmp_path_factory.mktemp("served")
    with new_database(var) as database, served(database) as site:
        database.settings |= {"FOURFOLD_JURISDICTION": "zz"}
        done = database.run("-m", "tests.apps.submissions.submitting")
        assert done.returncode == 0, done.stderr
        site.start()
        yield site, done.stdout.strip()


@pytest.fixture
def submit(server, monkeypatch):
    """Return a function that submits a file and gives the exit code and what was said."""
    site, secret = server
    monkeypatch.setenv("FOURFOLD_TOKEN", secret)
    address = f"http://127.0.0.1:{site.port}"

    def run(file: Path, *more: str, call: str = brought.CALL) -> tuple[int, str]:
        given = ["submit", str(file), "--call", call, "--to", address, *more]
        said = RUN.invoke(app, given)
        return said.exit_code, said.output

    return run


def written(folder: Path, content: bytes) -> Path:
    file = folder / "lamps.csv"
    file.write_bytes(content)
    return file


@pytest.mark.slow
def test_a_wrong_file_is_told_a_right_one_is_kept_sent_and_known_again(submit, tmp_path):
    wrong = brought.ANSWER.replace(b"BRINEPORT", b"BRINEPORRT")

    code, said = submit(written(tmp_path, wrong))
    assert code == 1
    assert "Did you mean Brineport" in said
    assert "Nothing was sent" in said
    _, here = submit(written(tmp_path, wrong), "--json")
    code, there = submit(written(tmp_path, wrong), "--no-check", "--json")
    assert code == 1
    assert json.loads(here.partition("\nNothing was sent")[0]) == json.loads(there)

    code, said = submit(written(tmp_path, brought.ANSWER))
    assert (code, "Version 1 is received: 2 rows." in said) == (0, True), said

    code, said = submit(written(tmp_path, brought.ANSWER), "--send", "--json")
    told = json.loads(said)
    assert (code, told["version"], told["state"]) == (0, 1, "SENT")

    code, said = submit(written(tmp_path, brought.ANSWER))
    assert (code, "came before" in said) == (0, True), said


@pytest.mark.slow
def test_a_token_from_a_file_and_a_call_nobody_opened(submit, server, tmp_path, monkeypatch):
    monkeypatch.delenv("FOURFOLD_TOKEN")
    secret = tmp_path / "token"
    secret.write_text(f"{server[1]}\n")
    os.chmod(secret, 0o644)

    code, said = submit(written(tmp_path, b"x"), "--token-file", str(secret), call="NONE")
    assert code == 2
    assert "chmod 600" in said

    secret.write_text("fourfold_guess")
    code, said = submit(written(tmp_path, b"x"), "--token-file", str(secret))
    assert code == 2
    assert "opens nothing" in said
    assert "fourfold_guess" not in said


@pytest.mark.slow
def test_after_a_server_was_killed_the_same_command_goes_on(submit, server, tmp_path, monkeypatch):
    site, _secret = server
    content = brought.HEAD.encode() + b"2029,BRINEPORT,12,5,7\n" * 300_000
    file = written(tmp_path, content)
    sent: list[int] = []
    part = Site.part

    def killed(self, upload, *, start, content):
        sent.append(start)
        if len(sent) == 2:
            site.kill()
        return part(self, upload, start=start, content=content)

    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(Site, "part", killed)
    code, said = submit(file, "--no-check")
    assert (code, "run this again" in said) == (3, True), said

    monkeypatch.undo()
    site.start()
    monkeypatch.setenv("FOURFOLD_TOKEN", server[1])
    del sent[:]
    monkeypatch.setattr(
        Site, "part", lambda self, *a, **k: sent.append(k["start"]) or part(self, *a, **k)
    )
    code, said = submit(file, "--no-check")
    assert code == 1, said
    assert sent[0] == 4 * 2**20
