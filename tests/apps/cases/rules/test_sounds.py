"""The codes of Double Metaphone, as published with the algorithm and its ports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.cases.rules.sounds import LENGTH, double_metaphone

PUBLISHED = """
    maurice MRS | aubrey APR | cambrillo KMPR | heidi HT | katherine K0RN KTRN | catherine K0RN KTRN
    Thumbail 0MPL TMPL | richard RXRT RKRT | bob PP | eric ARK | geoff JF KF | Through 0R TR
    Schwein XN XFN | dave TF | ray R | steven STFN | bryce PRS | randy RNT | bryan PRN | brian PRN
    Rapelje RPL | otto AT | auto AT | Dallas TLS | maisey MS | zhang JNK | Chile XL | Jose HS
    Arnow ARN ARNF | Arnoff ARNF | solilijs SLLS | Nowhere NR | Tux TKS | Smith SM0 XMT
    Schmidt XMT SMT | Johnson JNSN ANSN | Williams ALMS FLMS | Jones JNS ANS | Knight NT | Gnome NM
    Pneumonia NMN | Wright RT | Witz ATS FFX | Kowalski KLSK | Thomas TMS | Thumb 0M TM | Hugh H
    bough P | laugh LF | tough TF | McLaughlin MKLF | cagney KKN | tagliaro TKLR TLR
    danger TNJR TNKR | biaggi PJ PK | Jankelowicz JNKL ANKL | Yankelovich ANKL | gallegos KLKS KKS
    campbell KMPL | Schooner SKNR | schermerhorn XRMR SKRM | schenker XNKR SKNK | bellocchio PLX
    bacchus PKS | chemistry KMST | chorus KRS | Czerny SRN XRN | Caesar SSR | chianti KNT
    sugar XKR SKR | island ALNT | school SKL | snider SNTR XNTR | Filipowicz FLPT FLPF | breaux PR
    resnais RSN RSNS | artois ART ARTS | rogier RJ RJR | hochmeier HKMR | Wachtler AKTL FKTL
    bajador PJTR PHTR | cabrillo KPRL KPR | Michael MKL MXL | orchestra ARKS | architect ARKT
    McHugh MK | Bacher PKR | Macher MKR | Xavier SF SFR | accident AKST | succeed SKST | edge AJ
    edgar ATKR | ghislane JLN | zhao J | Uomo AM | Womo AM FM | Raspberry RSPR | Vasserman FSRM
    Wasserman ASRM FSRM | Tichner TXNR TKNR
"""
PAIRS = [entry.split() for entry in PUBLISHED.replace("\n", "|").split("|") if entry.strip()]


@pytest.mark.parametrize(("word", "codes"), [(each[0], each[1:]) for each in PAIRS])
def test_a_published_word_has_its_published_codes(word: str, codes: list[str]) -> None:
    assert double_metaphone(word) == (codes[0], codes[-1])


@given(st.text(max_size=40))
def test_any_text_has_codes_of_at_most_four_letters(word: str) -> None:
    for code in double_metaphone(word):
        assert len(code) <= LENGTH
        assert set(code) <= set("0AFHJKLMNPRSTX")


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZÇÑ", max_size=12))
def test_capitals_make_no_difference(word: str) -> None:
    assert double_metaphone(word.lower()) == double_metaphone(word)
