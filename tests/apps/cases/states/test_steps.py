"""Every step has words, in a named group, and the words name only facts that are given."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

import fourfold.apps.cases as home
from fourfold.apps.cases.states.steps import GROUPS, WORDS, Step

ACTIONS = Path(str(home.__file__)).parent / "actions"


def tellings() -> dict[str, list[set[str] | None]]:
    """Return the facts each `tell` gives, by its step; None where they are not written in place."""
    found = defaultdict[str, list[set[str] | None]](list)
    for path in ACTIONS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("tell"):
                facts = next((k.value for k in node.keywords if k.arg == "facts"), None)
                for step in re.findall(r"Step\.(\w+)", ast.unparse(node)):
                    found[step].append(names_of(facts))
    return found


def names_of(facts: ast.expr | None) -> set[str] | None:
    if facts is None:
        return set()
    if isinstance(facts, ast.Dict) and all(isinstance(key, ast.Constant) for key in facts.keys):
        return {str(key.value) for key in facts.keys if isinstance(key, ast.Constant)}
    return None


@pytest.mark.parametrize("step", Step)
def test_every_step_has_words_in_a_group_with_a_name(step):
    assert WORDS[step].words
    assert WORDS[step].group in GROUPS


@pytest.mark.parametrize("step", Step)
def test_the_words_of_a_step_name_only_facts_that_its_action_gives(step):
    wanted = set(re.findall(r"\{(\w+)\}", WORDS[step].words)) - {"by"}

    for given in tellings()[step.value]:
        assert given is None or wanted <= given


def test_a_sentence_has_no_full_stop_and_no_code():
    for words in WORDS.values():
        assert not words.words.endswith(".")
        assert not re.search(r"[A-Z]{3,}_", words.words)
