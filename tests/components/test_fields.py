from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from fourfold.components.fields import DayField


class Asked(forms.Form):
    name = forms.CharField(label="Name", help_text="As colleagues know it.")
    on = DayField(label="On", required=False)
    way = forms.ChoiceField(
        label="Way", choices=[("P", "By phone"), ("U", "Unknown")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="I agree")


def boxes(month: object, day: object, year: object) -> dict[str, str]:
    return {"on_month": str(month), "on_day": str(day), "on_year": str(year)}


@given(st.dates(min_value=date(1000, 1, 1)))
def test_any_day_typed_in_three_boxes_is_that_day(day: date) -> None:
    form = Asked(boxes(day.month, day.day, day.year))
    form.is_valid()

    assert form.cleaned_data["on"] == day


def test_three_empty_boxes_are_no_day_and_no_error() -> None:
    form = Asked(boxes("", " ", ""))
    form.is_valid()

    assert form.cleaned_data["on"] is None


@pytest.mark.parametrize(
    "typed",
    [
        (2, 31, 2030),
        (13, 1, 2030),
        (1, 1, 30),
        ("May", 1, 2030),
        (1, "", 2030),
        (0, 0, 0),
        ("1_0", 1, 2030),
        ("9" * 5000, 1, 2030),
    ],
)
def test_what_is_no_day_is_told_and_kept_as_typed(typed: tuple[object, ...]) -> None:
    form = Asked(boxes(*typed))

    assert "no day of the calendar" in str(form.errors["on"])
    assert f'value="{typed[1]}"' in form.as_div() or typed[1] == ""


def test_each_field_has_its_label_above_its_help_under_it_and_its_error_beside_it() -> None:
    html = Asked({}).as_div()

    assert html.index(">Name<") < html.index("As colleagues") < html.index('name="name"')
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_list_of_errors_leads_to_each_field() -> None:
    html = Asked(boxes(2, 31, 2030)).as_div()

    for target in ("id_name", "id_on_0", "id_agree"):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html
    assert "This field is required" not in html


def test_what_was_typed_is_written_back_as_text_not_as_markup() -> None:
    html = Asked({"name": "<b>&", **boxes("<i>", 1, 2030)}).as_div()

    assert "&lt;b&gt;&amp;" in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    html = Asked().as_div()

    assert html.count("<fieldset") == 2
    assert ">Way</legend>" in html.replace("\n", "")
    assert 'class="usa-radio__input"' in html
    assert 'class="usa-checkbox__input"' in html
