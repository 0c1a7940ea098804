"""The one way a document gets in: only apps that hold no victims' records may import this."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from fourfold.catalog import versions
from fourfold.catalog.models import PublishedDocument, PublishedFile
from fourfold.catalog.shapes import ClearedDocument


@transaction.atomic
def put(document: ClearedDocument, *, at: datetime) -> bool:
    """
    Publish a document as a new version; returns False if the current one says the same.

    The fingerprint covers the files and every word on a list of documents. What it was made from
    is no part of it: made anew from other things and still the same, it stays the same version.
    """
    prints = {form: sha256(content).hexdigest() for form, content in document.files.items()}
    shown = {
        "kind": document.kind,
        "year": document.year,
        "title": document.title,
        "summary": document.summary,
        "language": document.language,
        "issued_on": document.issued_on,
    }
    digest = sha256(
        json.dumps([shown, prints], sort_keys=True, ensure_ascii=False, default=str).encode()
    ).hexdigest()
    before = versions.current(PublishedDocument, document.code)
    if before and before.sha256 == digest:
        before.made_from = document.made_from
        before.save(update_fields=["made_from"])
        return False
    made = PublishedDocument.objects.create(
        code=document.code,
        version=versions.follow(before),
        is_current=True,
        **shown,
        made_from=document.made_from,
        sha256=digest,
        published_at=at,
    )
    PublishedFile.objects.bulk_create(
        PublishedFile(
            document=made, form=form, content=content, size=len(content), sha256=prints[form]
        )
        for form, content in sorted(document.files.items())
    )
    return True
