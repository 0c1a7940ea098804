"""How the law's answers are said on a page: a verdict as a chip, reasons and ways as lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.analysis import law
from fourfold.analysis.law import words
from fourfold.apps.cases.forms.law import DECISIONS, TAKE_BACK
from fourfold.apps.cases.queries.law import Decided, Settled, Stated
from fourfold.apps.cases.states.law import Decision, TakeBack
from fourfold.apps.cases.views.saying import code_in_words
from fourfold.reference import active_pack

VERDICTS: dict[law.Verdict, tuple[Any, str]] = {
    law.Verdict.MET: (gettext_lazy("Met"), "caution"),
    law.Verdict.NOT_MET: (gettext_lazy("Not met"), "quiet"),
    law.Verdict.OPEN: (gettext_lazy("Open"), "plain"),
    law.Verdict.NOT_IN_FORCE: (gettext_lazy("Not in force that day"), "quiet"),
}
DECIDED: dict[Decision, tuple[Any, str]] = {
    Decision.MET: (gettext_lazy("Met"), "caution"),
    Decision.NOT_MET: (gettext_lazy("Not met"), "quiet"),
    Decision.CANNOT_SAY: (gettext_lazy("Could not say"), "plain"),
}
ELEMENTS: dict[str, Any] = {
    "ACTION": gettext_lazy("Action"),
    "MEANS": gettext_lazy("Means"),
    "PURPOSE": gettext_lazy("Purpose"),
    "AGE": gettext_lazy("Age"),
    "OCCURRENCES": gettext_lazy("Occurrences"),
    "SUBJECTION": gettext_lazy("Subjection"),
    "CRIME": gettext_lazy("Crime of the third person"),
    "PLACE": gettext_lazy("Place"),
}
TRUTHS: dict[law.Truth, Any] = {
    law.Truth.YES: gettext_lazy("Yes"),
    law.Truth.NO: gettext_lazy("No"),
    law.Truth.UNKNOWN: gettext_lazy("Unknown"),
}
SOURCES: dict[str, Any] = {
    "screening": gettext_lazy("from a screening"),
    "report": gettext_lazy("from the report as it was told"),
}
SCOPES: dict[str, Any] = {
    "FEDERAL": gettext_lazy("Federal"),
    "STATE_CRIME": gettext_lazy("State crime"),
    "CHILD_PROTECTION": gettext_lazy("Child protection"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One reason: an element's name, and what settles it."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Said:
    """
    What one definition answers, ready to be read.

    reasons: for MET. wanting: of each nearest way, what fails. ways: of each way still open, what
    is needed, joined by "and". unless: facts without which it cannot be met.
    """

    code: str
    title: str
    citation: str
    scope: str
    verdict: str
    tone: str
    offense_class: str
    reasons: list[Line]
    wanting: list[list[Line]]
    ways: list[list[str]]
    unless: list[str]
    in_force: str
    text: str
    note: str
    sources: list[str]
    unconfirmed: str
    text_confirmed: bool


@dataclass(frozen=True, slots=True)
class SaidStated:
    """One statement of a fact, ready to be read. source: from what it came, "" from a person."""

    truth: str
    who: str
    at: datetime
    source: str
    href: str


@dataclass(frozen=True, slots=True)
class SaidSettled:
    """A difference that somebody settled, ready to be read. truth: what they chose."""

    name: str
    said: SaidStated
    truth: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SaidDecision:
    """What one body decided, ready to be read. differs: from what the text says of the facts."""

    one: Decided
    body: str
    decision: str
    tone: str
    by_text: str
    differs: bool
    taken_back: str
    facts: list[Line]


def said(answer: law.Answer) -> Said:
    """Return an answer in words."""
    definition, text, known = answer.definition, answer.text, answer.facts.vocabulary
    verdict, tone = VERDICTS[answer.verdict]
    failing = answer.failing
    nearest = [way for way in failing if len(way) == len(failing[0])]
    alone = [code for one in answer.deciders.to_fail if len(one) == 1 for code in one]
    unconfirmed = dict.fromkeys(str(ELEMENTS[each.code]).lower() for each in answer.unconfirmed)
    return Said(
        code=definition.code,
        title=definition.title,
        citation=definition.citation,
        scope=str(SCOPES[definition.scope]),
        verdict=str(verdict),
        tone=tone,
        offense_class=answer.offense_class,
        reasons=[_reason(each, known) for each in answer.met_by],
        wanting=[[Line(_name(one), one.element.words) for one in way] for way in nearest],
        ways=_ways(answer),
        unless=[words.label(code, known) for code in alone],
        in_force=in_force(text) if text else "",
        text=text.words if text else "",
        note=text.note if text else "",
        sources=sources(text.source) if text else [],
        unconfirmed=", ".join(unconfirmed),
        text_confirmed=text.is_confirmed if text else True,
    )


def said_decision(one: Decided) -> SaidDecision:
    """Return a decision in words."""
    pack = active_pack()
    decision, tone = DECIDED[one.decision]
    by_text = str(VERDICTS[one.said][0])
    agrees = {Decision.MET: law.Verdict.MET, Decision.NOT_MET: law.Verdict.NOT_MET}
    labels = {each.code: each.label for each in pack.law_facts}
    truths = {"yes": _("Yes"), "no": _("No")}
    why = TAKE_BACK[TakeBack(one.taken_back_why)] if one.taken_back_why else ""
    return SaidDecision(
        one=one,
        body=code_in_words(one.body),
        decision=str(decision),
        tone=tone,
        by_text=by_text,
        differs=one.decision in agrees and agrees[one.decision] is not one.said,
        taken_back=str(why),
        facts=[Line(labels.get(code, code), truths[each]) for code, each in one.facts.items()],
    )


def said_stated(one: Stated, *, names: Mapping[str, str], case: str) -> SaidStated:
    """Return one statement of a fact in words, with the way to the part it came from."""
    kind, _colon, number = one.source.partition(":")
    return SaidStated(
        truth=str(TRUTHS[one.truth]),
        who=names.get(one.by, one.by),
        at=one.at,
        source=str(SOURCES.get(kind, "")),
        href=reverse("cases:screening", args=[case, number]) if kind == "screening" else "",
    )


def said_settled(one: Settled, *, names: Mapping[str, str], case: str) -> SaidSettled:
    """Return in words what differed before, and who chose what."""
    labels = {each.code: each.label for each in active_pack().law_facts}
    said = said_stated(one.stated, names=names, case=case)
    who = names.get(one.by, one.by)
    return SaidSettled(labels.get(one.fact, one.fact), said, str(TRUTHS[one.truth]), who, one.at)


def in_force(text: law.DefinitionText) -> str:
    """Say by which act a text holds, and from when until when."""
    start, end = day(text.from_), day(text.until)
    if start and end:
        return _("{act}, from {start} until {end}").format(act=text.act, start=start, end=end)
    if start:
        return _("{act}, from {start}").format(act=text.act, start=start)
    return _("{act}; from which day is not confirmed").format(act=text.act)


def day(on: date | None) -> str:
    """Write a day in full, or nothing."""
    return formats.date_format(on, "F j, Y") if on else ""


def sources(keys: Iterable[str]) -> list[str]:
    """Return the titles of sources."""
    pack = active_pack()
    return [pack.source(key).title for key in keys]


def decisions_of(choice: Decision) -> str:
    """Return what was decided, as the form offers it."""
    return str(DECISIONS[choice])


def trouble(problem: law.LawError) -> str:
    """Say what is wrong with facts by their labels, not their codes."""
    if isinstance(problem, law.FactsDisagree):
        labels = {each.code: each.label for each in active_pack().law_facts}
        yes, no = (labels[code] for code in problem.codes)
        return _(
            "“{yes}” is yes and “{no}” is no. The first means the second. Look at both."
        ).format(yes=yes, no=no)
    return str(problem)


def _name(reason: law.Reason) -> str:
    return str(ELEMENTS[reason.element.code])


def _reason(reason: law.Reason, known: law.Vocabulary) -> Line:
    labels = ", ".join(words.label(code, known) for code in reason.facts)
    if set(reason.facts) & reason.element.not_needed_if:
        labels = _("not asked: {why}").format(why=labels)
    return Line(_name(reason), labels)


def _ways(answer: law.Answer) -> list[list[str]]:
    known = answer.facts.vocabulary
    ways = []
    for way in answer.open_ways:
        needed = []
        for element in way:
            unknown = element.deciding - answer.facts.no
            needed.append(words.one_of(sorted(unknown, key=known.order.__getitem__), known))
        if needed not in ways:
            ways.append(needed)
    return ways
