"""Opening one case, with the person and the story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.apps import apps

from fourfold.apps.cases.models import Case, CaseLine, Person
from fourfold.apps.cases.queries.people import others_of
from fourfold.apps.cases.states.steps import WORDS, Step
from fourfold.security.access import sight
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import Sight
from fourfold.security.access.viewer import Viewer


@dataclass(frozen=True)
class OpenCase:
    """
    One case as a viewer sees it: the record, the person, and what hangs on both.

    shown: masked values that were asked for with a purpose on this page, by "kind:id:field".
    """

    viewer: Viewer
    seen: Sight[Case]
    shown: dict[str, Any] = field(default_factory=dict)

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
    """
    One step as the viewer may read it. said: `{by}` and facts in it are gaps.

    words: None if there are none, or not for this viewer.
    """

    at: datetime
    step: Step
    group: str
    said: str
    by: str
    facts: Mapping[str, str | int]
    part: str
    words: str | None


def open_case(number: str, *, viewer: Viewer) -> OpenCase:
    """
    Open a case; the audit has its line before anything is given out.

    :raises sight.NotKnown: if there is none of this number for this viewer.
    """
    return OpenCase(viewer, sight.open_record(Case, number, viewer=viewer))


def show(opened: OpenCase, *, viewer: Viewer, value: str, purpose: str) -> OpenCase:
    """
    Show one masked value of the case, the person or a part, for a purpose; the audit has its line.

    value: "kind:id:field", such as "person:7Q…:phone".
    :raises sight.SightError: if there is no such value for this viewer, no proof or no purpose.
    """
    kind, number, name = (value.split(":") + ["", "", ""])[:3]
    try:
        model = apps.get_model("cases", kind)
    except LookupError:
        raise sight.NotKnown("There is no such part of this record.") from None
    part: Sight[Any] = opened.seen
    if model is not Case:
        if model is Person and number != opened.case.person:
            return _show_other(opened, number, name, purpose=purpose)
        found = model._default_manager.filter(pk=number).first()
        if found is None or not hasattr(model, "PART_OF"):
            raise sight.NotKnown("There is no such part of this record.")
        part = opened.seen.part(found)
    shown = part.show(name, purpose=purpose)
    return OpenCase(viewer, opened.seen, {f"{kind}:{part.record.pk}:{name}": shown})


def _show_other(opened: OpenCase, person: str, name: str, *, purpose: str) -> OpenCase:
    """Show a masked value of another record of the person, to who may know of that record."""
    other = others_of(opened.seen, viewer=opened.viewer).by_person.get(person)
    if other is None:
        raise sight.NotKnown("There is no such part of this record.")
    shown = other.show(name, purpose=purpose)
    return OpenCase(opened.viewer, opened.seen, {f"person:{person}:{name}": shown})


def story(
    opened: OpenCase, *, viewer: Viewer, group: str = "", first: bool = False, most: int = 200
) -> list[Told]:
    """
    Return steps of an opened case, the newest first. group: only these, "" for all.

    first: from the beginning instead.
    """
    steps = [step.value for step, words in WORDS.items() if group in ("", words.group)]
    order = ("at", "nth", "id") if first else ("-at", "-nth", "-id")
    lines = CaseLine.objects.filter(case=opened.case, step__in=steps).order_by(*order)[:most]
    return [_told(opened.seen.part(each)) for each in lines]


def groups_of(opened: OpenCase, *, viewer: Viewer) -> list[str]:
    """Return the groups that the story of this case has steps of, in the order of the steps."""
    told = set(CaseLine.objects.filter(case=opened.case).values_list("step", flat=True).distinct())
    return list(dict.fromkeys(words.group for step, words in WORDS.items() if step.value in told))


def _told(seen: Sight[CaseLine]) -> Told:
    line = seen.record
    step = Step(line.step)
    return Told(
        at=line.at,
        step=step,
        group=WORDS[step].group,
        said=WORDS[step].words,
        by=line.by,
        facts=line.facts,
        part=line.part,
        words=line.words if seen.may(Action.READ, "words") else None,
    )
