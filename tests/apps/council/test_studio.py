"""The studio: blocks taken back, two editors, bound figures, comments, members' forms."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from html import escape

import pytest

from fourfold.apps.council.actions import activity_forms, studio, studio_beside
from fourfold.apps.council.models import ActivityForm, StudioBlock, StudioRival
from fourfold.apps.council.queries import activity_forms as form_queries
from fourfold.apps.council.queries import studio as queries
from fourfold.apps.council.queries.studio_difference import difference
from fourfold.apps.council.queries.studio_edition import document, problems
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.rules.studio import (
    Watch,
)
from fourfold.apps.council.states.studio import (
    Begin,
    FormState,
)
from fourfold.catalog import put_tables
from fourfold.documents import html
from fourfold.documents.blocks import Heading
from fourfold.documents.studio import Kind
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.models import Outgoing
from tests.make import catalog, council, desk, people
from tests.make.council import BY, OTHER
from tests.make.people import NOW

DAY = NOW.date()


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


# ------------------------------------------------------------------ blocks
def order(report: str) -> list[str]:
    return [each.english for each in queries.studio_page(report, viewer=BY).blocks]


def three() -> tuple[str, list[str]]:
    report = council.studio_report()
    return report, [council.studio_block(report, word, once=word) for word in ("one", "two", "six")]


@pytest.mark.django_db
def test_every_step_can_be_taken_back_and_nothing_is_lost() -> None:
    report, (one, two, six) = three()
    studio.move_block(six, up=True, by=BY, at=NOW)
    studio.remove_block(one, by=BY, at=NOW)
    studio.change_block(two, told={"english": "TWO"}, version=1, by=BY, at=NOW)
    assert order(report) == ["six", "TWO"]

    seen = []
    for _step in range(6):
        studio.undo(report, by=BY, at=NOW)
        seen.append(order(report))

    assert seen[:3] == [["six", "two"], ["one", "six", "two"], ["one", "two", "six"]]
    assert seen[-1] == []
    with pytest.raises(NotWhole, match="no step"):
        studio.undo(report, by=BY, at=NOW)
    assert StudioBlock.objects.filter(report=report).count() == 3


@pytest.mark.django_db
def test_a_block_added_twice_with_one_form_is_one_block() -> None:
    report = council.studio_report()

    assert council.studio_block(report) == council.studio_block(report)


@pytest.mark.django_db
def test_two_editors_in_one_block_keep_both_texts_until_one_is_chosen() -> None:
    report, (one, *_rest) = three()
    assert studio.change_block(one, told={"english": "mine"}, version=1, by=BY, at=NOW) is None

    kept = studio.change_block(one, told={"english": "theirs"}, version=1, by=OTHER, at=NOW)

    assert kept is not None
    (block, *_rest) = queries.studio_page(report, viewer=BY).blocks
    assert (block.english, block.rivals[0].told["english"]) == ("mine", "theirs")
    assert "Two texts" in " ".join(problems(report, viewer=BY))
    told = {"english": "mine and theirs"}
    with pytest.raises(ChangedMeanwhile):
        studio.choose(one, rival=kept.id, told=told, version=1, by=BY, at=NOW)
    studio.choose(one, rival=kept.id, told=told, version=2, by=BY, at=NOW)
    assert order(report)[0] == "mine and theirs"
    (last, *_rest) = queries.block_story(one, viewer=BY)
    assert last.before["english"] == "mine"
    assert last.before["beside"]["told"]["english"] == "theirs"


@pytest.mark.django_db
def test_what_is_taken_back_stays_in_the_story_and_two_texts_wait_again() -> None:
    report, (one, *_rest) = three()
    studio.change_block(one, told={"english": "mine"}, version=1, by=BY, at=NOW)
    kept = studio.change_block(one, told={"english": "theirs"}, version=1, by=OTHER, at=NOW)
    told = {"english": "both"}
    studio.choose(one, rival=kept.id, told=told, version=2, by=BY, at=NOW)

    studio.undo(report, by=BY, at=NOW)

    block = queries.studio_block(one, viewer=BY)
    assert (block.english, block.rivals[0].told["english"]) == ("mine", "theirs")
    (last, *_rest) = queries.block_story(one, viewer=BY)
    assert (last.undone, last.before["after"]["english"]) == (True, "both")


@pytest.mark.django_db
def test_the_same_text_from_two_editors_is_no_conflict() -> None:
    _report, (one, *_rest) = three()
    studio.change_block(one, told={"english": "same"}, version=1, by=BY, at=NOW)

    assert studio.change_block(one, told={"english": "same"}, version=1, by=OTHER, at=NOW) is None
    assert StudioRival.objects.count() == 0


@pytest.mark.django_db
def test_last_years_report_is_a_beginning() -> None:
    council.studio_block(council.studio_report("last", year=2029), "As ever", once="x")

    report = council.studio_report("now", start=Begin.LAST)

    assert order(report) == ["As ever"]
    found = difference(report, viewer=BY)
    assert found is not None
    assert (found.same, found.added, found.gone) == (1, (), ())
    with pytest.raises(NotWhole, match="no report of an earlier year"):
        council.studio_report("first", year=1999, start=Begin.LAST)


# ------------------------------------------------------------------ figures
def change(value: str | None) -> str:
    """Publish the numbers' table with another value, or withdraw its figure; returns its code."""
    table = catalog.table(catalog.NUMBER)
    first = table.figures[0]
    changed = () if value is None else (replace(first, value=Decimal(value)),)
    put_tables.put(replace(table, figures=(*changed, *table.figures[1:])), at=NOW)
    return first.code


@pytest.fixture
def bound() -> tuple[str, str, str]:
    """Return a report with one bound figure, its code, and the block."""
    put_tables.put(catalog.table(catalog.NUMBER), at=NOW)
    code = catalog.table(catalog.NUMBER).figures[0].code
    report = council.studio_report()
    return report, code, council.studio_block(report, f"There were {{{code}}} referrals.")


@pytest.mark.django_db
def test_a_changed_figure_stops_approval_until_somebody_looked(bound) -> None:
    report, code, _block = bound
    assert problems(report, viewer=BY) == []
    change("99999")

    (stale,) = queries.studio_page(report, viewer=BY).stale
    assert (stale.code, stale.now, stale.watch) == (code, "99,999", Watch.CHANGED)
    assert code in problems(report, viewer=BY)[0]
    assert "99,999" not in html.page(document(report, language="en", viewer=BY))
    with pytest.raises(NotWhole, match="why the older"):
        studio_beside.keep_figure(report, code=code, note=" ", by=BY, at=NOW)
    studio_beside.keep_figure(report, code=code, note="As filed in May.", by=BY, at=NOW)
    assert problems(report, viewer=BY) == []
    assert "As filed in May." in html.page(document(report, language="en", viewer=BY))

    change("88888")
    assert problems(report, viewer=BY) != []
    studio_beside.accept_figure(report, code=code, by=BY, at=NOW)
    assert problems(report, viewer=BY) == []
    assert "88,888" in html.page(document(report, language="en", viewer=BY))


@pytest.mark.django_db
def test_a_withdrawn_figure_is_kept_with_a_note_or_left_out(bound) -> None:
    report, code, block = bound
    put_tables.put(catalog.table(catalog.BARS), at=NOW)
    change(None)

    (stale,) = queries.studio_page(report, viewer=BY).stale
    assert stale.watch is Watch.WITHDRAWN
    with pytest.raises(NotWhole, match="withdrawn"):
        studio_beside.accept_figure(report, code=code, by=BY, at=NOW)
    with pytest.raises(NotWhole, match="out of the text"):
        studio_beside.leave_out(report, code=code, by=BY, at=NOW)
    studio.change_block(block, told={"english": "No number."}, version=1, by=BY, at=NOW)
    assert problems(report, viewer=BY) == []


@pytest.mark.django_db
def test_a_code_that_names_no_figure_stops_approval() -> None:
    report = council.studio_report()
    council.studio_block(report, "There were {F99999}.")

    assert "F99999" in problems(report, viewer=BY)[0]


# ------------------------------------------------------------------ comments and forms
@pytest.mark.django_db
def test_an_open_comment_stops_approval_and_its_resolving_is_on_record() -> None:
    report, (one, *_rest) = three()
    studio_beside.comment(one, words="Really?", once="c", by=OTHER, at=NOW)
    studio_beside.comment(one, words="Really?", once="c", by=OTHER, at=NOW)
    assert "1 comment" in " ".join(problems(report, viewer=BY))

    (comment,) = queries.studio_block(one, viewer=BY).comments
    studio_beside.resolve(comment.id, by=BY, at=NOW)

    assert problems(report, viewer=BY) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("standing_clock")
def test_a_member_answers_their_own_form_and_staff_take_it_into_the_report() -> None:
    report = council.studio_report()
    council.studio_block(report, "", kind=Kind.ACTIVITIES)
    member, other = (people.viewer(name, "MEMBER", of="COUNCIL") for name in ("Ana", "Bo"))
    form = council.studio_form(report, account=member.account)
    assert Outgoing.objects.filter(kind=activity_forms.MAIL, about=form).count() == 1
    with pytest.raises(NoSuchPaper):
        form_queries.activity_form(form, viewer=other, today=DAY)
    told = {"prevention": "We trained drivers."}
    activity_forms.save(form, told=told, version=1, send=False, by=member, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        activity_forms.save(form, told=told, version=1, send=True, by=member, at=NOW)
    activity_forms.save(form, told=told, version=2, send=True, by=member, at=NOW)
    with pytest.raises(NotWhole, match="missing"):
        activity_forms.decide(form, to=FormState.RETURNED, why="", by=BY, at=NOW)
    activity_forms.decide(form, to=FormState.RETURNED, why="Which?", by=BY, at=NOW)
    activity_forms.save(form, told=told, version=4, send=True, by=member, at=NOW)
    activity_forms.decide(form, to=FormState.TAKEN, why="", by=BY, at=NOW)

    printed = html.page(document(report, language="en", viewer=BY))

    assert "We trained drivers." in printed
    assert "form" in {line.subject.split("-")[1].split(":")[0]
                      for line in audit.lines_about(f"activity-form:{form}")}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("standing_clock")
def test_whoever_speaks_for_the_seat_today_answers_a_form_asked_of_the_seat() -> None:
    report = council.studio_report()
    member, other = (people.viewer(name, "MEMBER", of="COUNCIL") for name in ("Ana", "Bo"))
    with pytest.raises(NotWhole, match="Nobody with an account"):
        council.studio_form(report, account="")
    council.sits(active_pack().council_seats[0].code, account=member.account)

    form = council.studio_form(report, account="")

    (line,) = form_queries.own_forms(viewer=member, today=DAY)
    assert (line.id, line.who) == (form, "Ana")
    assert form_queries.own_forms(viewer=other, today=DAY) == []
    mail = form_queries.mail_about(form, viewer=BY, at=NOW)
    assert mail is not None
    assert mail.to == "ana@council.example"


@pytest.mark.django_db
@pytest.mark.usefixtures("standing_clock")
def test_the_clock_reminds_once_and_only_who_has_not_answered() -> None:
    report = council.studio_report()
    member = people.viewer("Ana", "MEMBER", of="COUNCIL")
    form = council.studio_form(report, account=member.account)

    assert [activity_forms.remind_due(by="job", at=NOW) for _time in range(2)] == [1, 0]
    assert ActivityForm.objects.get(id=form).reminded_on == DAY


# ------------------------------------------------------------------ the pack's edition
@pytest.mark.django_db
@pytest.mark.slow
def test_the_packs_edition_opens_as_blocks_with_each_number_bound() -> None:
    for code in catalog.every_figure().indicators:
        if len(catalog.every_figure().of_indicator(code)):
            put_tables.put(catalog.table(code), at=NOW)

    report = council.studio_report("pack", year=2016, start=Begin.PACK)

    told = document(report, language="en", viewer=BY)
    headings = [each.text for each in told.blocks if isinstance(each, Heading)]
    assert {"Highlights of 2016", "Members’ activities", "Data appendix"} <= set(headings)
    words = html.page(told)
    for each in catalog.pack().recommendations_of(2016):
        assert escape(each.text[:40]) in words
    assert problems(report, viewer=BY) == []
    later = council.studio_report("later", year=2017, start=Begin.PACK)
    asked = StudioBlock.objects.get(report=later, kind=Kind.RECOMMENDATIONS.value)
    assert asked.ref == "2016"
    assert "P.A. 17-32" in html.page(document(later, language="en", viewer=BY))


# ------------------------------------------------------------------ pages
@pytest.mark.django_db
@pytest.mark.usefixtures("standing_clock")
def test_the_preview_shows_what_is_typed_and_keeps_nothing() -> None:
    report = council.studio_report()
    block = council.studio_block(report, "before")
    staff = desk.signed_in(people.account("Sam", "STAFF", of="COUNCIL"), at=NOW)
    there = f"/desk/council/annual/{report}/block/{block}/"

    answer = staff.post(f"{there}preview/", {"english": "**now** <script>"})

    assert "<strong>now</strong> &lt;script&gt;" in answer.content.decode()
    assert order(report) == ["before"]
    page = staff.post(there, {"do": "change", "version": "7", "english": "late"}, follow=True)
    assert "Both texts are kept" in page.content.decode()
    assert order(report) == ["before"]
    assert StudioRival.objects.get().told["english"] == "late"
