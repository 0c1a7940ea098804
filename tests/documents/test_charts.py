from __future__ import annotations

import re
import struct
from decimal import Decimal

import pytest
from lxml import etree

from fourfold.analysis.tables import Hidden
from fourfold.documents import charts, tokens
from fourfold.documents.blocks import Chart
from fourfold.documents.charts.lettering import width
from tests.documents.make import HIDDEN, a_chart, a_point, with_interval

SVG = "{http://www.w3.org/2000/svg}"
BARS = a_chart(a_point("White", "62"), a_point("Asian", "3"), a_point("None", "0"))
YEARS = a_chart(*(a_point(str(year), str(year % 100)) for year in range(2008, 2018)))
PAIRS = a_chart(
    a_point("Knowledge", "2.1", series="before"),
    a_point("Knowledge", "3.4", series="after"),
    a_point("Comfort", HIDDEN, series="before"),
    a_point("Comfort", "6.1", series="after"),
    a_point("Trust", HIDDEN, series="before"),
    a_point("Trust", HIDDEN, series="after"),
    kind="BEFORE_AFTER",
    limit=10,
)
HARD = {
    "one": a_chart(a_point("One", "1")),
    "zero": a_chart(a_point("Zero", "0")),
    "all hidden": a_chart(a_point("A", HIDDEN), a_point("B", Hidden("unknown"))),
    "huge": a_chart(a_point("Huge", "12345678901234567"), a_point("Small", "1")),
    "thirty": a_chart(*(a_point(str(1990 + n), str(n * 37 % 101)) for n in range(30))),
    "thirty over time": a_chart(
        *(a_point(str(1990 + n), str(n * 37 % 101)) for n in range(30)), kind="OVER_TIME"
    ),
    "long": a_chart(a_point("Supercalifragilistic/expialidocious " * 4, "7"), a_point("", "5")),
    "below zero": a_chart(a_point("Loss", "-20"), a_point("Gain", "46.5")),
    "wide interval": a_chart(with_interval("A", "5", "1", "900"), a_point("B", "3")),
    "columns": a_chart(a_point("2016", "202"), a_point("2017", HIDDEN), kind="OVER_TIME"),
    "pairs": PAIRS,
    "changes": a_chart(
        with_interval("Knowledge", "23", "20", "26"), a_point("Comfort", HIDDEN), kind="CHANGE"
    ),
    "changes both ways": a_chart(
        with_interval("A", "-40", "-55", "-25"), a_point("B", "3"), kind="CHANGE"
    ),
    "ranges": a_chart(
        with_interval("Stepwise, pairs by p < 0.02", "11313", "9224", "14976"),
        with_interval("Best of all models by BIC", "25311", "11030", "55362"),
        a_point("Hidden", HIDDEN),
        a_point("2,744 people known", "2744", series="KNOWN"),
        kind="RANGE",
    ),
    "overlaps": a_chart(
        a_point("PFNCA", "995"),
        a_point("GO × PFNCA", "76"),
        a_point("GO × NG × LA", HIDDEN),
        kind="OVERLAPS",
    ),
    "overlaps of long names": a_chart(
        a_point("Local authorities and councils", "995"),
        a_point("Local authorities and councils × Police forces × Nonprofit organizations", "7"),
        kind="OVERLAPS",
    ),
    "equal pair": a_chart(
        a_point("Same", "3", series="before"),
        a_point("Same", "3", series="after"),
        kind="BEFORE_AFTER",
    ),
}


def read(chart: Chart, width: int = charts.WIDE) -> etree._Element:
    return etree.fromstring(charts.svg(chart, width=width).encode())


def words(root: etree._Element) -> list[str]:
    return [" ".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def bar_lengths(root: etree._Element, color: str = tokens.DEEP) -> list[float]:
    bars = [each for each in root.iter(f"{SVG}path") if each.get("fill") == color]
    return [float(re.search(r"h(-?[\d.]+)", each.get("d"))[1]) for each in bars]  # type: ignore[index]


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("name", HARD)
def test_every_chart_keeps_its_words_inside_the_picture(name: str, phone: bool) -> None:
    total = charts.NARROW if phone else charts.WIDE

    root = read(HARD[name], total)

    assert root.get("viewBox", "").split()[2] == str(total)
    for text in root.iter(f"{SVG}text"):
        x = sum(_shift(each) for each in (text, *text.iterancestors()))
        for piece in text.itertext():
            size = width(piece, 14)
            start = {"start": x, "end": x - size, "middle": x - size / 2}[text.get("text-anchor")]
            assert start > -8, piece
            assert start + size < total + 8, piece


def _shift(element: etree._Element) -> float:
    found = re.match(r"translate\((-?[\d.]+)", element.get("transform", ""))
    return float(found[1]) if found else 0.0


def test_a_strict_content_policy_lets_a_chart_stand() -> None:
    picture = charts.svg(PAIRS)

    assert "style" not in picture
    assert "<script" not in picture
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def test_a_chart_says_to_screen_readers_what_it_shows_and_nothing_else() -> None:
    root = read(BARS)

    assert root.get("role") == "img"
    assert root.get("aria-label") == BARS.alt
    assert not [each for each in root.iter() if each is not root and each.get("aria-label")]


def test_a_chart_fits_any_width() -> None:
    root = read(BARS)

    assert root.get("viewBox")
    assert root.get("width") is None
    assert root.get("height") is None


def test_bars_start_at_zero_and_keep_the_ratio_of_their_values() -> None:
    lengths = bar_lengths(read(BARS))

    assert len(lengths) == 2, "zero has no bar"
    assert lengths[0] / lengths[1] == pytest.approx(62 / 3, rel=0.01)


def test_every_value_is_printed_with_thousands_separators_or_as_given() -> None:
    chart = a_chart(a_point("A", "12957"), a_point("B", "42000", shown="over 42,000"))

    printed = words(read(chart))

    assert "12,957" in printed
    assert "over 42,000" in printed


def test_a_percentage_says_so() -> None:
    assert "46.5%" in words(read(a_chart(a_point("A", "46.5"), unit="percent")))


def test_a_hidden_value_is_hatched_and_says_hidden_and_is_never_a_bar() -> None:
    root = read(a_chart(a_point("A", HIDDEN), a_point("B", Hidden("unknown"))))

    assert {"<3, hidden", "hidden"} <= set(words(root))
    assert bar_lengths(root) == []
    assert len(bar_lengths(root, "url(#chart-hatch-600)")) == 2


def test_the_hatched_stub_has_the_same_length_whatever_it_hides() -> None:
    root = read(a_chart(a_point("A", Hidden("x", 3)), a_point("B", Hidden("x", 900))))

    assert len(set(bar_lengths(root, "url(#chart-hatch-600)"))) == 1


def test_a_hidden_value_is_named_in_spanish_in_a_spanish_document() -> None:
    assert "oculto" in charts.svg(a_chart(a_point("A", Hidden("x"))), language="es-US")


def test_ids_of_two_charts_and_two_widths_never_meet() -> None:
    first, second = (a_chart(a_point("A", HIDDEN), id_=id_) for id_ in ("first", "second"))

    ids = [
        each.get("id")
        for chart in (first, second)
        for total in (charts.WIDE, charts.NARROW)
        for each in read(chart, total).iter()
        if each.get("id")
    ]

    assert len(ids) == len(set(ids)) == 4


def test_before_and_after_differ_by_shape_and_are_named() -> None:
    root = read(PAIRS)

    printed = words(root)
    assert {"before 2.1", "after 3.4", "before <3, hidden"} <= set(printed)
    assert {"0", "10"} <= set(printed), "the scale goes to its limit"
    shapes = [each.get("d") for each in root.iter(f"{SVG}path")]
    assert any("A" in each for each in shapes), "a circle"
    assert any("h" in each and "A" not in each for each in shapes), "a square"


def test_a_scale_without_limit_ends_at_a_round_number() -> None:
    chart = a_chart(
        a_point("A", "2.1", series="before"),
        a_point("A", "3.7", series="after"),
        kind="BEFORE_AFTER",
    )

    assert "4" in words(read(chart))


def test_columns_too_many_for_their_words_become_bars_in_the_same_order() -> None:
    chart = HARD["thirty over time"]

    printed = words(read(chart))

    assert [each for each in printed if len(each) == 4] == [each.label for each in chart.points]


def test_bars_stand_in_the_order_given() -> None:
    printed = words(read(YEARS))

    assert [each for each in printed if len(each) == 4] == [each.label for each in YEARS.points]


def test_an_interval_is_drawn_from_low_to_high() -> None:
    root = read(a_chart(with_interval("A", "50", "25", "100")))

    whisker = max(abs(float(each.get("x2", "0"))) for each in root.iter(f"{SVG}line"))
    assert whisker / bar_lengths(root)[0] == pytest.approx(75 / 50, rel=0.01)


@pytest.mark.parametrize("four_p", tokens.FOUR_PS)
def test_each_p_has_its_hue(four_p: str) -> None:
    chart = a_chart(a_point("A", Decimal(5)), four_p=four_p)

    assert bar_lengths(read(chart), tokens.FOUR_PS[four_p])


@pytest.mark.parametrize("color", [*tokens.FOUR_PS.values(), tokens.SOFT, tokens.DEEP])
def test_every_color_reads_on_paper_in_gray_too(color: str) -> None:
    assert _contrast(color, tokens.PAPER) >= 4.5


def test_words_on_the_caution_ground_read() -> None:
    assert _contrast(tokens.INK, tokens.CAUTION_WASH) >= 4.5
    assert _contrast(tokens.CAUTION, tokens.CAUTION_WASH) >= 4.5


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_png_has_the_size_asked_for() -> None:
    picture = charts.png(BARS, scale=2.0)

    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">I", picture[16:20])[0] == 2 * charts.WIDE
