"""The words around minutes that nobody typed, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.documents.minutes_told import CHOICES
from fourfold.documents.words import day

SPANISH = "es"
_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre"),
    *("octubre", "noviembre", "diciembre"),
)


def clock(moment: datetime) -> str:
    """Say a time of the day: "1:05 pm"."""
    return f"{moment.hour % 12 or 12}:{moment.minute:02} {'am' if moment.hour < 12 else 'pm'}"


def _hora(moment: datetime) -> str:
    half = "a. m." if moment.hour < 12 else "p. m."
    return f"{moment.hour % 12 or 12}:{moment.minute:02} {half}"


def _dia(when: date) -> str:
    return f"{when.day} de {_MONTHS[when.month - 1]} de {when.year}"


@dataclass(frozen=True, slots=True)
class Said:
    """
    Words of one language. lang: of what was typed, "" where the document is in it.

    Words in braces are filled in. day, clock: how a day and a time are said.
    """

    language: str
    lang: str
    day: Callable[[date], str]
    clock: Callable[[datetime], str]
    states: Mapping[str, tuple[str, str]]
    how: Mapping[str, str]
    away: Mapping[str, str]
    choices: Mapping[str, str]
    title: str
    running: str
    version: str
    corrected: str
    who_there: str
    what_said: str
    others: str
    planned: str
    approved: str
    approved_on: str
    by_council: str
    at_meeting: str
    none_taken: str
    counted: str
    seat: str
    speaker: str
    when: str
    there: str
    quorum: str
    designee: str
    a_designee: str
    its_member: str
    span: str
    span_on: str
    range: str
    spoke: str
    needed: str
    has_quorum: str
    no_quorum: str
    presented: str
    carried: str
    motion: str
    moved: str
    seconded: str
    agency: str
    vote: str
    votes_by_seat: str
    absent: str
    to: str


ENGLISH_WORDS = Said(
    language="en",
    lang="",
    day=day,
    clock=clock,
    states={
        "DRAFT": ("Draft", "Only the Council's staff reads this. Nobody approved it yet."),
        "CIRCULATED": ("Not approved yet", "Sent to the members. It may still change."),
        "POSTED": (
            "Not approved yet",
            "Posted so that everybody can read it. It may still change.",
        ),
    },
    how={"ROOM": "in the room", "REMOTE": "by phone or video"},
    away={
        "EXCUSED": "Excused",
        "ABSENT": "Absent",
        "VACANT": "Vacant",
        "UNKNOWN": "Holder not known",
    },
    choices=CHOICES,
    title="Minutes",
    running="Minutes, {day}",
    version="This is version {n} of these minutes. ",
    corrected="Corrected",
    who_there="Who was there",
    what_said="What was said and decided",
    others="Motions of no topic",
    planned="{status}. Planned for {since} to {until}, {place}. {counted}",
    approved="Approved",
    approved_on="Approved on {day}",
    by_council="By the Council{when}.",
    at_meeting=" at its meeting of {day}",
    none_taken="No attendance was taken.",
    counted="{there} of {filled} filled seats were there.",
    seat="Seat",
    speaker="Who spoke for it",
    when="How and when",
    there="Seats that were there",
    quorum="Quorum",
    designee="{who} (designee)",
    a_designee="a designee",
    its_member="its member",
    span="{since} to {until}: ",
    span_on="{since} on: ",
    range="{least} to {most}",
    spoke="{there} there, ",
    needed="{needed} needed: ",
    has_quorum="a quorum",
    no_quorum="no quorum",
    presented="Presented by ",
    carried="Carried over from {day}.",
    motion="Motion {n}",
    moved="Moved by ",
    seconded=", seconded by ",
    agency="Agency",
    vote="Vote",
    votes_by_seat="Motion {n}: votes by seat",
    absent="Absent",
    to=" to ",
)
SPANISH_WORDS = Said(
    language=SPANISH,
    lang="en",
    day=_dia,
    clock=_hora,
    states={
        "DRAFT": ("Borrador", "Solo lo lee el personal del Consejo. Nadie lo ha aprobado."),
        "CIRCULATED": ("Aún sin aprobar", "Enviada a los miembros. Todavía puede cambiar."),
        "POSTED": (
            "Aún sin aprobar",
            "Publicada para que todos puedan leerla. Todavía puede cambiar.",
        ),
    },
    how={"ROOM": "en la sala", "REMOTE": "por teléfono o video"},
    away={
        "EXCUSED": "Con excusa",
        "ABSENT": "Ausentes",
        "VACANT": "Vacantes",
        "UNKNOWN": "Titular desconocido",
    },
    choices={
        "FOR": "a favor",
        "AGAINST": "en contra",
        "ABSTAIN": "se abstuvo",
        "ABSENT": "ausente",
        "RECUSED": "no participó",
        "VACANT": "vacante",
        "UNKNOWN": "titular desconocido",
    },
    title="Acta",
    running="Acta, {day}",
    version="Esta es la versión {n} de esta acta. ",
    corrected="Corregida",
    who_there="Quiénes estuvieron",
    what_said="Qué se dijo y qué se decidió",
    others="Mociones sin tema",
    planned="{status}. Prevista de {since} a {until}, {place}. {counted}",
    approved="Aprobada",
    approved_on="Aprobada el {day}",
    by_council="Por el Consejo{when}.",
    at_meeting=" en su reunión del {day}",
    none_taken="No se tomó asistencia.",
    counted="Estuvieron {there} de {filled} puestos ocupados.",
    seat="Puesto",
    speaker="Quién habló por el puesto",
    when="Cómo y cuándo",
    there="Puestos presentes",
    quorum="Quórum",
    designee="{who} (persona designada)",
    a_designee="una persona designada",
    its_member="su miembro",
    span="De {since} a {until}: ",
    span_on="Desde {since}: ",
    range="de {least} a {most}",
    spoke="presentes: {there}; ",
    needed="necesarios: {needed}: ",
    has_quorum="hay quórum",
    no_quorum="no hay quórum",
    presented="Presentado por ",
    carried="Viene de la reunión del {day}.",
    motion="Moción {n}",
    moved="Presentada por ",
    seconded=", secundada por ",
    agency="Entidad",
    vote="Voto",
    votes_by_seat="Moción {n}: votos por puesto",
    absent="Ausentes",
    to=" a ",
)
_RESULTS = {
    "Not decided": "No se decidió",
    "Not decided yet": "Aún no se decide",
    "Carried": "Aprobada",
    "Not carried": "No aprobada",
    "Amended, see the motion with its new words": "Enmendada; vea la moción con su nuevo texto",
    "Withdrawn": "Retirada",
    "Tabled": "Aplazada",
    "A wrong entry": "Anotada por error",
    "a vote found no quorum": "en una votación no hubo quórum",
    "By voice": "De viva voz",
    "By a show of hands": "A mano alzada",
    "By roll call": "Por lista",
}
_MEETINGS = {
    "Regular meeting": "Reunión ordinaria",
    "Special meeting": "Reunión especial",
    "Working group": "Grupo de trabajo",
}
_APPROVAL = re.compile(r"Motion (\d+) ([^:]+): (.+)\.")
"""How the Council approved minutes by a motion: "Motion 2 carried: 14 for, 1 against."."""
_NEW_WORDS = re.compile(r"it has the new words of motion (\d+)")


def minutes_words(language: str) -> Said:
    """Return the words of a language, "en" or "es"."""
    return SPANISH_WORDS if language == SPANISH else ENGLISH_WORDS


def meeting_words(meeting: str, language: str) -> str:
    """Say in a language what a meeting is called; a group keeps its name."""
    return _MEETINGS.get(meeting, meeting) if language == SPANISH else meeting


def approval_words(said: str, language: str) -> str | None:
    """Say in a language by which motion minutes were approved; None for what somebody typed."""
    found = _APPROVAL.fullmatch(said)
    if language != SPANISH or found is None:
        return None
    number, result, told = found.groups()
    ended = _RESULTS.get(result.capitalize())
    counts = [each.partition(" ") for each in told.split(", ")]
    words = {CHOICES[code]: said for code, said in SPANISH_WORDS.choices.items()}
    if ended is None or any(how not in words for _n, _space, how in counts):
        return None
    voted = ", ".join(f"{n} {words[how]}" for n, _space, how in counts)
    return f"Moción {number}, {ended.lower()}: {voted}."


def result_words(result: str, language: str) -> str | None:
    """Say in a language how a motion ended, or how it was voted on; None if nobody knows how."""
    if language != SPANISH:
        return result
    said = []
    for part in result.split("; "):
        if found := _NEW_WORDS.fullmatch(part):
            said.append(f"tiene el nuevo texto de la moción {found[1]}")
        elif part in _RESULTS:
            said.append(_RESULTS[part])
        else:
            return None
    return "; ".join(said)
