"""The two forms on paper: to say yes or no, and to stop. Blank, or filled from what is agreed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from fourfold.documents.paper.blocks import Blank, Blanks, Box, Boxes, Form, Point, Points, Section
from fourfold.documents.paper.blocks import Words as Said
from fourfold.documents.phrases import phrases
from fourfold.security.consent.english import ENGLISH
from fourfold.security.consent.rules import Thing
from fourfold.security.consent.spanish import SPANISH
from fourfold.security.consent.terms import Terms
from fourfold.security.consent.words import FormWords, Pair
from fourfold.security.consent_codes import CLASSES_OF, Kind, Purpose

VERSION = "2026-11"
_ORDER = ("personal", "place", "health", "exploiter", "internal", "sud", "privileged")
LANGUAGES = {"en": ENGLISH, "es": SPANISH}


class NoSuchLanguage(LookupError):
    """The form is not in this language."""


@dataclass(frozen=True, slots=True)
class Filled:
    """
    What is already known and is printed on the lines; all blank by default.

    from_name, to_name: organizations' names. last_on: the last whole day it holds.
    """

    from_name: str = ""
    to_name: str = ""
    to_role: str = ""
    things: Collection[Thing] = ()
    purpose: str = ""
    first_on: date | None = None
    last_on: date | None = None
    record: str = ""


def words_in(language: str) -> FormWords:
    """Return the words. :raises NoSuchLanguage:."""
    if language not in LANGUAGES:
        raise NoSuchLanguage(
            f"There is no form in {language!r}. There are: {', '.join(LANGUAGES)}. Use one of them "
            "with an interpreter, and note the interpreter's name."
        )
    return LANGUAGES[language]


def consent_form(
    *,
    language: str,
    terms: Terms,
    council: str,
    issued_on: date,
    kind: Kind = Kind.GENERAL,
    filled: Filled | None = None,
) -> Form:
    """
    Make the form that asks. council: who publishes it, in the file's properties.

    :raises NoSuchLanguage: the form is in English and Spanish only.
    """
    w, f = words_in(language), filled or Filled()
    days = {"days": str(terms.most_days), "default": str(terms.default_days)}
    sections = (
        Section(
            w.about,
            (
                Blanks(
                    (
                        Blank(w.name, share=2.2),
                        Blank(w.born),
                        Blank(w.record, f.record, share=1.3),
                    )
                ),
            ),
            "1",
        ),
        Section(
            w.parties,
            (
                Blanks((Blank(w.may_tell, f.from_name), Blank(w.may_be_told, f.to_name))),
                Blanks((Blank(w.only_role, f.to_role),)),
            ),
            "2",
        ),
        _what(w, f, kind),
        Section(
            w.why,
            (
                Boxes(
                    w.tick_one,
                    tuple(Box(w.purposes[each], ticked=each == f.purpose) for each in Purpose),
                    columns=2,
                ),
            ),
            "4",
        ),
        Section(
            w.when,
            (
                Blanks(
                    (
                        Blank(w.starts, _day(w, f.first_on)),
                        Blank(w.ends, _day(w, f.last_on)),
                    )
                ),
                Said(w.when_help.format(**days), small=True),
            ),
            "5",
        ),
        _answer(w),
        _helpers(w),
        _staff(w),
    )
    return Form(
        title=w.title[kind],
        lead=w.lead,
        language=w.language,
        code=f"Fourfold · consent {kind.lower()} · {language} · {VERSION}",
        author=council,
        issued_on=issued_on,
        parts=(Points(w.know, _points(w.points, days)),),
        sections=sections,
    )


def stop_form(
    *, language: str, council: str, issued_on: date, filled: Filled | None = None
) -> Form:
    """Make the form by which a yes is taken back. :raises NoSuchLanguage:."""
    w, f = words_in(language), filled or Filled()
    one = bool(f.to_name)
    return Form(
        title=w.stop_title,
        lead=w.stop_lead,
        language=w.language,
        code=f"Fourfold · stop · {language} · {VERSION}",
        author=council,
        issued_on=issued_on,
        parts=(Points(w.stop_know, _points(w.stop_points, {})),),
        sections=(
            Section(w.about, (Blanks((Blank(w.name, share=2.2), Blank(w.born))),), "1"),
            Section(
                w.stop_what,
                (
                    Boxes("", (Box(w.stop_all), Box(w.stop_one, ticked=one))),
                    Blanks((Blank(w.stop_one_whom, f.to_name),)),
                ),
                "2",
            ),
            Section(
                w.stop_sign,
                (Blanks((Blank(w.your_signature, share=2.2), Blank(w.today)), tall=True),),
                "3",
            ),
            Section(
                w.stop_staff,
                (
                    Boxes("", (Box(w.stop_written), Box(w.stop_spoken)), columns=2),
                    Blanks((Blank(w.stop_at), Blank(w.stop_given, f.record))),
                    Blanks((Blank(w.staff_name, share=2.2), Blank(w.today))),
                ),
                for_staff=True,
            ),
        ),
    )


def _points(pairs: tuple[Pair, ...], days: dict[str, str]) -> tuple[Point, ...]:
    return tuple(Point(strong, text.format(**days)) for strong, text in pairs)


def _what(w: FormWords, f: Filled, kind: Kind) -> Section:
    whole = {each.field_class for each in f.things}
    names = tuple(name for name in _ORDER if name in CLASSES_OF[kind])
    boxes = tuple(Box(*w.classes[name], ticked=name in whole) for name in names)
    fields = "; ".join(
        f"{w.classes[each.field_class][0]}: {w.facts.get(each.field, each.field)}"
        for each in sorted(f.things)
        if each.field
    )
    return Section(
        w.what,
        (
            Boxes(w.tick_each, boxes, columns=2 if len(boxes) > 1 else 1),
            Blanks((Blank(w.only_these, fields),)),
            Said(w.not_here[kind], small=True),
        ),
        "3",
    )


def _answer(w: FormWords) -> Section:
    sign = Blanks((Blank(w.your_signature, share=2.2), Blank(w.today)), tall=True)
    guardian = (
        Blank(w.guardian_name, share=1.5),
        Blank(w.guardian_signature, share=1.7),
        Blank(w.today),
    )
    return Section(
        w.answer,
        (
            Boxes("", (Box(w.yes), Box(w.no, w.no_help)), columns=2),
            sign,
            Said(w.under_age),
            Said(f"{w.accused} {w.too_young}", small=True),
            Blanks(guardian, tall=True),
        ),
        "6",
    )


def _helpers(w: FormWords) -> Section:
    return Section(
        w.helpers,
        (
            Blanks((Blank(w.interpreter, share=2.2), Blank(w.interpreter_language))),
            Blanks(
                (
                    Blank(w.witness, share=1.5),
                    Blank(w.witness_signature, share=1.7),
                    Blank(w.today),
                )
            ),
        ),
        "7",
    )


def _staff(w: FormWords) -> Section:
    return Section(
        w.staff,
        (
            Boxes("", (Box(w.told), Box(w.copy))),
            Blanks((Blank(w.alone),)),
            Blanks((Blank(w.staff_name, share=2.2), Blank(w.today))),
        ),
        for_staff=True,
    )


def _day(w: FormWords, day: date | None) -> str:
    return phrases(w.language).on(day) if day else ""
