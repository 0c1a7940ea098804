"""Templates: every word can be translated, and nothing in a page runs or styles itself."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from .places import ROOT, files

GAP = "\ue000"  # stands for a tag or a variable
SPOKEN = {"alt", "title", "aria-label", "placeholder", "aria-description", "label"}
NO_WORDS = {"CSV", "JSON", "PDF", "DOCX", "HTML", "Fourfold"}  # names, the same in every language
SWALLOW = {
    "blocktranslate": "endblocktranslate",
    "blocktrans": "endblocktrans",
    "comment": "endcomment",
}
TEMPLATES = [path for path in files(".html", under=("src/",)) if "templates" in path.parts]


class Reader(HTMLParser):
    """Notes what is said outside translate tags, and what runs or styles inside the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.inside = tag if tag in {"script", "style"} else self.inside
        if tag == "style":
            self.problems.append(f"line {self.getpos()[0]}: a style element")
        if tag == "script" and "src" not in named:
            self.problems.append(f"line {self.getpos()[0]}: a script in the page")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.problems.append(f"line {self.getpos()[0]}: the attribute {name}")
            if (value or "").strip().lower().startswith("javascript:"):
                self.problems.append(f"line {self.getpos()[0]}: a script in {name}")
            if name in SPOKEN or (tag == "meta" and named.get("name") == "description"):
                self._hear(value or "", name)

    def handle_endtag(self, tag: str) -> None:
        self.inside = "" if tag == self.inside else self.inside

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self._hear(data, "the text")

    def _hear(self, text: str, where: str) -> None:
        words = [w for w in re.findall(r"[^\W\d_]{2,}", text) if w not in NO_WORDS]
        if words:
            said = " ".join(text.replace(GAP, "…").split())[:60]
            self.problems.append(f"line {self.getpos()[0]}: {where} says {said!r} untranslated")


def problems_of(source: str) -> list[str]:
    """Return what is wrong in one template; lines are the template's own."""
    kept, until = [], ""
    for token in Lexer(source).tokenize():
        word = (token.contents.split() or [""])[0] if token.token_type is TokenType.BLOCK else ""
        if until:
            kept.append("\n" * token.contents.count("\n"))
            until = "" if word == until else until
        elif word in SWALLOW:
            until = SWALLOW[word]
            kept.append(GAP)
        elif token.token_type is TokenType.TEXT:
            kept.append(token.contents)
        else:
            kept.append(GAP + "\n" * token.contents.count("\n"))
    reader = Reader()
    reader.feed("".join(kept))
    reader.close()
    return reader.problems


def test_there_are_templates_to_guard() -> None:
    assert len(TEMPLATES) > 3


@pytest.mark.parametrize("path", TEMPLATES, ids=[p.name for p in TEMPLATES])
def test_a_template_is_translatable_and_holds_no_script_or_style(path: Path) -> None:
    problems = problems_of(path.read_text(encoding="utf-8"))

    assert problems == [], f"{path.relative_to(ROOT)}"


@pytest.mark.parametrize(
    "source",
    [
        "<p>Get help</p>",
        '<img src="x" alt="A chart">',
        '<a href="#" onclick="go()">{{ name }}</a>',
        '<p style="color: red">{{ name }}</p>',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<a href="javascript:go()">{{ name }}</a>',
        "{% blocktranslate %}Hello{% endblocktranslate %} there",
    ],
)
def test_the_guard_sees(source: str) -> None:
    assert problems_of(source)


@pytest.mark.parametrize(
    "source",
    [
        '<p class="a">{% translate "Get help" %} 24/7 · {{ number }}</p>',
        "{% blocktranslate trimmed %}Call {{ number }} now.{% endblocktranslate %}",
        '<script src="{% static "exit.js" %}" defer></script>',
        "{% comment %}Why this is here.{% endcomment %}{# and here #}",
        '<a href="{% url "csv" %}" {% if now %}aria-current="page"{% endif %}>CSV</a>',
    ],
)
def test_the_guard_lets_pass(source: str) -> None:
    assert problems_of(source) == []


def test_only_the_frame_reads_what_a_step_left_to_say() -> None:
    """A page that gives its own list this name prints it raw on top, where notices stand."""
    reading = re.compile(r"{%\s*(if|for \S.* in) messages\b")
    found = {path.name for path in TEMPLATES if reading.search(path.read_text(encoding="utf-8"))}

    assert found == {"messages.html"}
