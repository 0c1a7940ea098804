"""The same document gives the same bytes: in another process, time zone and year."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

from fourfold.documents.blocks import Document

WRITE = """
import hashlib, sys, time
shift = float(sys.argv[1])
now = time.time
time.time = lambda: now() + shift
time.localtime = lambda seconds=None, real=time.localtime: real(seconds or now() + shift)
from fourfold.documents import docx, html, pdf
from tests.documents.sample import document
for file in (html.page(document()).encode(), pdf.render(document()), docx.render(document())):
    print(hashlib.sha256(file).hexdigest())
"""


@pytest.mark.slow
def test_two_processes_in_two_zones_and_years_write_the_same_bytes(
    sample_page: str, sample_pdf: bytes, sample_docx: bytes
) -> None:
    here = [hashlib.sha256(each).hexdigest() for each in (sample_page.encode(), sample_pdf)]
    here.append(hashlib.sha256(sample_docx).hexdigest())

    honolulu = _write(zone="Pacific/Honolulu", seed="1", years=0)
    kiritimati = _write(zone="Pacific/Kiritimati", seed="2", years=7)

    assert honolulu == kiritimati == here


def _write(*, zone: str, seed: str, years: int) -> list[str]:
    surroundings = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": "src:."}
    shift = str(years * 365.25 * 86400)
    done = subprocess.run(
        [sys.executable, "-c", WRITE, shift], env=surroundings, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_clock_of_the_machine_is_in_no_file(
    sample: Document, sample_pdf: bytes, sample_docx: bytes
) -> None:
    assert sample.issued_on.year == 2018
    for file in (sample_pdf, sample_docx):
        assert b"D:202" not in file
        assert b">202" not in file
