"""Comparing years, groups and places: only from what is cleared, and the address holds it all."""

from dataclasses import replace
from decimal import Decimal

from fourfold.analysis.tables import Hidden
from tests.make import catalog

HERE = f"/figures/{catalog.BARS}/compare/"


def test_a_view_is_held_by_its_address_in_one_form(filled, client):
    page = client.get(
        f"{HERE}?group=13+to+14&group=15+to+16&group=13+to+14&stranger=1"
    ).content.decode()

    assert page.count("<rect ") == 2
    assert f'href="{HERE}?group=13+to+14&amp;group=15+to+16"' in page
    assert "Largest in 2017: 15 to 16, 84" in page


def test_what_the_table_does_not_hold_is_never_shown_or_repeated(filled, client):
    page = client.get(f"{HERE}?group=%3Cscript%3E&year=1066&place=MA").content.decode()

    assert "1066" not in page
    assert "script>" not in page.partition("<main")[2].replace("</script>", "")
    assert page.count("<rect ") == 7


def test_a_hidden_number_is_drawn_as_hidden_and_has_no_bar(db, client):
    table = catalog.table(catalog.BARS)
    small = replace(table.figures[0], value=Hidden("small cell", 6))
    catalog.put(replace(table, figures=(small, *table.figures[1:])))

    page = client.get(HERE).content.decode()

    assert page.count("<rect ") == 6
    assert "fewer than 6" in page
    assert "Hidden is not zero" in page
    assert "Smallest" not in page


def test_places_are_compared_where_a_table_has_several(db, client):
    table = catalog.table(catalog.NUMBER)
    whole = table.figures[0]
    other = replace(whole, code="F901", geography="US", value=Decimal(9000))
    catalog.put(replace(table, figures=(whole, other)))

    page = client.get(f"/figures/{catalog.NUMBER}/compare/?place=US").content.decode()

    assert "United States" in page
    assert page.count("<rect ") == 1


def test_only_a_table_with_a_choice_offers_to_compare(filled, client):
    assert HERE in client.get(f"/figures/{catalog.BARS}/").content.decode()
    assert "/compare/" not in client.get(f"/figures/{catalog.NUMBER}/").content.decode()
    assert client.get("/figures/no-such-thing/compare/").status_code == 404
    assert client.get("/lines/peace/").status_code == 404


def test_a_thousand_choices_in_an_address_do_no_harm(filled, client):
    many = "&".join(f"group={n}" for n in range(900))

    assert client.get(f"{HERE}?{many}").status_code == 200
