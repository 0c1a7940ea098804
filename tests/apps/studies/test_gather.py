import pytest

from fourfold.apps.studies import actions, queries
from fourfold.apps.studies.models import Run
from tests.make import river

pytestmark = pytest.mark.django_db


def test_a_run_holds_every_accepted_figure_and_names_its_files():
    river.collect()

    result = queries.run(river.run(), viewer="analyst")

    pack = river.small_state()
    expected = [row["figure"] for row in pack.rows("figures") if row["call"] == "2030"]
    assert [figure.code for figure in result.figures] == expected
    traced = {code for each in result.inputs for code in each.lines}
    assert traced == set(expected)
    assert all(len(each.sha256) == 64 for each in result.inputs)


def test_the_same_figures_give_the_same_run():
    river.collect()

    assert river.run() == river.run()
    assert Run.objects.count() == 1


def test_other_words_for_the_same_figures_are_another_run(other_words):
    river.collect()
    first = river.run()

    second = actions.gather(("2030",), pack=other_words, by="analyst", at=river.NOW)

    assert second != first
    assert "Other words" in {each.name for each in queries.run(second, viewer="ana").indicators}
    assert "Other words" not in {each.name for each in queries.run(first, viewer="ana").indicators}


def test_the_order_of_the_calls_makes_no_other_run():
    for call in ("2030", "2031"):
        river.collect(call)

    assert river.run("2030", "2031") == river.run("2031", "2030")


def test_a_call_that_nobody_answered_is_never_left_out_in_silence():
    river.collect()

    with pytest.raises(actions.NothingAccepted, match="answers 2031"):
        river.run("2030", "2031")


def test_a_wrong_total_travels_with_the_run_and_changes_no_value():
    for call in ("2030", "2031"):
        river.collect(call)

    result = queries.run(river.run("2030", "2031"), viewer="analyst")

    assert any(finding.check == "totals_agree" for finding in result.findings)
    printed = {row["figure"]: row["value"] for row in river.small_state().rows("figures")}
    assert {figure.code: str(figure.value) for figure in result.figures} == printed


def test_nothing_accepted_is_an_error_and_no_run():
    river.open_call()

    with pytest.raises(actions.NothingAccepted, match="2030"):
        river.run()

    assert Run.objects.count() == 0


def test_an_unknown_run_is_not_found():
    for unknown in ("00000000-0000-0000-0000-000000000000", "7", ""):
        with pytest.raises(queries.NoSuchRun):
            queries.run(unknown, viewer="analyst")


@pytest.mark.parametrize("ids", [("1", "2"), ("2", "1")])
def test_of_two_runs_of_one_moment_the_wider_one_is_the_newest(ids):
    for call in ("2030", "2031"):
        river.collect(call)
    narrow, wide = river.run("2030"), river.run("2030", "2031")
    expected = queries.run(wide, viewer="analyst").findings
    assert expected != queries.run(narrow, viewer="analyst").findings
    for run, first in zip((narrow, wide), ids, strict=True):
        Run.objects.filter(id=run).update(id=f"{first * 8}-0000-0000-0000-000000000000")

    assert queries.newest_findings(viewer="analyst") == expected
