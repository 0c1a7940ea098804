"""Where an organization of a sample stands, and what its mails say. Plain Python on values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fourfold.documents.words import day
from fourfold.reference import moves


class InvitedState(StrEnum):
    """LISTED: not drawn. ANSWERED: its link was used; nothing says for which answer."""

    LISTED = "LISTED"
    DRAWN = "DRAWN"
    INVITED = "INVITED"
    ANSWERED = "ANSWERED"
    DECLINED = "DECLINED"
    UNDELIVERABLE = "UNDELIVERABLE"
    INELIGIBLE = "INELIGIBLE"


class Mailing(StrEnum):
    """Why a mail goes."""

    INVITATION = "INVITATION"
    REMINDER = "REMINDER"


S = InvitedState
MAY_ANSWER = (S.DRAWN, S.INVITED, S.DECLINED, S.UNDELIVERABLE)
"""Whose link opens the survey. Who declined may think again."""
BY_HAND: dict[InvitedState, tuple[InvitedState, ...]] = {
    S.LISTED: (),
    S.DRAWN: (S.INVITED, S.DECLINED, S.INELIGIBLE),
    S.INVITED: (S.DECLINED, S.UNDELIVERABLE, S.INELIGIBLE),
    S.DECLINED: (S.INVITED, S.INELIGIBLE),
    S.UNDELIVERABLE: (S.INVITED, S.DECLINED, S.INELIGIBLE),
    S.INELIGIBLE: (S.INVITED,),
    S.ANSWERED: (),
}
"""What whoever runs the survey may note. Nobody unsays that an organization answered."""
MOST_DAYS = 60
"""Days before the last one on which a reminder goes by itself, at most."""


def check_by_hand(now: InvitedState, then: InvitedState) -> None:
    """Raise MoveNotAllowed unless somebody may note this."""
    moves.check_move(now, then, moves=BY_HAND, what="An organization")


def is_reminded(*, on: date, until_on: date | None, days: int | None, last_on: date | None) -> bool:
    """
    Tell whether a reminder goes by itself on a day, to somebody who has not answered.

    days: before the last day of the wave, None for never. last_on: of the mail before, None for
    none. One goes in the time between, whenever the clock runs first, and not to who was mailed
    within it.
    """
    if until_on is None or days is None:
        return False
    begins = until_on - timedelta(days=days)
    return begins <= on <= until_on and last_on is not None and last_on < begins


@dataclass(frozen=True, slots=True)
class Inviting:
    """
    What a mail is about. titles: of the form, English and Spanish; "" if it has none.

    carries: sector and region stand beside answers. until_on: the last day, None if there is none.
    """

    council: str
    title: str
    title_es: str
    until_on: date | None
    carries: bool


MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"),
    *("septiembre", "octubre", "noviembre", "diciembre"),
)


def mail_words(
    mailing: Mailing, asks: Inviting, *, organization: str, address: str
) -> tuple[str, str]:
    """Return subject and body: English first, then Spanish. address: the one-time link."""
    again = mailing is Mailing.REMINDER
    title, titulo = asks.title, asks.title_es or asks.title
    until = f" The last day is {day(asks.until_on)}." if asks.until_on else ""
    hasta = f" El último día es el {_dia(asks.until_on)}." if asks.until_on else ""
    english = (
        f"To: {organization}\n\n"
        + (f"We have no answer of your organization yet.{until}\n\n" if again else "")
        + f"{asks.council} asks your organization to answer a survey: {title}.\n\n"
        f"Open this address to answer. No account is needed, and it works once."
        f"{'' if again else until}\n\n{address}\n\n"
        "We see that your organization answered, and not what it answered"
        + (", but its sector and region stand beside the answer" if asks.carries else "")
        + ". Please do not pass the address on to anybody outside your organization. "
        "If you do not want to take part, answer this mail and say so.\n"
    )
    spanish = (
        (f"Todavía no tenemos la respuesta de su organización.{hasta}\n\n" if again else "")
        + f"{asks.council} le pide a su organización que responda una encuesta: {titulo}.\n\n"
        "Abra la dirección de arriba para responder. No necesita una cuenta, y funciona una vez."
        f"{'' if again else hasta}\n\n"
        "Vemos que su organización respondió, pero no qué respondió"
        + ("; su sector y región acompañan la respuesta" if asks.carries else "")
        + ". Por favor, no comparta la dirección fuera de su organización. "
        "Si no quiere participar, responda a este correo y díganoslo.\n"
    )
    head = f"Reminder: {title}" if again else f"Survey: {title}"
    return head, f"{english}\n--- Español ---\n\n{spanish}"


def _dia(on: date) -> str:
    return f"{on.day} de {MONTHS[on.month - 1]} de {on.year}"
