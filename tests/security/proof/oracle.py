"""
What should happen, from the documents: who passes which door, who sees which class of a record.

policy.csv and routes.csv were written from the domain's need-to-know section, the promises and the
roles' paragraphs, not from the code. What no row allows is denied; a row that denies wins.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ACTIONS = ("READ", "SHOW", "WRITE", "EXPORT", "ASSIGN")
CLASSES = frozenset(
    "open internal personal place health exploiter privileged sud cji".split()  # noqa: SIM905
)
NO_SECOND_FACTOR_NEEDED = frozenset({"TRAINER", "MEMBER", "CURATOR"})
"""Roles without a person's record, figures or anybody's access behind them (roles.md)."""


@dataclass(frozen=True, slots=True)
class Route:
    """One address: which methods it takes, who may pass, whether it asks for fresh proof."""

    name: str
    methods: frozenset[str]
    who: frozenset[str]
    step_up: bool

    @property
    def public(self) -> bool:
        return "anyone" in self.who

    def takes(self, role: str) -> bool:
        return role in self.who or "signed in" in self.who


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def routes() -> dict[str, Route]:
    """Return the declared routes by name."""
    return {
        row["route"]: Route(
            name=row["route"],
            methods=frozenset(row["methods"].split()),
            who=frozenset([row["who"]] if " in" in row["who"] else row["who"].split()),
            step_up=row["step_up"] == "yes",
        )
        for row in _rows("routes.csv")
    }


@cache
def allowed(action: str, relation: str, discipline: str, role: str) -> frozenset[str]:
    """Return the classes of a record that a role may read, be shown, write … by one relation."""
    found: dict[str, set[str]] = {"allow": set(), "deny": set()}
    for row in _rows_of_policy():
        if (
            row["action"] in ("*", action)
            and row["relation"] in ("*", relation)
            and row["discipline"] in ("", discipline)
            and (row["roles"] == "*" or role in row["roles"].split())
        ):
            found[row["answer"]].update(row["classes"].split())
    return frozenset(found["allow"] - found["deny"])


@cache
def _rows_of_policy() -> list[dict[str, str]]:
    return _rows("policy.csv")


def rows_that_contradict() -> list[str]:
    """Return the pairs of rows where one allows what another denies without narrowing it."""
    wrong = []
    for row in _rows_of_policy():
        if row["answer"] == "allow":
            for role in row["roles"].split():
                left = allowed(row["action"], row["relation"], row["discipline"], role)
                gone = set(row["classes"].split()) - left
                if gone:
                    wrong.append(f"{row['action']} {row['relation']} {role}: {sorted(gone)}")
    return wrong
