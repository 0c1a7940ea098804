"""Who may say yes, to what, for how long: plain rules on plain values, one named error a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fourfold.security.consent.terms import Terms
from fourfold.security.consent_codes import (
    CLASSES_OF,
    KIND_OF,
    MOST_TIME,
    WITH_GUARDIAN,
    Assent,
    Giver,
    How,
    Kind,
    Purpose,
)

_FIELD = re.compile(r"[a-z][a-z0-9_]{0,38}\.[a-z][a-z0-9_]{0,38}")


class ConsentRefused(ValueError):
    """A consent cannot be recorded as it is. Below it, one error for each reason."""


class GuardianIsAccused(ConsentRefused):
    """The guardian is an alleged exploiter or abuser, and so may not decide."""


class YouthSaidNo(ConsentRefused):
    """The youth said no. Nobody may say yes over it."""


class YouthMustBeAsked(ConsentRefused):
    """The youth is old enough to be asked, and was not."""


class GuardianMustAgree(ConsentRefused):
    """A minor said yes without a guardian, and no law lets them do so alone."""


class NotOldEnoughAlone(ConsentRefused):
    """The law named lets a youth decide alone, but only from a higher age."""


class NotThisLaw(ConsentRefused):
    """The law named is not in the pack, or its use has not been confirmed."""


class BeyondThisLaw(ConsentRefused):
    """The law named lets a youth decide alone, but not about all that is named here."""


class AdultDecides(ConsentRefused):
    """The person is an adult without an appointed guardian; only they may say yes."""


class BornLater(ConsentRefused):
    """The date of birth lies after the day of the consent."""


class TooLong(ConsentRefused):
    """The consent would last longer than it may."""


class PastAdulthood(TooLong):
    """A guardian's yes would last beyond the day the youth comes of age."""


class TimesOutOfOrder(ConsentRefused):
    """Given, recorded, from, until: each must come after the one before."""


class NothingNamed(ConsentRefused):
    """No field class and no field is named, so nobody knows what may be told."""


class NotAField(ConsentRefused):
    """What is named is no field class that a consent can give, or no field's name."""


class NeedsItsOwn(ConsentRefused):
    """Substance use records and privileged notes each need a consent of their own."""


class MustBeInWriting(ConsentRefused):
    """The law here, or the kind of record, asks for a signature."""


class NeedsAWitness(ConsentRefused):
    """A spoken yes needs somebody else who heard it."""


class MustSayServicesStay(ConsentRefused):
    """The person was not told that help does not depend on saying yes."""


class SameAgency(ConsentRefused):
    """An agency needs nobody's consent to read its own record, nor does it disclose to itself."""


class NoPurpose(ConsentRefused):
    """The purpose is not in the list."""


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """What is told: a field class, or one field of it."""

    field_class: str
    field: str = ""

    def __str__(self) -> str:
        return f"{self.field_class}:{self.field}" if self.field else self.field_class


def things_of(codes: str) -> tuple[Thing, ...]:
    """Return what a disclosure's codes name: "health personal:person.phone" names two things."""
    parts = (each.partition(":") for each in codes.split())
    return tuple(Thing(field_class, field) for field_class, _, field in parts)


def age_on(day: date, *, born_on: date) -> int:
    """
    Return whole years of age. Who is born on February 29 has the birthday on March 1.

    :raises BornLater: if the day of birth lies after the day.
    """
    if born_on > day:
        raise BornLater(
            f"The date of birth, {born_on:%B %-d, %Y}, is after {day:%B %-d, %Y}. Correct it."
        )
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def comes_of_age_on(born_on: date, *, adult_age: int) -> date:
    """Return the birthday on which a person comes of age."""
    try:
        return born_on.replace(year=born_on.year + adult_age)
    except ValueError:
        return date(born_on.year + adult_age, 3, 1)


def check_giver(
    *,
    age: int,
    given_by: Giver,
    assent: Assent,
    terms: Terms,
    alone_law: str = "",
    things: Iterable[Thing] = (),
    guardian_accused: bool = False,
    guardian_appointed: bool = False,
) -> None:
    """
    Check that whoever said yes may say it.

    age: whole years. alone_law: a row of the pack by which a youth may decide alone about `things`.
    guardian_accused: the guardian is an alleged exploiter, or the abuser of the youth or of the
    other parent. guardian_appointed: a court gave an adult a guardian.
    Source: 28 CFR 94.115(a)(2); 34 U.S.C. 12291(b)(2).
    :raises ConsentRefused: one of its kinds, with what to do.
    """
    if assent is Assent.REFUSED:
        raise YouthSaidNo("The person said no. Keep the no; share nothing. Help goes on as before.")
    if guardian_accused and given_by in WITH_GUARDIAN:
        raise GuardianIsAccused(
            "This guardian is an alleged exploiter or abuser and may not give consent. Ask the "
            "person alone where a law allows it, or ask the court for another guardian."
        )
    if age >= terms.adult_age:
        _check_adult(given_by, appointed=guardian_appointed)
    elif given_by is Giver.PERSON:
        raise GuardianMustAgree(
            f"Under {terms.adult_age}, a guardian says yes as well. If a law lets the youth decide "
            "alone, choose that law."
        )
    elif given_by is Giver.YOUTH_ALONE:
        _check_alone(age, alone_law, things, terms)
    if assent is Assent.NOT_ABLE and (
        given_by is not Giver.GUARDIAN or _is_to_be_asked(age, terms)
    ):
        raise YouthMustBeAsked(
            f"From age {terms.asked_from_age} on, ask the youth and write down the answer."
        )


def _is_to_be_asked(age: int, terms: Terms) -> bool:
    return terms.asked_from_age <= age < terms.adult_age


def _check_adult(given_by: Giver, *, appointed: bool) -> None:
    if given_by in (Giver.YOUTH_ALONE, Giver.YOUTH_AND_GUARDIAN):
        raise AdultDecides("The person is an adult. Choose that the person said yes.")
    if given_by is Giver.GUARDIAN and not appointed:
        raise AdultDecides(
            "The person is an adult and no court has appointed a guardian. Only they may say yes."
        )


def _check_alone(age: int, code: str, things: Iterable[Thing], terms: Terms) -> None:
    law = terms.alone_laws.get(code)
    if law is None or not law.confirmed:
        usable = ", ".join(sorted(key for key, each in terms.alone_laws.items() if each.confirmed))
        raise NotThisLaw(
            f"{code or 'No law'!r} is no confirmed law by which a youth may decide alone. "
            f"Confirmed here: {usable or 'none yet; your lawyer confirms them in the pack'}."
        )
    if law.from_age is not None and age < law.from_age:
        raise NotOldEnoughAlone(
            f"{law.citation} lets a youth decide alone from age {law.from_age}. "
            f"This youth is {age}."
        )
    if beyond := sorted({each.field_class for each in things} - law.covers):
        raise BeyondThisLaw(
            f"{law.citation} lets a youth decide alone about {', '.join(sorted(law.covers))}, "
            f"not about {', '.join(beyond)}. Leave that out, or ask a guardian who is not accused."
        )


def check_times(
    *,
    given_at: datetime,
    recorded_at: datetime,
    from_at: datetime,
    until_at: datetime,
    terms: Terms,
    adult_at: datetime | None = None,
) -> None:
    """
    Check that a consent is limited in time and not dated back.

    adult_at: for a guardian's yes, the moment the youth comes of age; it may not last beyond it.
    :raises TimesOutOfOrder, TooLong, PastAdulthood:.
    """
    if not given_at <= recorded_at <= from_at < until_at:
        raise TimesOutOfOrder(
            "A consent is given, then recorded, then begins, then ends. It cannot begin before it "
            "was recorded: what was told before had no consent."
        )
    most = min(timedelta(days=terms.most_days), MOST_TIME)
    if until_at - given_at > most:
        raise TooLong(
            f"A consent lasts at most {most.days} days from the day it was given. Choose an "
            "earlier end; it can be renewed by asking again."
        )
    if adult_at is not None and until_at > adult_at:
        raise PastAdulthood(
            f"The youth comes of age on {adult_at:%B %-d, %Y} and then decides alone. "
            "Let the consent end when that day begins."
        )


def check_things(things: Iterable[Thing]) -> Kind:
    """
    Check what a consent names, and return its kind.

    :raises NothingNamed, NotAField, NeedsItsOwn:.
    """
    kinds = set()
    for thing in things:
        kind = KIND_OF.get(thing.field_class)
        if kind is None or (thing.field and not _FIELD.fullmatch(thing.field)):
            classes = ", ".join(sorted(frozenset().union(*CLASSES_OF.values())))
            raise NotAField(
                f"{thing} cannot be shared by consent. Name a class ({classes}) or a field such "
                "as person.phone."
            )
        kinds.add(kind)
    if not kinds:
        raise NothingNamed("Choose at least one kind of fact that may be told.")
    if len(kinds) > 1:
        raise NeedsItsOwn(
            "Substance use records and privileged notes each need a form of their own. "
            "Record them one by one."
        )
    return kinds.pop()


def check_how(*, how: How, kind: Kind, witnessed: bool, lasts: timedelta, terms: Terms) -> None:
    """
    Check the way a consent was given. lasts: from given to end.

    :raises MustBeInWriting, NeedsAWitness, TooLong:.
    Source: C.G.S. 17a-28(a); 42 CFR 2.31; 28 CFR 94.115(a)(2): all ask for writing.
    """
    if how is not How.SPOKEN_WITNESSED:
        return
    if kind is not Kind.GENERAL or terms.spoken_days == 0:
        raise MustBeInWriting(
            "This consent must be signed, on paper or on screen. Until then, share nothing by it."
        )
    if not witnessed:
        raise NeedsAWitness("A second person must hear a spoken yes. Note who did.")
    if lasts > timedelta(days=terms.spoken_days):
        raise TooLong(
            f"A spoken yes lasts at most {terms.spoken_days} days. Then ask for a signature."
        )


def check_parties(
    *, from_agency: str, to_agency: str, purpose: str, told_services_stay: bool
) -> None:
    """
    Check who tells whom, for what, and that help does not hang on it.

    :raises SameAgency, NoPurpose, MustSayServicesStay:.
    """
    if not to_agency.strip() or to_agency == from_agency:
        raise SameAgency("Name another organization as the one that may be told.")
    if purpose not in set(Purpose):
        raise NoPurpose(f"{purpose!r} is no purpose. Choose one of: {', '.join(Purpose)}.")
    if not told_services_stay:
        raise MustSayServicesStay(
            "First tell the person that every service stays the same if they say no."
        )
