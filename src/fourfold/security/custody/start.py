"""Before anything starts: are the keys here, and are they this database's keys?"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from fourfold.security.keys.errors import KeysDiffer, KeysMissing
from fourfold.security.keys.shredding import finish_shredding
from fourfold.security.keys.sources import make, ring, source
from fourfold.security.keys.stores import key_store
from fourfold.security.models import KeyCheck


def make_for_a_new_demo() -> bool:
    """
    Make a key file for a demonstration whose database no key has sealed yet.

    Returns True if it did. In production keys are made by a person: `fourfold keys new`.
    :raises KeysUnusable: if there is a key file that cannot be used, or one was and is gone.
    """
    try:
        source().ring()
    except KeysMissing:
        if settings.MODE != "demo" or _sealed_before():
            raise
        make(Path(settings.KEYS))
        return True
    return False


def _sealed_before() -> bool:
    table = KeyCheck._meta.db_table
    return table in connection.introspection.table_names() and KeyCheck.objects.exists()


def check_keys() -> None:
    """
    Compare this process's keys with those that sealed the database; a new one takes them.

    The key store is made here, with the first look of a new database, and nowhere else. Shredding
    that was stopped in between is done.

    :raises KeysDiffer: if a key of the database is missing or another.
    :raises KeysUnusable: if the keys cannot be read.
    """
    have = ring().fingerprints()
    with transaction.atomic():
        known = dict(KeyCheck.objects.values_list("name", "fingerprint"))
        if "store" not in known:
            key_store().make()
        have["store"] = key_store().identity()
        strange = sorted(name for name in known if have.get(name) != known[name])
        if strange:
            raise KeysDiffer(
                f"This database was sealed with other keys ({', '.join(strange)}). Set "
                "FOURFOLD_KEYS and FOURFOLD_KEY_STORE to the key file and key store that belong to "
                "it, or DATABASE_URL to the database that belongs to these keys. Nothing was "
                "changed. See docs/runbooks/keys.md."
            )
        KeyCheck.objects.bulk_create(
            [KeyCheck(name=name, fingerprint=have[name]) for name in sorted(have.keys() - known)],
            ignore_conflicts=True,
        )
    finish_shredding()
