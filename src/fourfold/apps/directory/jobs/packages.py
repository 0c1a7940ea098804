"""Filling and handing out from the command line, for whoever runs the site."""

from __future__ import annotations

import io
import json
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone

from fourfold.apps.directory.actions import filling, indexing
from fourfold.apps.directory.actions.filling import Filled
from fourfold.apps.directory.rules.hsds import problems
from fourfold.apps.directory.rules.package import tables
from fourfold.catalog import listings
from fourfold.reference import active_pack
from fourfold.reference.hsds import PROFILE, VERSION, taxonomy_rows, term_rows
from fourfold.security.edges.sheets import write_csv

JOB = "directory-filling"
ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The date of files inside: the same listings give the same bytes."""


class BreaksTheFormat(ValueError):
    """A cleared listing breaks the format's rules; nothing is handed out."""


def fill() -> Filled:
    """Add what the pack prints and the directory does not have."""
    return filling.fill(active_pack(), by=JOB, at=timezone.now())


def index() -> int:
    """Make the search by words anew; returns how many listings it had wrong."""
    return indexing.index(by=JOB, at=timezone.now())


def as_json() -> bytes:
    """Return every cleared service as one JSON list. :raises BreaksTheFormat:"""
    return (json.dumps(_services(), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def as_zip() -> bytes:
    """Return the package: tables as CSV with a description. :raises BreaksTheFormat:"""
    pack = active_pack()
    objects = [("service", each) for each in _services()]
    objects += [("taxonomy", each) for each in taxonomy_rows(pack)]
    objects += [("taxonomy_term", each) for each in term_rows(pack)]
    found = tables(objects)
    card = {
        "name": f"hsds-{pack.code}",
        "title": f"Directory of services, {pack.name}",
        "profile": "tabular-data-package",
        "hsds_version": VERSION,
        "hsds_profile": PROFILE,
        "resources": [
            {
                "name": file.removesuffix(".csv"),
                "path": file,
                "mediatype": "text/csv",
                "schema": {"fields": [{"name": head} for head in rows[0]]},
            }
            for file, rows in found.items()
        ],
    }
    files = {file: write_csv(rows) for file, rows in found.items()}
    files["datapackage.json"] = (json.dumps(card, indent=1, sort_keys=True) + "\n").encode()
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for file in sorted(files):
            archive.writestr(ZipInfo(file, ALWAYS), files[file], ZIP_DEFLATED)
    return out.getvalue()


def _services() -> list[dict[str, object]]:
    found = listings.every(listings.SERVICE, today=timezone.localdate())
    wrong = [each for row in found for each in problems("service", row=row)]
    if wrong:
        raise BreaksTheFormat("; ".join(wrong[:20]))
    return found
