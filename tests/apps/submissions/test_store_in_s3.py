"""A call from the file to its compilation with the store in S3; `tools/with_s3.sh` runs it."""

from __future__ import annotations

import io
import secrets
import socket
from contextlib import suppress

import pytest

from fourfold.analysis.check.files.source import Source, source_of_bytes
from fourfold.apps.submissions.actions import batches
from fourfold.apps.submissions.models import Batch, Upload
from fourfold.apps.submissions.queries import compilation, kept
from fourfold.apps.submissions.queries.stored import verify_store
from fourfold.apps.submissions.rules.store import Store, StoreTrouble
from fourfold.apps.submissions.states import UploadState
from fourfold.documents.compilation import Standing
from tests.make import answers, brought
from tests.make.people import NOW

moto = pytest.importorskip("moto.server", reason="tools/with_s3.sh brings what it needs")
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PART = 5 * 1024 * 1024
SIZE = 3 * PART
"""Bytes; a file of this size goes to S3 in several parts."""


class Made:
    """An S3 on this machine that can go away and come back with what it held."""

    def __init__(self):
        self.server, self.port, self.lines = None, 0, []

    def start(self):
        self.server = moto.ThreadedMotoServer("127.0.0.1", self.port, verbose=False)
        self.server.start()
        self.port = self.server.get_host_and_port()[1]
        web, lines = self.server._server, self.lines

        class Listed(web.RequestHandlerClass):
            def setup(self):
                lines.append(self.request)
                super().setup()

        web.RequestHandlerClass = Listed

    def stop(self):
        if self.server is None:
            return
        self.server.stop()
        self.server._server.server_close()
        for line in self.lines:  # a line that is open would be answered on and on
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self.server = None


@pytest.fixture
def s3(zamara, monkeypatch, settings):
    import s3fs

    made = Made()
    made.start()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{made.port}",
        "AWS_ACCESS_KEY_ID": "made-up",
        "AWS_SECRET_ACCESS_KEY": "made-up",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_MAX_ATTEMPTS": "1",
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    files = s3fs.S3FileSystem(use_listings_cache=False)  # the very one that the store will get
    files.retries, files.default_block_size = 1, PART
    bucket = f"made-up-{secrets.token_hex(4)}"
    files.mkdir(bucket)
    settings.STORE = f"s3://{bucket}/store"
    yield made
    made.stop()
    s3fs.S3FileSystem.clear_instance_cache()


def test_a_call_is_answered_accepted_read_compiled_and_verified_in_s3(s3, council, monkeypatch):
    monkeypatch.setenv("FOURFOLD_JURISDICTION", "ct")
    answers.compiled()

    found = compilation.collected(answers.CALL, viewer=council, on=NOW.date())
    rows = kept.answers(answers.CALL, viewer=council)

    assert found is not None
    assert len(found.of(Standing.ACCEPTED)) == len(rows) == 2
    whole = verify_store(viewer="job-store")
    assert whole.is_whole
    assert whole.files > 1


def test_a_file_of_several_parts_is_kept_once_and_read_back(s3, settings):
    store, content = Store(settings.STORE, key=bytes(32)), bytes(range(256)) * (SIZE // 256)

    name = store.put(source_of_bytes("x", content), seal=True)

    with store.source(name).open() as stream:
        stream.seek(SIZE - 5)
        assert stream.read() == content[-5:]
    assert store.put(source_of_bytes("x", content), seal=True) == name
    assert [each.name for each in store.files()] == [name]


def test_a_connection_that_is_cut_in_the_middle_of_a_file_leaves_none_of_it(s3, settings):
    class Cut(io.BytesIO):
        def read(self, size=-1):
            if self.tell() > SIZE // 2:
                s3.stop()
            return super().read(size)

    content = bytes(SIZE)
    passes = iter([io.BytesIO(content), Cut(content)])  # digested whole, then written
    store = Store(settings.STORE)

    with pytest.raises(StoreTrouble):
        store.put(Source("x", SIZE, lambda: next(passes)), seal=False)

    s3.start()
    assert list(store.files()) == []


def test_when_s3_goes_away_nothing_is_half_kept_and_it_goes_on_when_it_is_back(s3, steward):
    upload = brought.bring(brought.ANSWER, by=steward)

    s3.stop()
    with pytest.raises(StoreTrouble, match="Try again in a few minutes"):
        batches.keep(upload, by=steward, at=NOW)
    assert Batch.objects.count() == 0
    assert Upload.objects.get().state == UploadState.WHOLE

    s3.start()
    batch = batches.keep(upload, by=steward, at=NOW)
    assert kept.rows_of(batch, viewer=steward)
