"""A bucket behind HTTP, as S3 is one: whole objects by their key, no folders, no renaming."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import fsspec
from fsspec.spec import AbstractBufferedFile, AbstractFileSystem

NOW = datetime(2030, 1, 7, 9, tzinfo=UTC)
OK, GONE = 200, 404


class _Objects(BaseHTTPRequestHandler):
    kept: dict[str, bytes]

    def do_GET(self) -> None:
        if self.path.startswith("/?"):
            found = {key: len(body) for key, body in self.kept.items()}
            return self._answer(OK, json.dumps(found).encode())
        body = self.kept.get(self.path)
        return self._answer(GONE if body is None else OK, body or b"")

    def do_PUT(self) -> None:
        self.kept[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(OK, b"")

    def do_DELETE(self) -> None:
        self._answer(OK if self.kept.pop(self.path, None) is not None else GONE, b"")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: Any) -> None:
        """Say nothing."""


class BucketFiles(AbstractFileSystem):  # type: ignore[misc]
    """What fsspec sees of a bucket. An address is bucket://PORT/folder/key."""

    protocol = "bucket"
    cachable = False

    def ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        port, _, key = self._strip_protocol(path).partition("/")
        line = HTTPConnection("127.0.0.1", int(port), timeout=5)
        try:
            line.request(method, f"/{key}", body)
            answer = line.getresponse()
            found = answer.read()
        finally:
            line.close()
        if answer.status == GONE:
            raise FileNotFoundError(path)
        return found

    def _open(self, path: str, mode: str = "rb", **more: Any) -> AbstractBufferedFile:
        return _Object(self, path, mode, **more)

    def find(self, path: str, *_: Any, detail: bool = False, **_more: Any) -> Any:
        port, _slash, folder = self._strip_protocol(path).partition("/")
        told = json.loads(self.ask("GET", f"{port}/?list"))
        keys = {key: size for key, size in told.items() if key.startswith(f"/{folder}/")}
        found = {f"{port}{key}": self._about(f"{port}{key}", size) for key, size in keys.items()}
        return found if detail else sorted(found)

    def info(self, path: str, **_more: Any) -> dict[str, Any]:
        return self._about(path, len(self.ask("GET", path)))

    def exists(self, path: str, **_more: Any) -> bool:
        try:
            self.ask("GET", path)
        except FileNotFoundError:
            return False
        return True

    def modified(self, path: str) -> datetime:
        """Say when an object was written: DuckDB asks before it reads one."""
        return NOW

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        """Do nothing: a bucket has no folders."""

    def _rm(self, path: str) -> None:
        self.ask("DELETE", path)

    def rm(self, path: str, *_: Any, **_more: Any) -> None:
        self._rm(path)

    def _about(self, path: str, size: int) -> dict[str, Any]:
        return {"name": path, "size": size, "type": "file", "LastModified": NOW}


class _Object(AbstractBufferedFile):  # type: ignore[misc]
    """One object: read by pieces, written whole when it is committed."""

    def _fetch_range(self, start: int, end: int) -> bytes:
        return bytes(self.fs.ask("GET", self.path)[start:end])

    def _initiate_upload(self) -> None:
        self.parts = b""

    def _upload_chunk(self, final: bool = False) -> bool:
        self.parts += self.buffer.getvalue()
        if final and self.autocommit:
            self.commit()
        return True

    def commit(self) -> None:
        self.fs.ask("PUT", self.path, self.parts)

    def discard(self) -> None:
        self.parts = b""


@contextmanager
def bucket() -> Iterator[str]:
    """Run a bucket; yields its address."""
    fsspec.register_implementation("bucket", BucketFiles, clobber=True)
    handler = type("Objects", (_Objects,), {"kept": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"bucket://{server.server_port}/store"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
