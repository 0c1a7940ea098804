"""Is every kept batch whole in the store? Read by an operator, each night and after a restore."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Who
from fourfold.apps.submissions.rules.store import Changed, NotInStore


@dataclass(frozen=True, slots=True)
class Verified:
    """
    What a look at the store found.

    batches, files: that were looked at. missing, changed: ids of batches whose file is not there,
    or is not what it was. orphans: files that no batch names; they go a day after they came.
    """

    batches: int
    files: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    orphans: int

    @property
    def is_whole(self) -> bool:
        """True if every batch's file is there as it was."""
        return not (self.missing or self.changed)


def verify_store(*, only_there: bool = False, viewer: Who) -> Verified:
    """
    Compare every batch with its file. only_there: only whether it is there; that is quick.

    :raises StoreTrouble: if the store cannot be reached.
    """
    store = access.the_store()
    batches = defaultdict[str, list[str]](list)
    for batch, name in access.visible_to(viewer).exclude(stored="").values_list("id", "stored"):
        batches[name].append(str(batch))
    missing, changed = list[str](), list[str]()
    for name, ids in batches.items():
        try:
            if not only_there:
                store.check(name)
            elif not store.has(name):
                missing += ids
        except NotInStore:
            missing += ids
        except Changed:
            changed += ids
    files = {kept.name for kept in store.files()}
    return Verified(
        batches=sum(len(ids) for ids in batches.values()),
        files=len(files),
        missing=tuple(sorted(missing)),
        changed=tuple(sorted(changed)),
        orphans=len(files - batches.keys()),
    )
