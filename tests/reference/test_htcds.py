"""The case file of HTCDS 2.0: every field comes back as it went, and what is unknown is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.reference import htcds
from fourfold.reference.htcds import NotReadable, read, standard, write

FIELDS = standard().fields
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
OF_TYPE = {
    "date": st.dates().map(str),
    "number": st.integers(-1000, 1000).map(str),
    "geolocation": st.decimals(-180, 180, places=5).map(lambda each: f"{each:f}"),
    "boolean": st.sampled_from(["true", "false"]),
}


def values(field):
    if field.code_list:
        codes = st.sampled_from(standard().code_lists[field.code_list])
        many = st.lists(codes, min_size=1, max_size=4, unique=True).map("; ".join)
        return many if field.type == "select_many" else codes
    if field.pattern:
        return st.integers(1, 9_999_999_999).map(lambda each: f"+1{each}")
    return OF_TYPE.get(field.type, WORDS.map(str.strip).filter(bool))


ANY = st.fixed_dictionaries(
    {(name, 1): values(field) for name, field in FIELDS.items()},
    optional={(name, 2): values(field) for name, field in FIELDS.items()},
)


@given(ANY)
def test_every_field_comes_back_as_it_went(facts):
    assert read(write(facts)) == facts


def test_the_whole_list_is_there():
    lists = standard().code_lists

    assert len(FIELDS) == 84
    assert len(lists) == 19
    assert all(not f.code_list or f.code_list in lists for f in FIELDS.values())
    assert set(lists) == {f.code_list for f in FIELDS.values()} - {""}


def test_the_means_of_control_are_the_union_of_both_lists_of_the_standard():
    means = set(standard().code_lists["MethodsOfControl"])

    assert len(means) == 18
    assert {"RestrictsMovement", "UsesChildren", "ThreatensChildrenFamily"} <= means


@pytest.mark.parametrize(
    ("field", "value", "name", "code"),
    [
        ("prs_First_Name", "Ana", "prs_FirstName", "Ana"),
        ("First name", "Ana", "prs_FirstName", "Ana"),
        ("vic_Methods_of_Control", "debt bondage", "vic_MethodsOfControl", "DebtBondage"),
        (
            "vic_MethodsOfControl",
            "MethodsOfControlThreats; meansOfControlUsesChildren",
            "vic_MethodsOfControl",
            "PhysicalThreats; UsesChildren",
        ),
        (
            "vic_TraffickinStatusDecisionMakingOrg",
            "court or prosecution",
            "vic_TraffickingStatusDecisionMakingOrg",
            "CourtOrProsecution",
        ),
        (
            "vic_RelationshipToTrafficker",
            "Unacquainted",
            "vic_RelationshipToTrafficker",
            "Unaquainted",
        ),
        ("con_Consent", "Yes", "con_Consent", "true"),
    ],
)
def test_other_spellings_are_taken(field, value, name, code):
    assert read(f"field,value\n{field},{value}\n") == {(name, 1): code}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "prs_Gender,Femminine",
            "Row 2, prs_Gender, “Femminine”: Not in Gender. Did you mean Feminine?",
        ),
        ("prs_Gendr,Feminine", "Row 2, prs_Gendr, “Feminine”: Did you mean prs_Gender?"),
        ("prs_Birthdate,4/28/2017", "year-month-day"),
        ("prs_MobilePhone,call me", "E.164"),
        ("prs_NumberOfChildren,two", "Write a number"),
        ("prs_Deceased,perhaps", "Write true or false"),
        ("prs_FirstName,", "There is no value"),
        ("Longitude,41.5", "Did you mean"),
        (
            "prs_FirstName,Ana\nprs_FirstName,Bea",
            "Row 3, prs_FirstName, “Bea”: It stands in the file twice",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_with_row_field_value_and_what_to_do(text, said):
    with pytest.raises(NotReadable) as refused:
        read(f"field,value\n{text}\n")

    assert said in str(refused.value)


def test_all_problems_come_at_once():
    with pytest.raises(NotReadable) as refused:
        read("field,value\nprs_Gender,x\nprs_Birthdate,x\nnothing,x\n")

    assert [each.row for each in refused.value.problems] == [2, 3, 4]


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "field,value\n", "\0", 'field,value\n"unclosed']
)
def test_a_file_that_is_none_is_refused(text):
    with pytest.raises(NotReadable):
        read(text)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        facts = read(text)
    except NotReadable:
        return
    assert read(write(facts)) == facts


def test_nth_is_a_small_number():
    with pytest.raises(NotReadable):
        read("field,nth,value\nhte_City,0,Here\n")
    assert read("field,nth,value\nhte_City,2,Here\n") == {("hte_City", 2): "Here"}
    assert htcds.NAME == "HTCDS 2.0"
