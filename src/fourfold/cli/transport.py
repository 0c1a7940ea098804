"""Speaking with a Fourfold site as an agency's program: one token, answers in JSON, no cookies."""

from __future__ import annotations

import http.client
import json
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

HERE = {"127.0.0.1", "::1", "localhost"}
SECONDS = 120
"""How long an answer may take; a large file is checked while one waits."""
MOST_ANSWER = 20_000_000
BASE = "/api/submissions/"


class BadAddress(ValueError):
    """The site's address cannot be used."""


class NotReached(RuntimeError):
    """The site did not answer, or not now. The same command goes on where this one stopped."""


class Refused(RuntimeError):
    """The site answered no. status: of HTTP. code: the refusal's own name."""

    def __init__(self, message: str, *, status: int, code: str) -> None:
        """Keep what the site said."""
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: of HTTP's status and a JSON object."""

    status: int
    said: dict[str, Any]


class Site:
    """One site, with one token. Nothing is kept between calls but where it is."""

    def __init__(self, address: str, token: str) -> None:
        """
        Name a site: https://data.example.gov; plain http only on this machine.

        :raises BadAddress:
        """
        parts = urlsplit(address)
        is_here = parts.hostname in HERE
        if parts.scheme not in ("https", "http") or not parts.hostname or parts.query:
            raise BadAddress(f"{address} is no site's address. Write it like https://example.gov")
        if parts.scheme == "http" and not is_here:
            raise BadAddress(
                f"{address} is not encrypted. Use https://, so that nobody reads along."
            )
        if parts.username or parts.password:
            raise BadAddress("An address holds no name and no password. Use FOURFOLD_TOKEN.")
        self._parts = parts
        self._token = token

    def ask(self, *steps: str, said: dict[str, Any] | None = None) -> Answer:
        """Send a JSON object to an address below the programs' own. :raises NotReached, Refused:"""
        body = json.dumps(said or {}).encode()
        return self._post(_path(steps), body, "application/json")

    def part(self, upload: str, *, start: int, content: bytes) -> Answer:
        """Send one part of a file. :raises NotReached, Refused:"""
        path = f"{_path((upload, 'parts'))}?{urlencode({'start': start})}"
        return self._post(path, content, "application/octet-stream")

    def _post(self, path: str, body: bytes, kind: str) -> Answer:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": kind}
        connection = self._connection()
        try:
            connection.request("POST", self._parts.path.rstrip("/") + path, body, headers)
            answer = connection.getresponse()
            status, text = answer.status, answer.read(MOST_ANSWER)
        except (OSError, http.client.HTTPException) as gone:
            raise NotReached(f"{self._parts.hostname} did not answer ({gone}).") from gone
        finally:
            connection.close()
        return _read(status, text)

    def _connection(self) -> http.client.HTTPConnection:
        host, port = str(self._parts.hostname), self._parts.port
        if self._parts.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=SECONDS)
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=SECONDS, context=context)


def _path(steps: tuple[str, ...]) -> str:
    return BASE + "".join(f"{quote(each, safe='')}/" for each in steps)


def _read(status: int, text: bytes) -> Answer:
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if status >= 500 or status == 429:
        raise NotReached(_words(said) or f"The site cannot take it now (answer {status}).")
    if not isinstance(said, dict):
        raise Refused(
            f"This is no Fourfold site, or another version (answer {status}). Look at --to.",
            status=status,
            code="",
        )
    if status >= 400 and "refused" in said:
        raise Refused(_words(said), status=status, code=str(said.get("code", "")))
    return Answer(status, said)


def _words(said: Any) -> str:
    return str(said.get("refused", "")) if isinstance(said, dict) else ""
