from datetime import UTC, date, datetime

import pytest
from django import forms
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fourfold.components.fields import DayField, MomentField


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


class Moment(forms.Form):
    at = MomentField(label="At", required=False)


TIMES = [
    ("2:30 PM", "14:30"),
    ("2:30pm", "14:30"),
    ("2 p.m.", "14:00"),
    ("12:05 AM", "00:05"),
    ("12 PM", "12:00"),
    ("14:30", "14:30"),
    ("1430", "14:30"),
    ("09:15", "09:15"),
    ("00:00", "00:00"),
    ("2:30", None),
    ("12:30", None),
    ("14:30 PM", None),
    ("2", None),
    ("24:00", None),
    ("9:75 AM", None),
    ("noon", None),
    ("", None),
]


@pytest.mark.parametrize(("typed", "read"), TIMES)
def test_a_moment_is_read_as_typed_or_asked_for_again(typed: str, read: str | None) -> None:
    form = Moment({"at_month": "1", "at_day": "7", "at_year": "2030", "at_time": typed})

    assert form.is_valid() is (read is not None)
    if read:
        local = timezone.localtime(form.cleaned_data["at"])
        assert f"{local:%Y-%m-%d %H:%M}" == f"2030-01-07 {read}"


def test_a_moment_left_out_is_none_and_half_of_one_is_wrong() -> None:
    nothing = Moment({"at_month": "", "at_day": "", "at_year": "", "at_time": ""})
    half = Moment({"at_month": "", "at_day": "", "at_year": "", "at_time": "2 PM"})

    assert nothing.is_valid()
    assert nothing.cleaned_data["at"] is None
    assert not half.is_valid()


def test_a_time_that_the_clocks_skip_is_no_moment_and_of_two_the_earlier_counts() -> None:
    skipped = Moment({"at_month": "3", "at_day": "10", "at_year": "2030", "at_time": "2:30 AM"})
    twice = Moment({"at_month": "11", "at_day": "3", "at_year": "2030", "at_time": "1:30 AM"})

    assert not skipped.is_valid()
    assert twice.is_valid()
    assert f"{twice.cleaned_data['at']:%H:%M}" == "05:30"


def test_a_moment_stands_in_its_boxes_as_people_say_it() -> None:
    html = str(Moment(initial={"at": datetime(2030, 1, 7, 19, 30, tzinfo=UTC)})["at"])

    assert 'value="2:30 PM"' in html
