"""Whether every expression of a form can be used: each is whole, and reads questions there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from fourfold.reference.errors import did_you_mean, shorten
from fourfold.reference.forms.expressions import BadExpression, expression
from fourfold.reference.forms.form import SILENT, Form, Question

Say = Callable[..., None]


def check_expressions(form: Form, say: Say) -> None:
    """Tell every expression that cannot be used. say: takes sheet, row, column, why, fix."""
    for each in form.questions:
        found: list[tuple[str, str]] = [("relevant", text) for text in each.relevant]
        found += [("constraint", each.constraint), ("required", each.required)]
        found += [("calculation", each.calculation), ("choice_filter", each.choice_filter)]
        columns = frozenset(each.choices[0].columns) if each.choices else frozenset()
        for column, text in ((column, text) for column, text in found if text):
            own = columns | {"name"} if column == "choice_filter" else frozenset()
            try:
                names = expression(text, own).names
            except BadExpression as problem:
                say("survey", each.row, column, str(problem), "Mend it.")
                continue
            _known(each, column, names, form.by_name, say)


def _known(
    each: Question,
    column: str,
    names: Iterable[str],
    known: Mapping[str, Question],
    say: Say,
) -> None:
    for name in sorted(names):
        if name not in known or known[name].kind in SILENT:
            why = f"There is no question {shorten(name)!r}."
            near = did_you_mean(name, known).strip() or "Name a question of this form."
            if f"{name}.1" in known:
                why = f"The question {shorten(name)!r} stands in a part that repeats."
                near = "From outside, use count(), sum(), min(), max() or indexed-repeat()."
            say("survey", each.row, column, why, near)
