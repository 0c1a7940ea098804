"""Find questions that wait for each other: whether one is asked depends on itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from fourfold.reference.forms.expressions import BadExpression, expression
from fourfold.reference.forms.form import Form, FormProblem, Question


def reads(question: Question) -> frozenset[str]:
    """Return the questions on which it depends whether this one is asked, or what it works out."""
    found: set[str] = set()
    for text in (*question.relevant, question.calculation):
        if text:
            try:
                found |= expression(text).names
            except BadExpression:
                continue
    return frozenset(found)


@lru_cache(maxsize=64)
def _ordered(questions: tuple[tuple[str, frozenset[str]], ...]) -> tuple[tuple[str, ...], ...]:
    """Return names in an order in which each comes after what it reads; then each loop."""
    needs = dict(questions)
    done: dict[str, int] = {}  # 1: on the way, 2: settled
    order: list[str] = []
    loops: list[tuple[str, ...]] = []
    for start in needs:
        stack = [(start, iter(sorted(needs[start])))] if start not in done else []
        if stack:
            done[start] = 1
        while stack:
            name, waits = stack[-1]
            following = next((each for each in waits if each in needs), None)
            if following is None:
                done[name] = 2
                order.append(name)
                stack.pop()
            elif done.get(following) == 1:
                path = [each for each, _ in stack]
                loops.append(tuple(path[path.index(following) :]))
            elif following not in done:
                done[following] = 1
                stack.append((following, iter(sorted(needs[following]))))
    return (tuple(order), *loops)


def order_of(form: Form) -> tuple[str, ...]:
    """Return the names of a form's questions, each after those it depends on."""
    return _ordered(tuple((each.name, reads(each)) for each in form.questions))[0]


def loop_problems(form: Form) -> Iterator[FormProblem]:
    """Yield one problem a loop, at the first row of it."""
    rows = {each.name: each.row for each in form.questions}
    for loop in _ordered(tuple((each.name, reads(each)) for each in form.questions))[1:]:
        first = min(loop, key=lambda name: rows[name])
        told = " → ".join([*loop, loop[0]])
        why = f"These questions wait for each other: {told}."
        fix = "Let one of them not depend on the others."
        yield FormProblem("survey", rows[first], "relevant", why, fix)
