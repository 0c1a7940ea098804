"""Pieces that templates use, and what the base page is told."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from fourfold.components.context import site_of
from fourfold.components.templatetags.pieces import FOUR_PS, four_p_name
from fourfold.public.pages import showing
from fourfold.reference import load_pack


def made(source, **words):
    return Template(source).render(Context(words))


def test_an_alert_escapes_its_title_and_keeps_its_words():
    page = made('{% alert title=t kind="caution" %}<p>{{ t }}</p>{% endalert %}', t="<b>")

    assert "usa-alert--warning" in page
    assert "<p>&lt;b&gt;</p>" in page
    assert "<b>" not in page


def test_an_alert_of_an_unknown_kind_is_refused():
    with pytest.raises(TemplateSyntaxError, match="note, caution, stop"):
        made('{% alert title="a" kind="loud" %}{% endalert %}')


def test_a_scroll_region_has_a_name_and_takes_the_focus():
    page = made("{% scroll_region label=name %}x{% endscroll_region %}", name='"a"')

    assert 'tabindex="0"' in page
    assert 'aria-label="&quot;a&quot;"' in page


@pytest.mark.parametrize("code", FOUR_PS)
def test_every_p_has_a_name_and_a_hue(code):
    assert four_p_name(code)
    assert f"ff-p--{code}" in made("{% four_p code %}", code=code)


def test_an_unknown_p_is_drawn_plainly():
    assert made("{{ code|four_p_hue }}", code='"><script>') == "ff-p--none"


@pytest.mark.parametrize("code", ["ct", "zz"])
def test_a_pack_gives_the_base_page_what_it_needs(code):
    site = site_of(load_pack(code))

    assert site.council
    assert site.exit_url.startswith("https://")
    assert "phone" in {line.kind for line in site.strip}
    assert len({line.kind for line in site.strip}) == len(site.strip)


def test_the_strip_prefers_lines_that_are_open_all_day():
    lines = {line.kind: line for line in site_of(load_pack("ct")).strip}

    assert lines["phone"].display == "1-888-373-7888"
    assert lines["text"].short == "233733"
    assert lines["chat"].href.startswith("https://")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("MO,TU,WE,TH,FR", "Monday to Friday"),
        ("MO,TU,WE,FR", "Monday to Wednesday, Friday"),
        ("TU,TH", "Tuesday, Thursday"),
        ("SA,SU", "Saturday, Sunday"),
        ("SU,MO,TU,WE,TH,FR,SA", "Every day"),
    ],
)
def test_days_in_a_row_are_said_by_the_first_and_the_last(days, said):
    row = {"byday": days, "opens_at": "09:00", "closes_at": "17:00"}

    assert showing.hours_in_words(row) == f"{said}: 9:00 a.m. to 5:00 p.m."
    with override("es"):
        assert "lunes a miércoles" in showing.hours_in_words(row | {"byday": "MO,TU,WE"}).lower()
