from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from fourfold.components.shell import Desk, Link, RailLine, grouped
from fourfold.components.templatetags.desk import days_left

NOW = datetime(2030, 1, 7, 19, tzinfo=UTC)  # 2 PM in New York
DESK = Desk(now=NOW, name="Alma", agency="DCF", role="Liaison", rail=())


def written(source: str, address: str = "/desk/x/", **values: object) -> str:
    request = RequestFactory().get(address)
    return Template(source).render(Context({"desk": DESK, "request": request, **values})).strip()


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW - timedelta(hours=1), "today at 1:00 PM"),
        (NOW - timedelta(days=1), "yesterday at 2:00 PM"),
        (NOW + timedelta(days=1), "tomorrow at 2:00 PM"),
        (NOW + timedelta(days=9), "Jan 16, 2:00 PM"),
        (NOW - timedelta(days=400), "Dec 3, 2028"),
    ],
)
def test_a_moment_is_said_as_people_say_it_with_the_exact_one_in_its_title(at, said):
    html = written("{% moment at %}", at=at)

    assert f">{said}</time>" in html
    assert ":00 " in html.split("title=")[1]


def test_no_moment_is_said_in_the_words_given():
    assert written('{% moment at "never" %}', at=None) == "never"


@pytest.mark.parametrize(
    ("left", "said"),
    [(-1, "ended"), (0, "ended"), (3600, "less than a day"), (86400, "1 day"), (864000, "10 days")],
)
def test_days_left_are_counted_downward(left, said):
    assert days_left(NOW + timedelta(seconds=left), NOW) == said


def test_a_column_sorts_upward_then_downward_and_keeps_the_filters():
    first = written('{% sort_link "name" "Name" "" %}', "/desk/x/?state=open&page=3")
    second = written('{% sort_link "name" "Name" "name" %}', "/desk/x/?state=open&sort=name")

    assert 'href="?state=open&amp;sort=name"' in first
    assert 'aria-sort="none"' in first
    assert 'href="?state=open&amp;sort=-name"' in second
    assert 'aria-sort="ascending"' in second


def test_a_filter_that_is_on_can_be_taken_away_alone():
    html = written("{% chips_on on %}", "/desk/x/?a=1&b=2&page=2", on=[("a", "A is one")])

    assert 'href="?b=2"' in html
    assert "A is one" in html


@pytest.mark.parametrize(("page", "more", "links"), [(1, False, 0), (1, True, 1), (2, True, 2)])
def test_pages_lead_on_without_saying_how_many_there_are(page, more, links):
    html = written("{% pager page more %}", page=page, more=more)

    assert html.count("<a ") == links


def test_a_chip_of_an_unknown_tone_is_refused():
    with pytest.raises(TemplateSyntaxError, match="purple"):
        written('{% chip "x" "purple" %}')


def test_a_masked_value_is_not_on_the_page_until_it_may_be_shown():
    tag = '{% masked "telephone" name="phone" href="/x/" purposes=why shown=value %}'
    covered = written(tag, why=[("CALL", "To call")], value="")
    shown = written(tag, why=[("CALL", "To call")], value="<555>")

    assert "To call" in covered
    assert 'method="post"' in covered
    assert "&lt;555&gt;" in shown


def test_a_rail_keeps_its_order_and_drops_what_may_not_be_opened():
    lines = [RailLine("One", "a"), RailLine("Two", "b", group="More"), RailLine("Three", "c")]
    groups = grouped(lines, links={name: Link(name, f"/{name}/") for name in ("c", "b")})

    assert [(group.label, [link.href for link in group.links]) for group in groups] == [
        ("More", ["/b/"]),
        ("", ["/c/"]),
    ]
