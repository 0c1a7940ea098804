"""What every table of the desk has: an id that says nothing, an agency that owns, a person."""

from __future__ import annotations

from django.db import models

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.models.agencies import CODE

OWN = {"id": "internal", "agency": "internal", "person": "personal"}
"""Classes of the columns that `Owned` brings."""


class Owned(models.Model):
    """
    A record of one agency about one person.

    person: the opaque id whose keys seal this record; it names nobody.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    agency = models.CharField(max_length=CODE)
    person = models.CharField(max_length=LENGTH)

    class Meta:
        abstract = True
