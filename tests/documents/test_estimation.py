"""An estimate in a document: the sentence first, what is hidden stays hidden."""

from __future__ import annotations

from fourfold.analysis.estimate import Histories, estimate, read_result, reasons
from fourfold.documents import charts
from fourfold.documents.estimation import blocks, overlaps_chart, panel_chart
from tests.analysis.estimate.made import published

UNEVEN = Histories(("A", "B", "C"), (0, 60, 50, 12, 40, 9, 3, 2))


def test_the_sentence_stands_first_and_every_method_is_drawn() -> None:
    result = estimate(UNEVEN, bootstrap=100)

    lead, picture, *_, last = blocks(result, UNEVEN)

    assert lead.line[0].text == result.sentences["en"]  # type: ignore[union-attr]
    assert [each.label for each in picture.points][-1] == "176 people known"  # type: ignore[union-attr]
    assert len(picture.points) == len(result.given) + 1  # type: ignore[union-attr]
    assert charts.svg(picture) == charts.svg(picture)  # type: ignore[arg-type]
    assert last.kind == "OVERLAPS"  # type: ignore[union-attr]


def test_small_combinations_are_hidden_everywhere() -> None:
    chart = overlaps_chart(UNEVEN, least=10)

    shown = charts.svg(chart) + str(chart.table) + chart.alt

    assert [str(each.value) for each in chart.points] == ["60", "50", "40", "12", *["<10"] * 3]
    assert "3 people" not in shown
    # Hidden ones stand by name: their order does not tell which is larger.
    assert [each.label for each in chart.points][4:] == ["A × B × C", "A × C", "B × C"]


def test_without_an_estimate_no_total_is_drawn() -> None:
    none = Histories(("A", "B"), (0, 4, 5, 0))

    result = estimate(none)

    assert panel_chart(result) is None
    assert "cannot be estimated" in blocks(result, none)[0].line[0].text  # type: ignore[union-attr]


def test_in_spanish_no_word_of_english_is_left_and_the_reasons_are_as_many() -> None:
    uk = published("uk_2013_5list")
    result = estimate(uk, bootstrap=100)

    lead, picture, *why, last = blocks(read_result(result.to_dict()), uk, language="es")

    assert lead.line[0].text == result.sentences["es"]  # type: ignore[union-attr]
    assert len(why) == len(result.reasons) > 0
    shown = " ".join(
        [
            *(each.line[0].text for each in why),  # type: ignore[union-attr]
            *(f"{c.title} {c.subtitle} {c.alt} {c.reading} {c.table}" for c in (picture, last)),  # type: ignore[union-attr]
        ]
    )
    assert not {"people", "the", "with", "list", "models", "outside"} & set(shown.lower().split())


def test_a_kept_result_gives_the_reasons_it_gave_when_it_was_made() -> None:
    result = estimate(published("uk_2013_5list"), bootstrap=100)

    assert result.reasons
    assert reasons(read_result(result.to_dict())) == result.reasons == reasons(result)
