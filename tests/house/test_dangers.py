"""Dangerous things stand only where this list says so, with a reason; anything else fails."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from .places import ROOT, SOURCE, files

RUN = {"eval", "exec", "compile", "__import__", "os.system", "os.popen"}
RUN_MODULES = {"subprocess", "pty", "commands"}
UNPACK = {"pickle", "cPickle", "marshal", "shelve", "dill", "jsonpickle", "copyreg"}
WEAK = {"hashlib.md5", "hashlib.sha1", "hashlib.new", "crypt.crypt"}
GUESSABLE = {"random", "numpy.random"}
CALLING = {"urllib.request", "http.client", "httpx", "requests", "aiohttp", "ftplib", "telnetlib"}
RAW_XML = {"xml.sax", "xml.dom", "xml.etree.ElementTree", "lxml", "xmlrpc"}
TRUSTING = {"mark_safe", "SafeString", "SafeText", "format_html_join"}

TRUSTED = {
    "components/templatetags/pieces.py": "passes on what Django's own escaping made",
    "public/pages/views.py": "the report's body, written by fourfold.documents, which escapes",
    "apps/surveys/views/evaluation.py": "an evaluation, written by fourfold.documents as well",
    "apps/training/views/evaluation.py": "an evaluation, written by fourfold.documents as well",
    "apps/training/views/reports.py": "a report on training, written by fourfold.documents as well",
    "apps/council/views/card_words.py": "the drawings of a chart, written by fourfold.documents",
    "apps/council/views/minutes_words.py": "words of minutes, written by fourfold.documents",
    "apps/releases/views.py": "the drawings of a chart, written by fourfold.documents",
    "apps/studies/views/words.py": "the drawings of a chart, written by fourfold.documents",
    "apps/council/views/studio.py": "blocks of a report, written by fourfold.documents as well",
    "public/pages/sights.py": "the drawings of a chart, written by fourfold.documents",
}
"""Files that may say of markup that it is safe, and why."""

BUILT = {
    "analysis/check/files/keeping/differing.py": "names of a contract's fields, quoted",
    "analysis/check/files/rules/table.py": "SQL of ours; a contract's words are quoted",
    "apps/cases/queries/people.py": "a table of ours, and gaps for the digests",
    "catalog/versions.py": "a table of ours is locked by its name",
    "security/audit/append_only.py": "triggers on tables of ours, by their names",
    "security/audit/lines.py": "constants of ours",
    "security/keys/store.py": "columns of ours, and question marks for the values",
    "security/keys/stores.py": "pragmas of ours; question marks written as PostgreSQL wants them",
}
"""Files that put SQL together from names of our own, never from a value."""

OLD_HASHES = {
    "apps/surveys/views/openrosa.py": "field apps tell by MD5 whether a form changed",
    "security/accounts/passwords.py": "lists of leaked passwords are published as SHA-1",
}
"""Files that compare with what others hashed so; nothing of ours is kept under such a hash."""

CALLERS = {
    "cli/transport.py": "brings a file to the site that whoever runs the command names",
}
"""Files that speak with another server, and why."""

EXCEPTIONS = {
    "src/fourfold/cli/serve.py": "S606",  # our own server, no shell
    "src/fourfold/cli/submit.py": "S105",  # the name of a setting
    "src/fourfold/public/pages/views.py": "S308",
    "src/fourfold/public/pages/sights.py": "S308",
    "src/fourfold/apps/surveys/views/evaluation.py": "S308",
    "src/fourfold/apps/training/views/evaluation.py": "S308",
    "src/fourfold/apps/training/views/reports.py": "S308",
    "src/fourfold/apps/council/views/card_words.py": "S308",
    "src/fourfold/apps/council/views/minutes_words.py": "S308",
    "src/fourfold/apps/council/views/studio.py": "S308",
    "src/fourfold/apps/releases/views.py": "S308",
    "src/fourfold/apps/studies/views/words.py": "S308",
    "src/fourfold/reference/files.py": "S506",  # a safe loader of ours
    **{f"src/fourfold/{path}": "S608" for path in BUILT},
}
"""The lint of dangerous calls is silenced here and nowhere else."""

SCRIPTS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage"
    r"|localStorage|indexedDB|document\.cookie|__proto__|\.constructor\b|XMLHttpRequest|jsonp",
    re.IGNORECASE,
)
TEMPLATES = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off|\{%\s*debug")


@cache
def sources() -> list[tuple[str, ast.Module]]:
    """Return each of our modules by its path below src/fourfold."""
    return [
        (path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in files(".py", under=("src/fourfold",))
    ]


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield every imported module and name, dotted, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name, node.lineno) for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{each.name}", node.lineno) for each in node.names)


def called(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the name of every call, dotted as written, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def built_queries(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield calls that send SQL put together from text instead of parameters."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = ast.unparse(node.func)
        sends = name.endswith((".execute", ".executemany", ".raw")) or name in {"RawSQL", "extra"}
        if sends and isinstance(node.args[0], ast.JoinedStr | ast.BinOp | ast.Call):
            yield name, node.lineno
        if name.endswith(".extra") or name == "RawSQL":
            yield name, node.lineno


def found(
    look: Callable[[ast.AST], Iterator[tuple[str, int]]], forbidden: set[str], tree: ast.AST
) -> list[int]:
    """Return the lines that name something forbidden, or something below it."""
    return [
        line
        for name, line in look(tree)
        if any(name == each or name.startswith(f"{each}.") for each in forbidden)
    ]


def in_sources(
    look: Callable[[ast.AST], Iterator[tuple[str, int]]], forbidden: set[str]
) -> list[str]:
    """Return where our modules name something forbidden."""
    return [f"{path}:{line}" for path, tree in sources() for line in found(look, forbidden, tree)]


def test_no_text_is_run_as_code_or_as_a_command() -> None:
    assert in_sources(called, RUN) == []
    assert in_sources(imported, RUN_MODULES) == []


def test_nothing_packed_by_others_is_unpacked_into_objects() -> None:
    assert in_sources(imported, UNPACK) == []


def test_no_query_is_put_together_from_text() -> None:
    built = {path for path, tree in sources() if any(built_queries(tree))}

    assert built - BUILT.keys() == set()


def test_no_weak_hash_is_used() -> None:
    weak = {each.partition(":")[0] for each in in_sources(called, WEAK)}

    assert weak == OLD_HASHES.keys()


def test_no_number_that_could_be_guessed_is_used() -> None:
    assert in_sources(imported, GUESSABLE) == []


def test_no_code_of_ours_calls_another_server() -> None:
    calling = {each.partition(":")[0] for each in in_sources(imported, CALLING)}

    assert calling == CALLERS.keys()


def test_xml_is_read_by_nothing_that_follows_entities() -> None:
    # `documents` writes XML; `expressions` runs XPath on an empty element and parses none.
    without = ("documents/", "reference/forms/expressions.py")
    readers = [line for line in in_sources(imported, RAW_XML) if not line.startswith(without)]

    assert readers == []


def test_markup_is_trusted_only_where_the_list_says() -> None:
    trusting = {line.split(":")[0] for line in in_sources(called, TRUSTING)}

    assert trusting - TRUSTED.keys() == set()


def test_templates_never_switch_escaping_off() -> None:
    off = [
        path.name
        for path in files(".html", ".txt", under=("src/fourfold",))
        if TEMPLATES.search(path.read_text(encoding="utf-8"))
    ]
    assert off == []


def test_scripts_write_no_markup_and_keep_nothing_in_the_browser() -> None:
    scripts = list(files(".js", under=("src/fourfold",)))
    wrong = [each.name for each in scripts if SCRIPTS.search(each.read_text(encoding="utf-8"))]

    assert scripts
    assert wrong == []


def test_every_script_keeps_its_names_to_itself_and_is_strict() -> None:
    loose = [
        path.name
        for path in files(".js", under=("src/fourfold",))
        if '"use strict"' not in path.read_text(encoding="utf-8")
    ]
    assert loose == []


def test_the_lint_of_dangerous_calls_is_on_and_silenced_only_where_the_list_says() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    ignored = lint["lint"]["per-file-ignores"]
    silenced = {
        (path.relative_to(ROOT).as_posix(), code)
        for path in files(".py", under=("src/fourfold",))
        for code in re.findall(r"noqa: (S\d{3})", path.read_text(encoding="utf-8"))
    }
    assert "S" in lint["lint"]["select"]
    assert not any(each.startswith("S") for each in lint["lint"]["ignore"])
    assert [name for name in ignored if name.startswith("src/")] == []
    assert silenced - set(EXCEPTIONS.items()) == set()


@pytest.mark.parametrize(
    ("look", "forbidden", "code"),
    [
        (called, RUN, "eval(text)"),
        (called, RUN, "import os\nos.system(text)"),
        (imported, RUN_MODULES, "from subprocess import run"),
        (imported, UNPACK, "import pickle"),
        (called, WEAK, "import hashlib\nhashlib.md5(b'')"),
        (imported, GUESSABLE, "from random import choice"),
        (imported, CALLING, "from urllib.request import urlopen"),
        (imported, CALLING, "import urllib.request"),
        (imported, RAW_XML, "from xml.etree import ElementTree"),
        (called, TRUSTING, "mark_safe(text)"),
    ],
)
def test_the_guard_sees(
    look: Callable[[ast.AST], Iterator[tuple[str, int]]], forbidden: set[str], code: str
) -> None:
    assert found(look, forbidden, ast.parse(code))


@pytest.mark.parametrize(
    "code",
    ["cursor.execute(f'DROP {x}')", "c.execute('a' + b)", "c.execute('a %s' % b)", "q.extra(a)"],
)
def test_the_guard_sees_a_query_of_text(code: str) -> None:
    assert list(built_queries(ast.parse(code)))


def test_the_guard_lets_parameters_pass() -> None:
    assert not list(built_queries(ast.parse("cursor.execute(UPSERT, [key, until])")))


@pytest.mark.parametrize("text", ["{{ name|safe }}", "{% autoescape off %}"])
def test_the_guard_sees_a_template_that_trusts(text: str) -> None:
    assert TEMPLATES.search(text)


def test_the_list_names_no_file_that_is_gone() -> None:
    assert [name for name in TRUSTED if not (SOURCE / name).exists()] == []
