"""What is written about the house is true, short and led to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools import check, print_docs

from .places import APPS, ROOT, app_folders, doors, files

ANSWERS = ("What is kept", "Who may see it", "Legal ground", "How long")
NOT_CODE = {"locale"}  # translations: text files, no room
ROOMS = [d for d in doors() if d.name not in NOT_CODE] + app_folders()
LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("room", ROOMS, ids=[r.name for r in ROOMS])
def test_every_room_answers_the_four_questions(room: Path) -> None:
    text = (room / "README.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## (.+)\n((?:(?!^## ).*\n?)+)", text, re.MULTILINE))

    assert [answer for answer in ANSWERS if not parts.get(answer, "").strip()] == []


@pytest.mark.parametrize("app", app_folders(), ids=lambda app: app.name)
def test_an_app_without_code_holds_a_readme_and_nothing_else(app: Path) -> None:
    held = {p.name for p in app.iterdir() if p.name != "__pycache__"}
    if "__init__.py" in held:
        assert {"README.md", "actions.py"} <= held or {"README.md", "actions"} <= held
    else:
        assert held == {"README.md"}


def test_the_plan_of_the_apps_names_each_of_them() -> None:
    text = (APPS / "README.md").read_text(encoding="utf-8")

    assert [app.name for app in app_folders() if f"({app.name}/README.md)" not in text] == []


def test_every_decision_is_short_and_whole() -> None:
    assert check.decisions().problems == ()


@pytest.mark.slow
def test_the_printed_docs_are_fresh() -> None:
    assert print_docs.stale(print_docs.printed()) == []


def test_every_link_between_our_pages_leads_somewhere() -> None:
    broken = []
    for file in files(".md"):
        for to in LINK.findall(file.read_text(encoding="utf-8")):
            target, _, mark = to.partition("#")
            if "://" in target or target.startswith("mailto:"):
                continue
            found = (file.parent / target) if target else file
            if not found.exists():
                broken.append(f"{file.relative_to(ROOT)} leads to {to}")
            elif mark and mark not in headings(found):
                broken.append(f"{file.relative_to(ROOT)} leads to {to}: no such heading")
    assert broken == []


def headings(file: Path) -> set[str]:
    """Return the marks of a page's headings, as code hosts make them."""
    lines = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def test_the_glossary_is_in_order_and_says_where_each_word_lives() -> None:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    entries = re.findall(r"^\*\*(.+?)\*\*(.*(?:\n(?!\n).*)*)", text, re.MULTILINE)
    words = [word.lower() for word, _ in entries]

    assert len(words) > 30
    assert words == sorted(words)
    assert [word for word, meaning in entries if "Where: " not in meaning] == []


def test_the_readme_gives_the_two_commands_first() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first_block = text.split("```")[1]

    assert "make run" in first_block
    assert "make test" in first_block
    assert text.index("```") < text.index("\n## ", text.index("## ") + 1)


def test_every_target_of_the_makefile_is_told_and_every_told_one_exists() -> None:
    made = set(
        re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    )
    told = set()
    for file in files(".md"):
        told |= set(re.findall(r"`make ([a-z][a-z-]*)", file.read_text(encoding="utf-8")))

    assert told - made == set()
    assert made - told == set()
