"""
Requests that no browser would send, made from a grammar of bytes and the site's own addresses.

The same seed gives the same request. Each is an environ for the WSGI application.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import quote_from_bytes

from tests.make.hostile import payloads

Environ = dict[str, Any]
METHODS = ("GET",) * 6 + ("POST",) * 6 + ("HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "X-Y")
TOKEN = "a" * 32
CORPUS = [each.text.encode("utf-8", "surrogatepass") for each in payloads() if len(each.text) < 999]
ODD = (
    *(b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x28\xa1", b"\x80"),
    *(b"\0", b"\r\n", b"%", b"%zz", b"%00", b"%ff%fe", b"+", b";", b"&", b"=", b"\\", b"//", b".."),
    *(b"-1", b"0", b"-0", b"9" * 30, b"1e999", b"NaN", b"0x10", b"1_000", b"\xd9\xa3", b"1.5"),
    *(b"0000-00-00", b"2023-02-29", b"9999-12-31", b"10000-01-01", b"2024-02-30T25:61:61+99:99"),
    *(b"true", b"null", b"[]", b"{}", b"None", b"undefined", b"__proto__", b"NO_SUCH_CODE"),
    *(b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\xf0\x9f\x91\xa8", b"\xcc\x81" * 99, b"\xef\xbf\xbf"),
    *(b"a" * 300, b"\xc3\xa9" * 2_000, b"-" * 70_000),
)
KINDS = (
    *("application/x-www-form-urlencoded",) * 6,
    *("multipart/form-data; boundary=b",) * 3,
    *(
        "application/json",
        "text/plain",
        "",
        "multipart/form-data",
        "multipart/form-data; boundary=",
    ),
    *(
        "application/x-www-form-urlencoded; charset=utf-16",
        "text/html; charset=no-such",
        "a/b;c;;=d",
    ),
    *("multipart/form-data; boundary=" + "b" * 300, "multipart/mixed; boundary=b", "\xff/\xfe"),
)
HEADERS = (
    *("ACCEPT_LANGUAGE", "ACCEPT", "ACCEPT_ENCODING", "USER_AGENT", "REFERER", "ORIGIN", "RANGE"),
    *("IF_MODIFIED_SINCE", "IF_NONE_MATCH", "X_FORWARDED_FOR", "X_FORWARDED_PROTO", "FORWARDED"),
    *("X_FORWARDED_HOST", "X_HTTP_METHOD_OVERRIDE", "X_REQUESTED_WITH", "AUTHORIZATION", "EXPECT"),
    *("CONTENT_ENCODING", "TRANSFER_ENCODING", "TE", "CONNECTION", "X_CSRFTOKEN", "DATE"),
)
HOSTS = ("localhost",) * 12 + ("", "evil.example", "a b", "localhost:99999", "[::1", "\xff", "@")


@dataclass(frozen=True)
class Site:
    """What the grammar knows of a site: addresses with {gaps}, names of fields, real values."""

    addresses: Sequence[str]
    fields: Sequence[str]
    real: Sequence[str]
    cookies: Sequence[str]


def request(site: Site, seed: int) -> Environ:
    """Return one request."""
    die = Random(seed)  # noqa: S311 - the same on every run
    method, kind = die.choice(METHODS), die.choice(KINDS)
    body = _body(die, site, kind) if method not in ("GET", "HEAD") or die.random() < 0.1 else b""
    lengths = ("", "-1", "x", "1e3", str(len(body) + 9), str(10**12), str(len(body) // 2))
    length = str(len(body)) if die.random() < 0.9 else die.choice(lengths)
    environ: Environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": _path(die, site),
        "QUERY_STRING": _query(die, site) if die.random() < 0.6 else "",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": length,
        "HTTP_HOST": die.choice(HOSTS),
        "HTTP_COOKIE": _cookies(die, site),
        "HTTP_X_CSRFTOKEN": TOKEN,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": die.choice(("127.0.0.1", "", "::1", "nonsense")),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": die.choice(("http", "http", "https")),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for _ in range(die.choice((0, 0, 1, 1, 2, 5))):
        environ[f"HTTP_{die.choice(HEADERS)}"] = value(die, site).decode("latin-1")
    return environ


def value(die: Random, site: Site) -> bytes:
    """Return one value: odd bytes, an attack, something real, or a mix."""
    draws: tuple[Callable[[], bytes], ...] = (
        lambda: die.choice(ODD),
        lambda: die.choice(CORPUS),
        lambda: die.choice(site.real).encode(),
        lambda: die.randbytes(die.choice((1, 3, 9, 40))),
        lambda: b"",
        lambda: value(die, site)[:200] + value(die, site)[:200],
    )
    return die.choice(draws)()


def _path(die: Random, site: Site) -> str:
    raw = die.choice(site.addresses).encode()
    while b"{}" in raw:
        one = die.choice(site.real).encode() if die.random() < 0.5 else value(die, site)[:300]
        raw = raw.replace(b"{}", one.replace(b"{}", b""), 1)
    if die.random() < 0.1:
        at = die.randrange(len(raw) + 1)
        raw = raw[:at] + value(die, site)[:300] + raw[at:]
    return raw.decode("latin-1")


def _query(die: Random, site: Site) -> str:
    if die.random() < 0.01:
        return "&".join(f"{die.choice(site.fields)}={n}" for n in range(die.choice((900, 10_000))))
    raw = b"&".join(_pair(die, site) for _ in range(die.choice((1, 1, 2, 3, 8))))
    return raw.decode("latin-1")


def _pair(die: Random, site: Site) -> bytes:
    name = die.choice(site.fields).encode() if die.random() < 0.9 else value(die, site)
    found = value(die, site)
    if die.random() < 0.7:
        return name + b"=" + quote_from_bytes(found).encode()
    return name + die.choice((b"=", b"", b"[]=", b"==", b"%3D")) + found


def _body(die: Random, site: Site, kind: str) -> bytes:
    if die.random() < 0.05:
        return value(die, site) * die.choice((1, 9, 99))
    if die.random() < 0.003:
        return b"a=" + b"x" * 3_000_000
    if kind.startswith("multipart"):
        parts = b"".join(_part(die, site) for _ in range(die.choice((0, 1, 3, 12))))
        return parts + die.choice((b"--b--\r\n", b"--b--", b"--b", b"", b"--b\r\n\r\n"))
    if "json" in kind:
        deep = die.choice((1, 5, 3_000))
        names = [f'"{die.choice(site.fields)}": {json.dumps(value(die, site).decode("latin-1"))}']
        return b"[" * deep + ("{" + ",".join(names * 2) + "}").encode() + b"]" * deep
    return b"&".join(_pair(die, site) for _ in range(die.choice((1, 3, 6, 6, 40, 1_200))))


def _part(die: Random, site: Site) -> bytes:
    name, named = die.choice(site.fields).encode(), die.random() < 0.3
    head = b'Content-Disposition: form-data; name="' + name + b'"'
    if named:
        head += b'; filename="' + value(die, site)[:300].replace(b"\r\n", b"") + b'"'
    if die.random() < 0.2:
        head += b"\r\nContent-Transfer-Encoding: " + die.choice((b"base64", b"x", b"8bit"))
    return b"--b\r\n" + head + b"\r\n\r\n" + value(die, site) + b"\r\n"


def _cookies(die: Random, site: Site) -> str:
    found = [f"fourfold_csrf={TOKEN}"]
    if site.cookies and die.random() < 0.8:
        found.append(die.choice(site.cookies))
    if die.random() < 0.2:
        found.append(value(die, site).decode("latin-1"))
        if site.cookies:
            found.append(die.choice(site.cookies)[: -die.choice((1, 5))] + "Z")
    return "; ".join(found)
