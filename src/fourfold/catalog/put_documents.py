"""The one way a document gets in: only apps that hold no victims' records may import this."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from fourfold.catalog.models import PublishedDocument, PublishedFile
from fourfold.catalog.shapes import ClearedDocument


@transaction.atomic
def put(document: ClearedDocument, *, at: datetime) -> bool:
    """Publish a document as a new version; returns False if the current one has the same files."""
    prints = {form: sha256(content).hexdigest() for form, content in document.files.items()}
    digest = sha256("".join(f"{form}{prints[form]}" for form in sorted(prints)).encode())
    versions = PublishedDocument.objects.select_for_update().filter(code=document.code)
    current = versions.filter(is_current=True).first()
    if current and current.sha256 == digest.hexdigest():
        return False
    if current:
        current.is_current = False
        current.save(update_fields=["is_current"])
    made = PublishedDocument.objects.create(
        code=document.code,
        version=(current.version if current else 0) + 1,
        is_current=True,
        kind=document.kind,
        year=document.year,
        title=document.title,
        summary=document.summary,
        language=document.language,
        issued_on=document.issued_on,
        made_from=document.made_from,
        sha256=digest.hexdigest(),
        published_at=at,
    )
    PublishedFile.objects.bulk_create(
        PublishedFile(
            document=made, form=form, content=content, size=len(content), sha256=prints[form]
        )
        for form, content in sorted(document.files.items())
    )
    return True
