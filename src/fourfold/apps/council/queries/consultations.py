"""The consultation log, and who was never asked, by P."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.apps.council import access
from fourfold.apps.council.models import ConsultationChange
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.states.consultations import Asked, Thing, Way
from fourfold.apps.council.states.reports import FindingKind, FourP
from fourfold.apps.surveys.queries.studies import studies as survey_studies
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ConsultationLine:
    """A consultation. who: in words, "" for survivors. about_words: what the code stands for."""

    id: str
    asked: Asked
    organization: str
    who: str
    sector: str
    four_p: FourP
    topic: str
    about: str
    about_words: str
    on: date
    way: Way
    said: str
    document: str
    study: str
    study_title: str
    changed: str
    changed_what: str
    changed_words: str
    version: int


@dataclass(frozen=True, slots=True)
class NeverAsked:
    """Organizations of the pack for a P that nobody consulted on anything, and their sectors."""

    four_p: FourP
    all: int
    organizations: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a consultation. told: column, before, after."""

    at: datetime
    by: str
    told: tuple[tuple[str, str, str], ...]


def consultations(*, viewer: access.Who) -> list[ConsultationLine]:
    """Return the log, the newest first."""
    rows = access.consultations(viewer).order_by("-on", "-made_at", "id")
    words = dict(things(viewer=viewer))
    known = {each.code: each for each in active_pack().organizations}
    lines = []
    for each in rows:
        found = known.get(each.organization)
        lines.append(
            ConsultationLine(
                id=each.id,
                asked=Asked(each.asked),
                organization=each.organization,
                who=found.name if found else each.who or each.organization,
                sector=found.sector if found else "",
                four_p=FourP(each.four_p),
                topic=each.topic,
                about=each.about,
                about_words=words.get(each.about, each.about),
                on=each.on,
                way=Way(each.way),
                said=each.said,
                document=each.document,
                study=each.study,
                study_title=each.study_title,
                changed=each.changed,
                changed_what=each.changed_what,
                changed_words=words.get(each.changed_what, each.changed_what),
                version=each.version,
            )
        )
    return lines


def consultation(number: str, *, viewer: access.Who) -> ConsultationLine:
    """Return one consultation. :raises NoSuchPaper:."""
    for each in consultations(viewer=viewer):
        if each.id == number:
            return each
    raise NoSuchPaper("There is no such consultation.")


def never_asked(lines: Iterable[ConsultationLine], *, viewer: access.Who) -> tuple[NeverAsked, ...]:
    """
    Return which of the pack's organizations were never asked, by their first P.

    A sector is never asked when no organization of it was.
    """
    if not access.reads(viewer):
        return ()
    asked = {each.organization for each in lines} - {""}
    rows = active_pack().organizations
    heard = {each.sector for each in rows if each.code in asked}
    found = []
    for four_p in FourP:
        held = [each for each in rows if each.four_p[:1] == (four_p.value,)]
        missing = [each for each in held if each.code not in asked]
        sectors = sorted({each.sector for each in missing} - heard - {""})
        found.append(NeverAsked(four_p, len(held), tuple(e.name for e in missing), tuple(sectors)))
    return tuple(found)


def things(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return what a consultation can be tied to, as ("KIND:ref", words)."""
    pack = active_pack()
    told = [
        *((Thing.RECOMMENDATION, e.code, f"{e.code}: {e.text}") for e in pack.recommendations),
        *((Thing.LAW, e.code, e.citation or e.title or e.code) for e in pack.statutes),
    ]
    gaps = access.findings(viewer).exclude(kind=FindingKind.STRENGTH.value)
    told += [(Thing.FINDING, e.id, e.words) for e in gaps.order_by("made_at", "id")]
    plan = access.plan(viewer).order_by("made_at", "id")
    told += [(Thing.ACTION, e.id, e.action or e.gap) for e in plan]
    return [(f"{kind.value}:{ref}", words[:100]) for kind, ref, words in told]


def studies(*, viewer: access.Who, today: date) -> list[tuple[str, str]]:
    """Return the surveys and focus-group studies that whoever asks may see, by title."""
    if not isinstance(viewer, Viewer):
        return []
    return [(each.id, each.title) for each in survey_studies(viewer=viewer, today=today)]


def changes(number: str, *, viewer: access.Who) -> list[Change]:
    """Return the story of a consultation, the newest first."""
    held = access.consultations(viewer).filter(id=number)
    rows = list(ConsultationChange.objects.filter(consultation__in=held).order_by("-at", "-id"))
    names = access.names({each.by for each in rows})
    return [
        Change(
            each.at,
            names.get(each.by, each.by),
            tuple((column, old, new) for column, (old, new) in each.told.items()),
        )
        for each in rows
    ]
