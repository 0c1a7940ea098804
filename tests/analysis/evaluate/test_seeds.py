"""The tables that Connecticut printed come out of made-up people who answer so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tools.print_evaluation import FELL, WAVES, claims, codebook, evaluated, printed

from fourfold.analysis.evaluate.codebook import codebook_of
from fourfold.analysis.evaluate.engine import Change, ConstructResult, Evaluation, Verdict
from fourfold.analysis.evaluate.statistics import ClaimVerdict
from fourfold.reference import load_pack
from fourfold.reference.forms.in_packs import pack_form

pytestmark = pytest.mark.slow
FIELDS = ("Child Welfare", "Education", "Law Enforcement", "Service Provider")


@pytest.fixture(scope="module")
def found() -> Evaluation:
    return evaluated()


def means(change: object) -> list[str]:
    """Return both means as the source prints them, with one decimal."""
    assert isinstance(change, Change)
    waves = (change.before.summary, change.after.summary)
    return [str(Decimal(str(round(each.mean, 6))).quantize(Decimal("0.1"))) for each in waves]


def result(found: Evaluation, code: str) -> ConstructResult:
    return next(each for each in found.constructs if each.construct.code == code)


@pytest.mark.parametrize("code", ["KNOWLEDGE", "BELIEFS", "COMFORT"])
def test_every_printed_mean_comes_out_again(found: Evaluation, code: str) -> None:
    said = printed()
    groups = {each.name: each.change for each in result(found, code).tables[0].groups}

    assert means(result(found, code).change) == [said[code, "all", wave] for wave in WAVES]
    for field in FIELDS:
        assert means(groups[field]) == [said[code, field, wave] for wave in WAVES], field
    change = result(found, code).change
    assert isinstance(change, Change)
    assert change.before.summary.n + change.after.summary.n == 1504


def test_beliefs_of_service_providers_did_not_change(found: Evaluation) -> None:
    groups = {each.name: each.change for each in result(found, "BELIEFS").tables[0].groups}
    change = groups["Service Provider"]

    assert means(change) == ["2.4", "2.4"]
    assert isinstance(change, Change)
    assert change.verdict is Verdict.NOT_SHOWN


def test_the_items_the_source_names_come_first(found: Evaluation) -> None:
    assert {each.item.code for each in found.items[:4]} == set(FELL)
    assert {each.item.code for each in found.fell} == set(FELL)


def test_the_slips_of_the_printed_tables_are_found(found: Evaluation) -> None:
    whys = " ".join(slip.why for each in found.constructs for slip in each.slips)

    assert "5.5 is called “Comfortable”" in whys
    assert "called “A Little Uncomfortable”" in whys
    assert "The maximum 60 is that of a sum of 12 items" in whys
    assert "The maximum 40 is that of a sum of 4 items" in whys


def test_knowledge_and_comfort_are_proven_by_their_means_and_beliefs_are_not() -> None:
    found = claims()

    assert {title: each.verdict for title, each in found.items()} == {
        "Knowledge": ClaimVerdict.PROVEN_HOWEVER_LINKED,
        "Beliefs": ClaimVerdict.NOT_PROVEN,
        "Comfort": ClaimVerdict.PROVEN_HOWEVER_LINKED,
    }
    assert [round(each.as_printed.z, 1) for each in found.values()] == [13.4, 2.4, 6.6]
    assert [round(each.as_printed.effect, 2) for each in found.values()] == [0.69, 0.12, 0.34]


@pytest.mark.parametrize("pack", ["ct", "zz"])
def test_a_codebook_asks_what_its_form_asks_in_its_words(pack: str) -> None:
    of = load_pack(pack)
    rows = pack_form(of, "training_survey").sheets["survey"].rows
    asked = {row.get("name", ""): row.get("label::English (en)", "") for _, row in rows}
    book = codebook_of(of.codebook("training_survey"))

    assert {each.code: each.text for each in book.items}.items() <= asked.items()
    assert [len(each.items) for each in book.constructs] == [12, 4, 6]


def test_only_what_the_state_printed_is_called_its_own() -> None:
    document = load_pack("ct").codebook("training_survey")
    given = [item for each in document["constructs"] for item in each["items"]]

    assert [item["code"] for item in given if item["source"] == ["seed002"]] == [
        *("k1", "k2", "k3", "k4", "b1", "b2", "c1", "c2")
    ]
    assert all(item.get("ours", False) is (item["source"] != ["seed002"]) for item in given)
    assert len(codebook().items) == 22
