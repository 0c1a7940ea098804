"""Opening one case, with the person and the story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from fourfold.apps.cases.models import Case, CaseLine, Person
from fourfold.apps.cases.states.steps import WORDS, Step
from fourfold.security.access import sight
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import Sight
from fourfold.security.access.viewer import Viewer


@dataclass(frozen=True)
class OpenCase:
    """One case as a viewer sees it: the record, the person, and what hangs on both."""

    viewer: Viewer
    seen: Sight[Case]

    @property
    def case(self) -> Case:
        """The record itself; its sealed fields are for `seen.fields` alone."""
        return self.seen.record

    @cached_property
    def person(self) -> Sight[Person] | None:
        """The person, by the ties of the case."""
        found = Person.objects.filter(pk=self.case.person, agency=self.case.agency).first()
        return self.seen.part(found) if found is not None else None

    def may_write(self, field: str = "summary") -> bool:
        """Tell whether the viewer keeps this case."""
        return self.seen.may(Action.WRITE, field)


@dataclass(frozen=True, slots=True)
class Told:
    """One step as the viewer may read it. words: None if there are none, or not for this viewer."""

    at: datetime
    step: Step
    group: str
    said: str
    by: str
    part: str
    words: str | None


def open_case(number: str, *, viewer: Viewer) -> OpenCase:
    """
    Open a case; the audit has its line before anything is given out.

    :raises sight.NotKnown: if there is none of this number for this viewer.
    """
    return OpenCase(viewer, sight.open_record(Case, number, viewer=viewer))


def story(opened: OpenCase, *, viewer: Viewer, most: int = 200) -> list[Told]:
    """Return the newest steps of an opened case, the newest first."""
    lines = CaseLine.objects.filter(case=opened.case).order_by("-at", "-id")[:most]
    return [_told(opened.seen.part(each)) for each in lines]


def _told(seen: Sight[CaseLine]) -> Told:
    line = seen.record
    step = Step(line.step)
    return Told(
        at=line.at,
        step=step,
        group=WORDS[step].group,
        said=WORDS[step].words,
        by=line.by,
        part=line.part,
        words=line.words if seen.may(Action.READ, "words") else None,
    )
