"""Writing what the person wants and what the case is about, without overwriting anybody."""

from __future__ import annotations

from collections.abc import Mapping

from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.models import Case
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access.policy import Action
from fourfold.security.access.viewer import Viewer

WRITTEN = {"wishes": Step.WISHES_HEARD, "summary": Step.CASE_CHANGED}


class NothingNew(records.ChangeError):
    """What was typed is what stands there."""


def write(case: str, *, texts: Mapping[str, str], by: Viewer, version: int) -> None:
    """
    Write the wishes, the summary or both; each that is new is a step of the story.

    texts: field of WRITTEN to words; blank takes them away.
    :raises NotKnown: if the viewer may not write these. :raises NothingNew: if nothing differs.
    :raises ChangedMeanwhile: if somebody wrote since the page was opened.
    """
    with records.changing(Case, case, by=by, version=version) as seen:
        found = seen.record
        for name in texts:
            if not seen.may(Action.WRITE, name):
                raise NothingNew("You may not write this part of the case.")
        new = {
            name: words.strip() or None
            for name, words in texts.items()
            if name in WRITTEN and (words.strip() or None) != getattr(found, name)
        }
        if not new:
            raise NothingNew("Nothing was changed: it stands there already.")
        for name, words in new.items():
            setattr(found, name, words)
        found.save(update_fields=list(new))
        for name in new:
            telling.tell(found, WRITTEN[name], by=by)
