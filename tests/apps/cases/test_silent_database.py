"""A database server that takes connections and never says a word: no report waits for it."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator

import pytest

from tests.make.databases import Database

pytestmark = pytest.mark.slow
SECONDS = 12
TELLS = """
import json, time
import django
django.setup()
from django.conf import settings
from django.test import Client
begun = time.monotonic()
answer = Client(headers={"host": "localhost"}).post("/report/", {"narrative": "She waits alone."})
took = time.monotonic() - begun
waiting = len(list(settings.SPOOL.iterdir()))
receipt = "ff-receipt__digits" in answer.content.decode()
said = {"status": answer.status_code, "receipt": receipt, "waiting": waiting, "took": took}
print(json.dumps(said))
"""


@pytest.fixture
def silent() -> Iterator[str]:
    """Return the address of a server whose door opens and behind which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"postgresql://u@127.0.0.1:{server.getsockname()[1]}/n"


def test_a_report_waits_on_the_disk_soon_after_a_server_that_does_not_answer(silent, tmp_path):
    done = Database(silent, tmp_path).run("-c", TELLS)

    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["took"] < SECONDS
    assert (said["status"], said["receipt"], said["waiting"]) == (200, True, 1)
