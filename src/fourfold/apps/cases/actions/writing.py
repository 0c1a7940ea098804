"""Writing what the case is about, without overwriting anybody."""

from __future__ import annotations

from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.models import Case
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access.policy import Action
from fourfold.security.access.viewer import Viewer


class NothingNew(records.ChangeError):
    """What was typed is what stands there."""


def summarize(case: str, *, words: str, by: Viewer, version: int) -> None:
    """
    Write what the case is about; blank takes it away. Wishes have `people.hear_wishes`.

    :raises NotKnown: if the viewer may not write it. :raises NothingNew: if it stands there.
    :raises ChangedMeanwhile: if somebody wrote since the page was opened.
    """
    with records.changing(Case, case, by=by, version=version) as seen:
        seen.check(Action.WRITE, "summary")
        found, new = seen.record, words.strip() or None
        if new == found.summary:
            raise NothingNew("Nothing was changed: it stands there already.")
        found.summary = new
        found.save(update_fields=["summary"])
        telling.tell(found, Step.CASE_CHANGED, by=by)
