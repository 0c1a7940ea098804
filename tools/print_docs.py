"""Print docs/reference from the code, so that it cannot drift. `--check` only compares.

Exit code 0 when all pages are fresh (or were written), 1 when `--check` finds a stale one.
"""

from __future__ import annotations

import importlib
import inspect
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import django
from django.apps import apps
from django.urls import URLPattern, get_resolver
from typer.main import get_command

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference"
APPS = ROOT / "src" / "fourfold" / "apps"
PRINTED = "*Printed from the code by `make docs`; do not edit.*"


# ------------------------------------------------------------------ writing Markdown
def page(title: str, *parts: str) -> str:
    """Put a page together: title, where it comes from, parts with a blank line between."""
    return "\n\n".join((f"# {title}", PRINTED, *(part for part in parts if part))) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; bars and line ends in cells are made harmless."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def first_line(of: object) -> str:
    """Return the first paragraph of a docstring, on one line."""
    return " ".join((inspect.getdoc(of) or "").split("\n\n")[0].split())


# ------------------------------------------------------------------ states
def state_modules() -> list[ModuleType]:
    """Return the `states` module of every app that has one, by name."""
    return [
        importlib.import_module(f"fourfold.apps.{file.parent.name}.states")
        for file in sorted(APPS.glob("*/states.py"))
    ]


def states() -> str:
    """Every app's states: the moves allowed, and whose turn it is."""
    return page("States", *(_states_of(module) for module in state_modules()))


def _states_of(module: ModuleType) -> str:
    app = module.__name__.split(".")[-2]
    moves, owners = module.MOVES, module.OWNERS
    rows = [
        (
            f"`{state.name}`",
            owners[state],
            ", ".join(f"`{then.name}`" for then in moves[state]) or "nothing: it ends here",
        )
        for state in moves
    ]
    first = next(iter(moves))
    arrows = [f"    [*] --> {first.name}"]
    arrows += [f"    {now.name} --> {then.name}" for now in moves for then in moves[now]]
    arrows += [f"    {state.name} --> [*]" for state in moves if not moves[state]]
    diagram = "\n".join(("```mermaid", "stateDiagram-v2", *arrows, "```"))
    listed = table(("State", "Whose turn", "Can become"), rows)
    return f"## {app}\n\n{first_line(module)}\n\n{listed}\n\n{diagram}"


# ------------------------------------------------------------------ checks, settings, events
def checks() -> str:
    """The rule book of submitted figures: one check, one function."""
    bench = importlib.import_module("fourfold.analysis.check")
    rows = [
        (f"`{rule.name}`", rule.asks, first_line(_function_of(rule.name)))
        for rule in bench.RULE_BOOK
    ]
    header = ("Check", "What must hold", "What it does")
    return page("Checks", first_line(bench), table(header, rows))


def file_checks() -> str:
    """The rule book of agencies' files, and what all programs say of a file."""
    rules = importlib.import_module("fourfold.analysis.check.files.rules")
    shape = importlib.import_module("fourfold.analysis.check.files.said").JSON_SHAPE
    rows = [(f"`{rule.name}`", rule.holds, first_line(rule.ask)) for rule in rules.RULE_BOOK]
    named = [(f"`{name}`", meaning) for name, meaning in shape.items()]
    return page(
        "Rules of agencies' files",
        "One rule, one function, one file, one test. Which fields and limits they look at, the "
        "data contract says.",
        table(("Rule", "What must hold", "What it does"), rows),
        "## What was found in a file, as JSON",
        "One shape: `fourfold check --json`, `fourfold submit --json` and the addresses for "
        "programs (answer 422).",
        table(("Name", "Meaning"), named),
    )


def _function_of(check: str) -> object:
    return getattr(importlib.import_module(f"fourfold.analysis.check.{check}"), check)


def settings() -> str:
    """Every setting a deployment can make."""
    options = importlib.import_module("fourfold.config.options")
    rows = [
        (f"`{option.name}`", option.meaning, option.default, option.required_in or "nowhere")
        for option in options.SETTINGS
    ]
    header = ("Setting", "Meaning", "When not set", "Required in")
    return page("Settings", "Settings are environment variables.", table(header, rows))


def events() -> str:
    """The verbs of the audit log."""
    module = importlib.import_module("fourfold.security.events")
    rows = [(f"`{event.value}`", event.label) for event in module.Event]
    return page("Audit events", first_line(module), table(("Event", "Meaning"), rows))


def roles() -> str:
    """Every role as a director reads it, and what it may do."""
    module = importlib.import_module("fourfold.security.access.roles")
    rows = [
        (
            f"`{role.code}`",
            role.name,
            role.paragraph,
            ", ".join(f"`{each}`" for each in sorted(role.permissions)),
            "yes" if role.needs_second_factor else "no",
        )
        for role in module.ROLES.values()
    ]
    header = ("Code", "Role", "What its holder does and sees", "Permissions", "Second factor")
    return page("Roles", table(header, rows))


# ------------------------------------------------------------------ models and addresses
def fourfold_models() -> list[Any]:
    """Return our models, by app and name."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("fourfold.")]
    return sorted(ours, key=lambda model: (model._meta.app_label, model.__name__))


def models() -> str:
    """Every column with its class."""
    module = importlib.import_module("fourfold.security.classes")
    classes = table(
        ("Class", "Meaning", "Kept"),
        [(f"`{each.value}`", rule.meaning, rule.kept) for each, rule in module.RULES.items()],
    )
    parts = []
    for model in fourfold_models():
        rows = [
            (f"`{field.name}`", field.get_internal_type(), f"`{model.FIELD_CLASSES[field.name]}`")
            for field in model._meta.concrete_fields
        ]
        name = f"{model._meta.app_label}.{model.__name__}"
        listed = table(("Field", "Type", "Class"), rows)
        parts.append(f"## {name}\n\n{first_line(model)}\n\n{listed}")
    return page("Records and their field classes", classes, *parts)


def views() -> list[tuple[str, Any]]:
    """Return every address pattern of the site with its view, in the order they are tried."""
    found: list[tuple[str, Any]] = []

    def walk(patterns: Iterable[Any], before: str) -> None:
        for pattern in patterns:
            address = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                found.append((address, pattern.callback))
            else:
                walk(pattern.url_patterns, address)

    walk(get_resolver().url_patterns, "/")
    return found


def addresses() -> str:
    """Every address, who may open it, and why."""
    door_of = importlib.import_module("fourfold.security.doors").door_of
    rows = []
    for address, view in views():
        door = door_of(view)
        rows.append(
            (f"`{_readable(address)}`", door.who if door else "NOBODY", door.why if door else "")
        )
    return page("Addresses", table(("Address", "Who may open it", "Why"), rows))


def _readable(address: str) -> str:
    """Write a pattern as people do: /^figures/(?P<code>[A-Z]+)/$ is /figures/<code>/."""
    short = re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^()]*\))*\)", r"\1", address)
    return re.sub(r"[\^$\\]", "", short)


# ------------------------------------------------------------------ commands and packs
def commands() -> str:
    """The `fourfold` command and all below it."""
    app = importlib.import_module("fourfold.cli").app
    known = importlib.import_module("fourfold.cli.db").KNOWN
    below = [(f"`fourfold db {name}`", meaning) for name, meaning in known.items()]
    return page(
        "Commands",
        "Exit codes: 0 done, 1 found problems, 2 wrong use.",
        *_command(get_command(app), "fourfold"),
        "## fourfold db\n\n" + table(("Command", "Does"), below),
    )


def _command(command: Any, name: str) -> list[str]:
    below = getattr(command, "commands", {})
    text = " ".join((command.help or "").replace("\f", " ").split())
    if below:
        rows = [
            (f"`{name} {each}`", " ".join(below[each].get_short_help_str(120).split()))
            for each in sorted(below)
            if not below[each].hidden
        ]
        parts = [f"## {name}\n\n{text}\n\n" + table(("Command", "Does"), rows)]
        for each in sorted(below):
            if not below[each].hidden:
                parts += _command(below[each], f"{name} {each}")
        return parts
    rows = [_parameter(each) for each in command.params if each.name != "help"]
    shown = table(("Takes", "Meaning", "When left out"), rows) if rows else "Takes nothing."
    return [f"### {name}\n\n{text}\n\n{shown}"]


def _parameter(each: Any) -> tuple[str, str, str]:
    is_option = each.param_type_name == "option"
    name = ", ".join(f"`{opt}`" for opt in each.opts) if is_option else f"`{each.name.upper()}`"
    if each.required:
        default = "required"
    elif each.default in (None, "", (), []) or callable(each.default):
        default = "-"
    else:
        default = str(each.default).replace(str(ROOT) + os.sep, "")
    return name, getattr(each, "help", "") or "", default


def packs() -> str:
    """The files of a jurisdiction pack, column by column."""
    files = importlib.import_module("tools.print_packs").files()
    return page(
        "Files of a jurisdiction pack",
        "A pack is a folder of `jurisdictions/`. Empty means unknown. How to make one: "
        "[guide](../guides/another-state.md).",
        *(f"## {name}\n\n{about}\n\n{columns}" for name, about, columns in files),
    )


def unconfirmed() -> str:
    """What counsel has to look up, file by file."""
    module = importlib.import_module("tools.print_unconfirmed")
    parts = [
        f"## {file}\n\nUsed by: {used}.\n\n" + table(("Fact", "What to check", "Read so far"), rows)
        for file, used, rows in module.sections()
    ]
    elsewhere = table(("Fact", "Where it is used", "What to check"), module.ELSEWHERE)
    reserve = table(("Fact", "What was read"), module.with_a_reserve())
    return page(
        "What is not confirmed",
        "Facts of Connecticut that nobody has compared with the law, or with whoever publishes "
        "them. Pages that use one say so. To confirm one: read the law, correct the row, name the "
        "source in `sources.csv`, set the row confirmed, run `fourfold pack check ct` and "
        "`make docs`, and the line goes from here ([how](../guides/counsel.md)).",
        *parts,
        f"## Not in a file of the pack\n\n{elsewhere}",
        "## Confirmed, with a reserve\n\nAn official summary, a reprint or a later print was "
        f"read, not the act itself. Compare when it matters.\n\n{reserve}",
    )


# ------------------------------------------------------------------ an evaluation
def evaluation() -> str:
    """An evaluation of made-up answers built to the tables that Connecticut printed."""
    module = importlib.import_module("tools.print_evaluation")
    return page(module.TITLE, *module.parts(table))


def estimation() -> str:
    """The panel of estimates on figures that the United Kingdom published."""
    module = importlib.import_module("tools.print_estimation")
    return page(module.TITLE, *module.parts(table))


# ------------------------------------------------------------------ all pages
PAGES: dict[str, tuple[str, Callable[[], str]]] = {
    "addresses.md": ("Addresses: who may open what", addresses),
    "checks.md": ("Checks of figures", checks),
    "file_checks.md": ("Rules of agencies' files", file_checks),
    "commands.md": ("The fourfold command", commands),
    "estimation.md": ("Estimating how many people no list knows", estimation),
    "evaluation.md": ("An evaluation before and after a training", evaluation),
    "events.md": ("Audit events", events),
    "models.md": ("Records, field classes and how long they are kept", models),
    "pack.md": ("Files of a jurisdiction pack", packs),
    "roles.md": ("Roles and what they may do", roles),
    "settings.md": ("Settings", settings),
    "states.md": ("States and moves", states),
    "unconfirmed.md": ("What is not confirmed: a list for counsel", unconfirmed),
}


BY_HAND = {
    "asvs.csv": "OWASP ASVS 5.0, requirement by requirement: what applies, what is met, which test",
    "controls.csv": "The controls that law and our promises ask for: where they stand, which test",
}
"""Tables that people keep; tests/house/test_trace.py holds them true."""


def contents() -> str:
    """The list of the pages."""
    pages = "\n".join(f"- [{words}]({name})" for name, (words, _) in PAGES.items())
    kept = "\n".join(f"- [{words}]({name})" for name, words in BY_HAND.items())
    return page("Reference", pages, f"Kept by hand, held true by tests:\n\n{kept}")


def printed() -> dict[str, str]:
    """Return every page by its file name."""
    django.setup()
    return {"README.md": contents(), **{name: make() for name, (_, make) in PAGES.items()}}


def stale(pages: dict[str, str]) -> list[str]:
    """Say which files of docs/reference differ from the code, are missing, or are left over."""
    problems = []
    for name, text in pages.items():
        file = TARGET / name
        if not file.exists():
            problems.append(f"docs/reference/{name} is missing. Run make docs.")
        elif file.read_text(encoding="utf-8") != text:
            problems.append(f"docs/reference/{name} is stale. Run make docs.")
    present = {file.name for file in TARGET.glob("*")} if TARGET.is_dir() else set()
    problems += [
        f"docs/reference/{name} is printed by nothing."
        for name in sorted(present - pages.keys() - BY_HAND.keys())
    ]
    return problems


def main(arguments: Sequence[str]) -> int:
    if arguments not in ([], ["--check"]):
        print("Usage: tools/print_docs.py [--check]", file=sys.stderr)
        return 2
    # The pages must not depend on who prints them: the same settings for everyone.
    os.environ.update(
        FOURFOLD_MODE="test",
        DATABASE_URL="sqlite://:memory:",
        DJANGO_SETTINGS_MODULE="fourfold.config.settings",
    )
    sys.path.insert(0, str(ROOT))
    pages = printed()
    if arguments:
        problems = stale(pages)
        print("\n".join(problems) or f"{len(pages)} pages are fresh")
        return 1 if problems else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for left_over in {file.name for file in TARGET.glob("*.md")} - pages.keys():
        (TARGET / left_over).unlink()
    for name, text in pages.items():
        (TARGET / name).write_text(text, encoding="utf-8")
    print(f"{len(pages)} pages in docs/reference")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
