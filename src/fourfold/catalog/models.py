"""Cleared tables and documents. Versions are added; none is changed or removed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class PublishedTable(models.Model):
    """One indicator's cleared figures, in one version, with its chart drawn at release."""

    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    is_current = models.BooleanField()
    card = models.JSONField()
    content = models.JSONField()
    chart = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "code": "open",
        "version": "open",
        "is_current": "open",
        "card": "open",
        "content": "open",
        "chart": "open",
        "sha256": "open",
        "published_at": "open",
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code", "version"], name="table_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(is_current=True), name="table_one_current"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class PublishedDocument(models.Model):
    """One published document in one version; its files stand beside it."""

    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    is_current = models.BooleanField()
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    issued_on = models.DateField()
    made_from = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "code": "open",
        "version": "open",
        "is_current": "open",
        "kind": "open",
        "year": "open",
        "title": "open",
        "summary": "open",
        "language": "open",
        "issued_on": "open",
        "made_from": "open",
        "sha256": "open",
        "published_at": "open",
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code", "version"], name="document_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(is_current=True), name="document_one_current"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class PublishedListing(models.Model):
    """
    A cleared part of the directory, as HSDS: a service, an organization, a service at a location.

    Only what holds now is kept: a listing that is withdrawn, or becomes confidential, leaves no
    earlier version behind. shown_until: the last day people see it; None for an organization.
    """

    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=36)
    service = models.CharField(max_length=36, blank=True, db_index=True)
    organization = models.CharField(max_length=36, db_index=True)
    content = models.JSONField()
    terms = models.CharField(max_length=800, blank=True)
    shown_until = models.DateField(null=True)
    modified_at = models.DateTimeField(db_index=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "kind": "open",
        "code": "open",
        "service": "open",
        "organization": "open",
        "content": "open",
        "terms": "open",
        "shown_until": "open",
        "modified_at": "open",
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["kind", "code"], name="published_listing_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class ListingWords(models.Model):
    """
    What is searched of a cleared service, as `catalog.words` cuts it; it goes with the service.

    The engine's full-text index hangs on this table by itself (`catalog.fulltext`), so the two
    never differ. A migration that changes these columns takes the index away first and builds it
    again.
    """

    listing = models.OneToOneField(
        PublishedListing, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    name = models.TextField()
    kinds = models.TextField()
    rest = models.TextField()
    codes = models.TextField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("listing", "name", "kinds", "rest", "codes"), "open"
    )

    def __str__(self) -> str:
        return f"words of {self.listing_id}"


class ListingTerm(models.Model):
    """
    A word that some cleared service has, to find what was meant by a slip.

    backward: the term from its end.
    """

    term = models.CharField(max_length=200, primary_key=True)
    backward = models.CharField(max_length=200, db_index=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(("term", "backward"), "open")

    def __str__(self) -> str:
        return self.term


class PublishedFile(models.Model):
    """One format of a document: body (a fragment for the site), html, pdf or docx."""

    document = models.ForeignKey(PublishedDocument, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=8)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "document": "open",
        "form": "open",
        "content": "open",
        "size": "open",
        "sha256": "open",
    }

    class Meta:
        constraints = (models.UniqueConstraint(fields=["document", "form"], name="file_form_once"),)

    def __str__(self) -> str:
        return f"{self.form} of {self.document_id}"
