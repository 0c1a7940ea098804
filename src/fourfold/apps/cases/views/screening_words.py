"""How screenings are said: a form one may choose, a line of the list, the answers as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fourfold.apps.cases.forms import screenings as forms
from fourfold.apps.cases.forms.people import LANGUAGES
from fourfold.apps.cases.queries import law
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.screenings import Form, Screened
from fourfold.apps.cases.rules import screening as rules
from fourfold.apps.cases.states.persons import Language
from fourfold.apps.cases.states.screenings import Alone, Interpreter, ScreeningState, WhyNot
from fourfold.reference import active_pack
from fourfold.reference.instruments import Instrument, Item, Kind, NoAnswer
from fourfold.security.pages.frame import name_of

STANDS = {
    ScreeningState.DRAFT: ("Begun", "caution"),
    ScreeningState.DONE: ("Done", "good"),
    ScreeningState.NOT_DONE: ("Not done", "quiet"),
    ScreeningState.REPLACED: ("Corrected by a newer one", "quiet"),
}
MOST_ASKED = 5


@dataclass(frozen=True, slots=True)
class Row:
    """
    One answer as read. code: as the form's standard writes it, "" where it has none.

    states: facts of law that the answer states, in words; "" for none.
    """

    part: str
    text: str
    answer: str
    words: str
    code: str
    skipped: bool
    states: str = ""


def form_words(one: Form) -> str:
    """Name a form one may choose, with what must be known before."""
    instrument = one.instrument
    notes = [
        _("for {whom}").format(whom=instrument.population[:1].lower() + instrument.population[1:])
    ]
    if instrument.kind == Kind.RESULT_ONLY:
        notes.append(_("only its result is kept here"))
    elif not instrument.scored:
        notes.append(_("it has no score"))
    if not instrument.is_confirmed:
        notes.append(_("not compared with the publisher’s text yet"))
    return f"{instrument.name}: {'; '.join(notes)}."


def age_words(one: Form) -> str:
    """
    Say for which ages a form was validated if the person may be none of them; else "".

    Where no source names the ages there is nothing to say.
    """
    least, most = one.instrument.ages
    if least is None and most is None:
        return ""
    span = _("{least} and older").format(least=least) if most is None else ""
    span = span or _("{least} to {most}").format(least=least if least is not None else 0, most=most)
    if one.fits is None:
        return _("It was validated for ages {span}. The person’s age is not known.").format(
            span=span
        )
    if one.fits:
        return ""
    return _(
        "It was validated for ages {span}, and the person is {age}. You may use it; read the "
        "result with care."
    ).format(span=span, age=one.age)


def line(one: Screened) -> dict[str, Any]:
    """Return a screening as a list says it."""
    words, tone = STANDS[one.state]
    return {
        "one": one,
        "name": one.instrument.name if one.instrument else _("No form"),
        "stands": _(words),
        "tone": tone,
        "result": result_words(one),
        "why_not": str(forms.WHY_NOTS[WhyNot(one.why_not)]) if one.why_not else "",
        "by": name_of(one.asked_by),
    }


def result_words(one: Screened) -> str:
    """Say what came out, and no more than that."""
    if one.state not in (ScreeningState.DONE, ScreeningState.REPLACED) or one.instrument is None:
        return ""
    if one.instrument.kind == Kind.RESULT_ONLY:
        names = [name for _least, name in one.instrument.bands]
        said = names[one.band - 1] if one.band else ""
        return " · ".join(filter(None, (said, one.result_words)))
    came = one.outcome
    if came is None:
        return ""
    counted = _("{answered} of {asked} answered").format(answered=came.answered, asked=came.asked)
    if came.low is None:
        return counted
    points = str(came.low) if came.low == came.high else f"{came.low}-{came.high}"
    band = came.band or _("open: the missing answers decide")
    return _("{band} ({points} points), {counted}").format(
        band=band, points=points, counted=counted
    )


def around(one: Screened) -> list[tuple[str, str]]:
    """Return how a screening was done, as labels and words."""
    facts = [
        (_("Why now"), str(forms.OCCASIONS[one.occasion])),
        (_("Asked by"), name_of(one.asked_by)),
        (_("Language"), _language(one.language)),
        (_("Could they speak alone?"), str(forms.ALONES[Alone(one.alone)]) if one.alone else ""),
        (
            _("Interpreter"),
            str(forms.INTERPRETERS[Interpreter(one.interpreter)]) if one.interpreter else "",
        ),
    ]
    return [(label, words or _("Not noted")) for label, words in facts]


def table(one: Screened) -> list[Row]:
    """Return every item with its answer; a skipped one says so."""
    if one.instrument is None:
        return []
    there = {each.code for each in rules.asked(one.instrument, answers=one.answers)}
    codes = rules.in_codes(one.instrument, answers=one.answers)
    return [
        Row(
            part=item.part,
            text=item.text,
            answer=_answer(one, item.code) if item.code in there else _("Skipped"),
            words=one.answers[item.code].words if item.code in one.answers else "",
            code=codes[item.code] if one.instrument.codes else "",
            skipped=item.code not in there,
            states=_states(one, item) if item.code in there else "",
        )
        for item in one.instrument.items
    ]


def _states(one: Screened, item: Item) -> str:
    """Say the facts of law that the answer to an item states, once the screening is finished."""
    given = one.answers.get(item.code)
    if one.state != ScreeningState.DONE or given is None:
        return ""
    labels = {each.code: each.label for each in active_pack().law_facts}
    truths = {"yes": _("yes"), "no": _("no")}
    said = [
        _("{fact}: {truth}").format(fact=_(labels.get(fact, fact)), truth=truths[truth])
        for answer, fact, truth in item.states
        if answer == given.answer
    ]
    return "; ".join(said)


def _language(code: str) -> str:
    return str(LANGUAGES[Language(code)]) if code in set(Language) else ""


def _answer(one: Screened, code: str) -> str:
    given = one.answers.get(code)
    if given is None:
        return str(forms.NO_ANSWERS[NoAnswer.NOT_ASKED])
    if not given.says_something:
        return str(forms.NO_ANSWERS[NoAnswer(given.answer)])
    if given.answer == rules.SAID:
        return ""
    items = {each.code: each for each in one.instrument.items} if one.instrument else {}
    return items[code].choices.get(given.answer, given.answer)


def asks_next(opened: OpenCase) -> list[str]:
    """Return the questions whose answers would help the law's definitions most, best first."""
    board = law.board(opened, viewer=opened.viewer)
    if board is None:
        return []
    questions = {each.code: each.question for each in active_pack().law_facts}
    return [questions[each.fact] for each in board.questions[:MOST_ASKED] if each.fact in questions]


def unconfirmed(instrument: Instrument) -> bool:
    """Tell whether its words were not compared with the publisher's."""
    return not instrument.is_confirmed or any(not each.is_confirmed for each in instrument.items)
