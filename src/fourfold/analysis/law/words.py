"""Answers and gaps in plain English sentences, as the command line and exports say them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fourfold.analysis.law.determining import Answer, Reason, Verdict
from fourfold.analysis.law.facts import Vocabulary
from fourfold.analysis.law.gaps import Change, Comparison, Gap
from fourfold.reference import DefinitionText, Element

VERDICTS = {
    Verdict.MET: "Met",
    Verdict.NOT_MET: "Not met",
    Verdict.OPEN: "Open",
    Verdict.NOT_IN_FORCE: "Not in force",
}
ELEMENTS = {
    "ACTION": "action",
    "MEANS": "means",
    "PURPOSE": "purpose",
    "AGE": "age",
    "OCCURRENCES": "occurrences",
    "SUBJECTION": "subjection",
    "CRIME": "crime of the third person",
    "PLACE": "place",
}
KINDS = {"FORCE": "any force", "FRAUD": "any fraud", "COERCION": "any coercion"}


def long_day(day: date) -> str:
    """Write a day: "October 1, 2016"."""
    return f"{day:%B} {day.day}, {day.year}"


def in_force(text: DefinitionText) -> str:
    """Say from when until when a text holds, and by which act."""
    start = f"from {long_day(text.from_)}" if text.from_ else "from a day we could not source"
    end = f" until {long_day(text.until)}" if text.until else ""
    return f"Text of {text.act}, in force {start}{end}"


def label(code: str, vocabulary: Vocabulary) -> str:
    """Return a fact's label with a small first letter, unless it is a name."""
    text = vocabulary.by_code[code].label
    return text[0].lower() + text[1:]


def one_of(codes: Iterable[str], vocabulary: Vocabulary) -> str:
    """Join labels: "recruited, harbored or transported"; all means of a kind are that kind."""
    left = dict.fromkeys(codes)
    labels = []
    for kind, name in KINDS.items():
        whole = [each.code for each in vocabulary.by_code.values() if each.kind == kind]
        if whole and left.keys() >= set(whole):
            labels.append(name)
            left = {code: None for code in left if code not in whole}
    labels = [*(label(code, vocabulary) for code in left), *labels]
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} or {labels[-1]}"


def element_name(element: Element) -> str:
    """Return an element's name in a sentence."""
    return ELEMENTS[element.code]


def why(answer: Answer) -> str:
    """Say why: by which facts it is met, which element fails, or what would decide."""
    vocabulary = answer.facts.vocabulary
    if answer.verdict is Verdict.NOT_IN_FORCE:
        return _not_in_force(answer)
    if answer.verdict is Verdict.MET:
        parts = [_met(reason, vocabulary) for reason in answer.met_by]
        text = f"By {'; '.join(parts)}."
        return f"{text} {answer.offense_class}." if answer.offense_class else text
    if answer.verdict is Verdict.NOT_MET:
        nearest = [way for way in answer.failing if len(way) == len(answer.failing[0])]
        ways = [" and ".join(_fails(reason) for reason in way) for way in nearest]
        return f"For want of {'; or for want of '.join(dict.fromkeys(ways))}."
    return _open(answer, vocabulary)


def confirmed(answer: Answer) -> str:
    """Say which words nobody has confirmed; an empty text where all that matters is."""
    names = dict.fromkeys(element_name(each) for each in answer.unconfirmed)
    if not names:
        return ""
    return f"Not confirmed: the words on {', '.join(names)}. Ask counsel."


def pattern(gap: Gap, vocabulary: Vocabulary) -> str:
    """Say a gap's pattern: "recruited or harbored; under 18; commercial sex act"."""
    return "; ".join(one_of(kind, vocabulary) for kind in gap.kinds)


def missing(gap: Gap) -> str:
    """Say what the other definitions miss in a gap, one after another."""
    said = []
    for answer in gap.others:
        if answer.text is None:
            said.append(f"{answer.definition.title}: not in force")
            continue
        names = ", ".join(dict.fromkeys(element_name(each.element) for each in answer.failing[0]))
        said.append(f"{answer.definition.title} ({answer.text.act}): no {names}")
    return "; ".join(said)


def counted(found: Comparison) -> str:
    """Say how many patterns are covered by the one and not by the other, both ways."""
    verb = "is" if found.only == 1 else "are"
    return (
        f"Of {found.covered} patterns that the first covers, {found.only} {verb} not covered by "
        f"the second; {found.other} the other way round."
    )


def changed(change: Change) -> str:
    """Say what a day changed: "October 1, 2016 (P.A. 16-71): 28 of 36 not covered before …"."""
    acts = f" ({', '.join(change.acts)})" if change.acts else ""
    before, after = change.before, change.after
    return (
        f"{long_day(change.on)}{acts}: {before.only} of {before.covered} not covered before, "
        f"{after.only} of {after.covered} after."
    )


def _met(reason: Reason, vocabulary: Vocabulary) -> str:
    name = element_name(reason.element)
    excused = [code for code in reason.facts if code in reason.element.not_needed_if]
    if excused:
        return f"{name} not asked ({', '.join(label(each, vocabulary) for each in excused)})"
    return f"{name} ({', '.join(label(each, vocabulary) for each in reason.facts)})"


def _fails(reason: Reason) -> str:
    return f"{element_name(reason.element)} ({reason.element.words})"


def _not_in_force(answer: Answer) -> str:
    later = [
        each.from_ for each in answer.definition.texts if each.from_ and each.from_ > answer.on
    ]
    began = f" It began on {long_day(min(later))}." if later else ""
    return f"Not in force on {long_day(answer.on)}.{began}"


def _open(answer: Answer, vocabulary: Vocabulary) -> str:
    ways = []
    for way in answer.open_ways:
        needed = []
        for element in way:
            unknown = element.deciding - answer.facts.no
            codes = sorted(unknown, key=vocabulary.order.__getitem__)
            needed.append(one_of(codes, vocabulary))
        ways.append(" and ".join(f"({each})" if len(way) > 1 else each for each in needed))
    alone = [
        label(code, vocabulary) for one in answer.deciders.to_fail if len(one) == 1 for code in one
    ]
    text = f"Would be met by {'; or by '.join(dict.fromkeys(ways))}."
    return f"{text} Not met without {', or without '.join(alone)}." if alone else text
