"""The site in a real server on a database of its own, to be told things, killed and started."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.make.databases import ROOT, Database

UP_WITHIN = 60
"""Seconds that a start may take on a machine with other work; what it took is told."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIGITS = re.compile(rb"\d{4} \d{4} \d{4} \d{4}")


class NotAnswered(Exception):
    """The server went away before it answered; nobody knows what became of the report."""


@dataclass
class Site:
    """A server of its own process group. processes: the worker may be seen among them."""

    database: Database
    port: int
    threads: int = 4
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)
    """Seconds from each start to the first answer."""

    def start(self) -> None:
        """Start it as `fourfold serve` does, and wait for the first answer."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [
                str(Path(sys.executable).with_name("granian")),
                *("--interface", "wsgi", "--port", str(self.port), "--workers", "1"),
                *("--no-access-log", "--log-level", "critical", "--no-ws"),
                *("--blocking-threads", str(self.threads)),
                "fourfold.config.wsgi:application",
            ],
            env={**os.environ, **self.database.settings},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=ROOT,
        )
        while time.monotonic() - began < UP_WITHIN:
            with suppress(OSError, HTTPException):
                if self._ask("GET", "/health/")[0] == 200:
                    self.starts.append(time.monotonic() - began)
                    return
            time.sleep(0.05)
        raise TimeoutError("The site did not answer.")

    def kill(self) -> None:
        """Kill the server and its workers, as a power cut would."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def tell(self, key: str, narrative: str, *, address: str) -> str:
        """
        Send the public's form; returns the number on the page that answers.

        key: the page's own key, the same when it is sent again. :raises NotAnswered:
        """
        sent = urlencode({"page": key, "narrative": narrative, "child_name": key}).encode()
        try:
            status, page = self._ask("POST", "/report/", sent, address)
        except (OSError, HTTPException) as gone:
            raise NotAnswered from gone
        found = DIGITS.search(page)
        if status != 200 or found is None:
            raise AssertionError(f"{status} instead of a number")
        return found[0].decode().replace(" ", "")

    def open(self) -> None:
        """Open the public's form."""
        status, _ = self._ask("GET", "/report/")
        if status != 200:
            raise AssertionError(f"{status} instead of the form")

    def _ask(
        self, method: str, path: str, body: bytes | None = None, address: str = ""
    ) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {**FORM, "X-Forwarded-For": address} if address else {}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def worker(self) -> int:
        """Return the process id of the worker that answers."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return int((children.split() or [str(self.process.pid)])[-1])


def address_of(nth: int) -> str:
    """Return the nth of many addresses, so that no limit is met."""
    return f"10.{nth // 65_536 % 256}.{nth // 256 % 256}.{nth % 256}"


@contextmanager
def served(database: Database, *, threads: int = 4) -> Iterator[Site]:
    """Give a site on a database that is not started yet."""
    database.settings |= {"FOURFOLD_JURISDICTION": "ct", "FOURFOLD_PROXIES": "1"}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = Site(database, port, threads)
    try:
        yield site
    finally:
        site.kill()
