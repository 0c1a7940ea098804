"""The office's page in Spanish: whole, at an address of its own, and back again."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation.template import templatize

from fourfold.apps.submissions.forms import answers as form_words
from fourfold.apps.submissions.models import Batch
from fourfold.apps.submissions.views import answering, office_file
from tests.make import answers
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
FILLED = {"rows": "1", "0-a2": "4", "0-a7": "1", "0-a8": "2", "0-a9": "0", "0-a1": "A task force"}
HERE = Path(answering.__file__).parents[1] / "templates" / "submissions"
PAGES = [
    *sorted(HERE.glob("_answer_*.html")),
    *(HERE / f"office_{x}.html" for x in ("ask", "base")),
]
PAGES += [HERE / f"office_{each}.html" for each in ("enter", "page")]
CATALOG = Path(answering.__file__).parents[3] / "locale" / "es" / "LC_MESSAGES"
GAPS = re.compile(r"%\(\w+\)s|%%t|\{\w*\}")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def key() -> str:
    return answers.key(*answers.asked())


def read(path: Path) -> dict[str, str]:
    """Return a catalog's words as they stand in its text: English to Spanish, plurals apart."""
    found: dict[str, str] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        pairs = dict(re.findall(r'^(msg\w+(?:\[\d\])?) (".*")$', block, re.MULTILINE))
        said = {name: ast.literal_eval(value) for name, value in pairs.items()}
        if said.get("msgid"):
            found[said["msgid"]] = said.get("msgstr", said.get("msgstr[0]", ""))
        if "msgid_plural" in said:
            found[said["msgid_plural"]] = said["msgstr[1]"]
    return found


SPANISH = read(CATALOG / "django.po")
PLURALS = dict(
    re.findall(
        r'^msgid "(.*)"\nmsgid_plural "(.*)"$',
        (CATALOG / "django.po").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)


def asked_of(source: str) -> set[str]:
    """Return the words that a module asks a translation of."""
    return {
        each.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("_", "gettext_lazy"))
        for each in node.args
        if isinstance(each, ast.Constant)
    }


def test_every_word_of_the_pages_has_its_spanish() -> None:
    english = asked_of(Path(answering.__file__).read_text(encoding="utf-8"))
    english |= asked_of(Path(form_words.__file__).read_text(encoding="utf-8"))
    english |= asked_of(Path(office_file.__file__).read_text(encoding="utf-8"))
    for page in PAGES:
        words = re.findall(
            r"gettext\((u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\")",
            templatize(page.read_text(encoding="utf-8")),
        )
        english |= {ast.literal_eval(each) for each in words}

    assert sorted(english - set(SPANISH)) == []
    assert len(english) > 80


@pytest.mark.parametrize("english", sorted(SPANISH))
def test_both_languages_have_the_same_gaps(english: str) -> None:
    assert sorted(GAPS.findall(english)) == sorted(GAPS.findall(SPANISH[english]))
    assert SPANISH[english]


def test_what_the_program_reads_is_what_stands_in_the_text() -> None:
    with (CATALOG / "django.mo").open("rb") as compiled:
        read_by_program = gettext.GNUTranslations(compiled)

    one = set(SPANISH) - PLURALS.keys() - set(PLURALS.values())
    assert {each for each in one if read_by_program.gettext(each) != SPANISH[each]} == set()
    for each, many in PLURALS.items():
        assert read_by_program.ngettext(each, many, 1) == SPANISH[each]
        assert read_by_program.ngettext(each, many, 2) == SPANISH[many]


def test_the_way_in_leads_to_the_other_language_and_back(client: Client, key: str) -> None:
    for address in (f"/call/{key}/", "/call/", "/call/ask/"):
        english = client.get(address)
        there = re.findall(r'<a href="([^"]+)" lang="es"', english.content.decode())
        spanish = client.get(there[0])
        page = spanish.content.decode()

        assert '<html lang="es"' in page
        assert f'<a href="{address}" lang="en"' in page
        assert not spanish.cookies
    assert "Recibir un enlace nuevo por correo" in page


def test_an_office_answers_in_spanish_from_its_link_to_its_receipt(
    client: Client, key: str
) -> None:
    enter = client.get(f"/call/{key}/es/").content.decode()
    assert re.findall(r'<form[^>]*action="([^"]*)"', enter) == ["/call/es/"]
    form = client.post("/call/es/", {"key": key}).content.decode()
    wrong = client.post("/call/es/", {"key": key, "do": "check", "rows": "1", "0-a2": "4"})
    look = client.post("/call/es/", {"key": key, "do": "check", **FILLED}).content.decode()
    receipt = client.post("/call/es/", {"key": key, "do": "send", **FILLED}).content.decode()

    assert "Revisar su respuesta" in form
    assert "están solo en inglés" in form
    assert '<span lang="en">a2' in form
    assert "Está en blanco. Escriba un número" in wrong.content.decode()
    assert "Esto es lo que envía" in look
    assert "Comprobante" in receipt
    assert "1 fila" in receipt
    assert "enero" in receipt
    assert Batch.objects.get().state == "SENT"


def test_changing_the_language_keeps_what_was_typed(client: Client, key: str) -> None:
    form = client.post("/call/", {"key": key, "do": "", **FILLED}).content.decode()
    assert 'form="answer" formaction="/call/es/" name="do" value="change" lang="es"' in form

    page = client.post("/call/es/", {"key": key, "do": "change", **FILLED}).content.decode()

    assert 'value="4"' in page
    assert 'formaction="/call/" name="do" value="change" lang="en"' in page


def test_a_key_that_opens_nothing_says_so_in_spanish(client: Client) -> None:
    answer = client.post("/call/es/", {"key": "no"})

    assert answer.status_code == 404
    assert "Esta clave no abre nada" in answer.content.decode()
    assert "Recibir un enlace nuevo" not in client.get("/call/").content.decode()
