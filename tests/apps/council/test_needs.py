"""Needs assessments: every finding has something behind it, and a number that changes is told."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from fourfold.apps.council.actions import needs
from fourfold.apps.council.models import Evidence, Finding, NeedsReport
from fourfold.apps.council.queries import needs as queries
from fourfold.apps.council.queries.evidence import Sources
from fourfold.apps.council.rules import NoSuchPaper, NotWhole, NotYours
from fourfold.apps.council.states.plan import MoveNotAllowed
from fourfold.apps.council.states.reports import (
    MOVES,
    EvidenceKind,
    FindingKind,
    ReportState,
    check_move,
)
from fourfold.apps.surveys.actions import fidelity, focus_quotes
from fourfold.apps.surveys.actions.community import bring
from fourfold.apps.surveys.actions.fidelity import Told
from fourfold.apps.surveys.actions.studies import move_wave
from fourfold.apps.surveys.queries.items import items, waves
from fourfold.apps.surveys.rules.fidelity import Did, models
from fourfold.apps.surveys.states import WaveState
from fourfold.documents import html
from fourfold.reference import active_pack
from fourfold.security import audit
from tests.make import council, desk, focus, people, river, surveys
from tests.make.council import BY, OTHER
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def draft(db) -> str:
    return council.report()


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def measure(value: float) -> None:
    town = active_pack().towns[0].name
    file = f'town,variable,value,unit\n"{town}",Poverty,{value},percent'.encode()
    how = {"source": "Made up", "vintage": "2030", "is_made_up": True}
    bring(file, **how, by=BY, at=NOW)


MEASURE = json.dumps(["Poverty", "Made up", "2030", active_pack().towns[0].code])


@pytest.mark.parametrize("now", ReportState)
@pytest.mark.parametrize("then", ReportState)
def test_a_report_moves_only_as_its_table_says(now: ReportState, then: ReportState) -> None:
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(now, then)


def test_the_same_form_twice_is_one_report_and_one_finding(draft: str) -> None:
    assert council.report() == draft
    assert council.finding(draft) == council.finding(draft)
    assert (NeedsReport.objects.count(), Finding.objects.count()) == (1, 1)
    assert Evidence.objects.count() == 1


def test_who_wrote_it_does_not_review_it(draft: str) -> None:
    council.finding(draft)

    with pytest.raises(NotYours):
        needs.move(draft, to=ReportState.REVIEWED, by=BY, at=NOW)
    council.settle(draft)

    page = queries.report(draft, viewer=OTHER)
    assert (page.state, page.reviewer) == (ReportState.SETTLED, OTHER)
    assert [line.event for line in audit.lines_about(f"needs-report:{draft}")].count(
        "NEEDS_REPORT_CHANGED"
    ) == 5


def test_a_report_without_evidence_is_not_reviewed(draft: str) -> None:
    with pytest.raises(NotWhole, match="no finding"):
        needs.move(draft, to=ReportState.REVIEWED, by=OTHER, at=NOW)
    council.finding(draft, bare=True)
    with pytest.raises(NotWhole, match="nothing behind them"):
        needs.move(draft, to=ReportState.REVIEWED, by=OTHER, at=NOW)


def test_a_settled_report_changes_no_more(draft: str) -> None:
    found = council.finding(draft)
    council.settle(draft)

    for step in (
        lambda: council.finding(draft, once="late"),
        lambda: needs.remove_finding(found, by=BY, at=NOW),
        lambda: needs.untie(Evidence.objects.get().id, by=BY, at=NOW),
    ):
        with pytest.raises(NotWhole, match="Only a draft"):
            step()


def test_a_measure_that_changes_shows_as_changed_and_stops_the_review(draft: str) -> None:
    measure(12)
    found = council.finding(draft)
    needs.tie(found, kind=EvidenceKind.COMMUNITY, ref=MEASURE, by=BY, at=NOW)
    assert queries.report(draft, viewer=BY).stale == 0

    measure(13)

    (line,) = [e for e in queries.finding(found, viewer=BY).evidence if e.is_stale]
    assert (line.value, line.now and line.now.value) == ("12 percent", "13 percent")
    with pytest.raises(NotWhole, match="changed since"):
        needs.move(draft, to=ReportState.REVIEWED, by=OTHER, at=NOW)
    assert "changed at its source since" in html.page(queries.printed(draft, viewer=BY))
    needs.refresh(line.id, by=BY, at=NOW)
    assert queries.report(draft, viewer=BY).stale == 0


@pytest.mark.slow
def test_a_published_figure_is_bound_to_its_value(draft: str) -> None:
    river.publish()
    found = council.finding(draft)
    ref, words = Sources().figures()[0]

    needs.tie(found, kind=EvidenceKind.FIGURE, ref=ref, by=BY, at=NOW)

    tied = queries.finding(found, viewer=BY).evidence
    (line,) = [each for each in tied if each.kind is EvidenceKind.FIGURE]
    assert words == f"{line.words}: {line.value}"
    assert line.value in html.page(queries.printed(draft, viewer=BY))


def test_answers_of_a_closed_wave_are_evidence_with_their_n_and_none_that_is_small(
    draft: str,
) -> None:
    study = surveys.study()
    (wave,) = surveys.opened(study)
    for nth in range(30):
        surveys.answered(
            wave, works="yes" if nth % 2 else "no", **({"hours": "5"} if nth % 2 else {})
        )
    assert waves(viewer=BY) == []
    move_wave(wave.id, to=WaveState.CLOSED, by=BY, at=NOW)

    found = {each.ref: each for each in items(wave.id, viewer=BY)}

    assert found[f"{wave.id}|works|yes"].value == "50% of 30 answers"
    tied = council.finding(draft)
    needs.tie(tied, kind=EvidenceKind.ITEM, ref=f"{wave.id}|works|yes", by=BY, at=NOW)
    assert queries.report(draft, viewer=BY).stale == 0
    assert items(wave.id, viewer="") == []


def test_few_answers_are_no_evidence() -> None:
    study = surveys.study()
    (wave,) = surveys.opened(study)
    for _nth in range(10):
        surveys.answered(wave)

    assert items(wave.id, viewer=BY) == []


@pytest.mark.slow
def test_a_quote_that_is_taken_back_is_gone_from_the_report(draft: str) -> None:
    room = focus.Room()
    room.to_transcript()
    quote = focus.proposed(room.group, room.lead)
    tied = council.finding(draft)
    with pytest.raises(NoSuchPaper):
        needs.tie(tied, kind=EvidenceKind.QUOTE, ref=quote, by=BY, at=NOW)
    focus_quotes.clear_quote(quote, checked=True, by=room.first, at=NOW)
    (ref, words), *_rest = Sources().quotes()

    needs.tie(tied, kind=EvidenceKind.QUOTE, ref=ref, by=BY, at=NOW)
    assert words == "“A bed tonight.”"
    assert words in html.page(queries.printed(draft, viewer=BY))
    assert queries.report(draft, viewer=BY).stale == 0
    focus_quotes.withdraw_quote(quote, why="x", by=room.second, at=NOW)

    page = html.page(queries.printed(draft, viewer=BY))
    assert "A bed tonight" not in page
    assert "taken back since" in page
    assert not Evidence.objects.filter(value__contains="bed").exists()


@pytest.mark.parametrize(
    ("kind", "ref"),
    [
        (EvidenceKind.DOCUMENT, "no-such-source"),
        (EvidenceKind.FIGURE, "F999"),
        (EvidenceKind.QUOTE, "no-such-quote"),
        (EvidenceKind.COMMUNITY, MEASURE),
        (EvidenceKind.ITEM, "no|such|item"),
    ],
)
def test_evidence_that_is_not_there_is_refused(draft: str, kind: EvidenceKind, ref: str) -> None:
    found = council.finding(draft, bare=True)

    with pytest.raises(NoSuchPaper):
        needs.tie(found, kind=kind, ref=ref, place="p. 1", by=BY, at=NOW)


def test_a_document_needs_the_place_where_it_says_so(draft: str) -> None:
    found = council.finding(draft, bare=True)

    with pytest.raises(NotWhole, match="where in the document"):
        needs.tie(found, kind=EvidenceKind.DOCUMENT, ref=council.source(), by=BY, at=NOW)


def test_nobody_else_reads_or_writes(draft: str) -> None:
    found = council.finding(draft)

    assert queries.reports(viewer="") == []
    with pytest.raises(NoSuchPaper):
        queries.report(draft, viewer="")
    with pytest.raises(NoSuchPaper):
        needs.remove_finding(found, by="", at=NOW)


def test_staff_write_it_and_a_member_reviews_it_on_the_pages() -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    member = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    list_ = "/desk/council/needs/"
    made = staff.post(list_, {"once": "a", "title": "Needs", "year": "2030"})
    report = made.headers["Location"]
    told = {"once": "b", "kind": "GAP", "four_p": "protection", "words": "Few beds", "do": "add"}
    finding = staff.post(report, told).headers["Location"]
    document = {"ref": council.source(), "place": "page 3", "quoted": "few beds"}
    assert staff.post(f"{finding}document/", document).status_code == 302
    assert "page 3" in said(staff.get(finding))

    own = staff.post(report, {"do": "REVIEWED"}, follow=True)
    assert "Who wrote it does not review it." in said(own)
    assert member.post(report, told).status_code == 404
    assert member.get(finding).status_code in (403, 404)
    assert "I reviewed it" in said(member.get(report))
    member.post(report, {"do": "REVIEWED"})
    settled = said(staff.post(report, {"do": "SETTLED"}, follow=True))

    assert "Make an action" in settled
    for form, start in (("html", b"<!DOCTYPE"), ("docx", b"PK")):
        assert staff.get(f"{report}needs-assessment.{form}").content.startswith(start)
    assert staff.get(f"{report}needs-assessment.exe").status_code == 404


def test_a_strength_is_no_gap(draft: str) -> None:
    council.finding(draft, FindingKind.STRENGTH)
    council.settle(draft)

    assert queries.open_gaps(viewer=BY) == []


def test_a_report_says_where_its_survey_left_the_model_and_why_until_it_was_settled(
    draft: str,
) -> None:
    study = surveys.study()
    (wave,) = surveys.opened(study)
    for nth in range(30):
        surveys.answered(
            wave, works="yes" if nth % 2 else "no", **({"hours": "5"} if nth % 2 else {})
        )
    move_wave(wave.id, to=WaveState.CLOSED, by=BY, at=NOW)
    tied = council.finding(draft)
    assert "Was the model followed" not in html.page(queries.printed(draft, viewer=BY))
    needs.tie(tied, kind=EvidenceKind.ITEM, ref=f"{wave.id}|works|yes", by=BY, at=NOW)
    assert "no model was chosen" in html.page(queries.printed(draft, viewer=BY))
    model = models(active_pack())[0]
    fidelity.follow_model(study, model=model.code, by=BY, at=NOW)
    told = Told(Did.ADAPTED, "By telephone.", "No room was free.", place="Made-up minutes")
    at = {"step": model.steps[0].code, "by": BY}
    fidelity.answer_step(wave.id, told=told, was=0, once="a", at=NOW, **at)

    page = html.page(queries.printed(draft, viewer=BY))
    assert f"0 of {len(model.steps)} steps followed as the model says, 1 adapted" in page
    assert page.index("By telephone.") < page.index("No room was free.")

    council.settle(draft)
    later = Told(Did.NOT_DONE, reason="Nobody came.")
    after = NOW + timedelta(days=1)
    fidelity.answer_step(wave.id, told=later, was=1, once="b", at=after, **at)
    assert html.page(queries.printed(draft, viewer=BY)).count("Nobody came.") == 0
    assert "By telephone." in said(
        desk.signed_in(people.account("Max", "MEMBER"), at=NOW).get(f"/desk/council/needs/{draft}/")
    )
