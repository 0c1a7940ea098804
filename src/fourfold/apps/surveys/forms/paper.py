"""One sheet of paper as rows to type: what each asks, which numbers it takes, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fourfold.apps.surveys.forms.answering import BEGINS
from fourfold.apps.surveys.forms.words import ENGLISH
from fourfold.reference.forms import Form, Kind, PaperLine, Why, paper_lines

MOST_SAID = 7


@dataclass(frozen=True, slots=True)
class Row:
    """
    One question to type. codes: numbers it takes, parted by blanks, "" where it takes what was
    written. said: the same for people. wrong: why what was typed cannot be, "" if it can.
    """

    number: int
    id: str
    name: str
    label: str
    value: str
    codes: str
    is_many: bool
    is_long: bool
    said: str
    wrong: str


def rows(form: Form, typed: Mapping[str, str], wrong: Mapping[str, Why]) -> Iterator[Row]:
    """Yield the rows of a sheet in the words of the form's first language."""
    for line in paper_lines(form):
        each = line.question
        yield Row(
            number=line.number,
            id=f"id-{each.name}",
            name=BEGINS + each.name,
            label=form.say(each.labels, form.languages[0]) or each.name,
            value=typed.get(each.name, ""),
            codes=" ".join(line.codes),
            is_many=each.kind is Kind.MANY,
            is_long=each.kind is Kind.TEXT,
            said=_said(form, line),
            wrong=_wrong(line, wrong.get(each.name)),
        )


def _said(form: Form, line: PaperLine) -> str:
    each = line.question
    if not line.codes:
        return {
            Kind.DATE: "2030-01-31",
            Kind.INTEGER: f"{each.least}–{each.most}" if each.most else "",
        }.get(each.kind, "")
    if len(line.codes) > MOST_SAID or line.codes == tuple(one.name for one in each.choices):
        return f"{line.codes[0]}–{line.codes[-1]}"
    labels = [form.say(one.labels, form.languages[0]) or one.name for one in each.choices] or ["OK"]
    pairs = zip(line.codes, labels, strict=True)
    return " · ".join(
        label if label.startswith(code) else f"{code} {label}" for code, label in pairs
    )


def _wrong(line: PaperLine, why: Why | None) -> str:
    if why is None:
        return ""
    if why is Why.OUTSIDE:
        return ENGLISH.refused_range.format(least=line.question.least, most=line.question.most)
    return ENGLISH.why[why]
