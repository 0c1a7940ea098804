"""A pack says its figures in every language that it says it speaks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fourfold.reference import check_pack, load_pack
from fourfold.reference.packs import packs_root

HEAD = "language,text,words,note,source\n"


@pytest.fixture
def zz(tmp_path: Path) -> Path:
    for name in ("zz", "schema"):
        shutil.copytree(packs_root() / name, tmp_path / name)
    return tmp_path / "zz"


def speak(pack: Path, languages: str, rows: str = "") -> list[str]:
    settings = (pack / "pack.yaml").read_text("utf-8")
    said = next(line for line in settings.splitlines() if line.startswith("languages:"))
    (pack / "pack.yaml").write_text(settings.replace(said, f"languages: {languages}"), "utf-8")
    (pack / "translations.csv").write_text(HEAD + rows, "utf-8")
    return [f"{each.file} {each.column}: {each.why}" for each in check_pack(pack).problems]


def test_a_pack_of_one_language_needs_no_translation(zz: Path) -> None:
    assert speak(zz, "[en]") == []


def test_a_text_without_words_in_a_language_of_the_pack_is_named_once(zz: Path) -> None:
    found = speak(zz, "[en, es]")

    assert "indicators.csv name: 'Referrals' has no words in the language 'es'." in found
    assert len([each for each in found if "'12 to 15'" in each]) == 1
    assert not [each for each in found if "'all'" in each]


def test_words_keep_the_names_in_braces(zz: Path) -> None:
    text = "The department received {value} referrals in {period}."
    found = speak(zz, "[en, es]", f"es,{text},Hubo {{value}} remisiones.,,zz001\n")

    why = "translations.csv words: The names in braces differ from those of the text."
    assert why in found


def test_a_translation_into_a_language_the_pack_does_not_speak_is_named(zz: Path) -> None:
    found = speak(zz, "[en]", "pt,Referrals,Encaminhamentos,,zz001\n")

    assert found == ["translations.csv language: The pack does not say that it speaks 'pt'."]


def test_words_are_found_by_the_text() -> None:
    pack = load_pack("ct")

    assert pack.languages == ("en", "es")
    assert pack.words_in("es")["Referrals by age"] == "Remisiones por edad"
    assert pack.words_in("en") == {}
