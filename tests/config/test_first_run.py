"""The first run: complete, repeatable, and finished by the next run when it is killed."""

import shutil

import pytest
from django.core.management import CommandError, call_command

from fourfold import reference
from fourfold.apps.council.actions import annual as council
from fourfold.apps.releases import actions as releases
from fourfold.apps.studies import actions as studies
from fourfold.apps.studies import queries as studies_queries
from fourfold.apps.submissions import actions as submissions
from fourfold.apps.submissions.models import Batch
from fourfold.catalog import queries as catalog
from fourfold.catalog.models import PublishedTable
from fourfold.config.first_run import RefusedByAPerson, prepare
from fourfold.reference.packs import _load
from fourfold.security.models import AuditEvent
from tests.make import people, river
from tests.make.river import NOW, small_state

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def first_run(pack=None):
    return prepare(pack or small_state(), at=NOW, say=lambda _words: None)


def everything_public():
    return (
        {card.code: catalog.table(card.code).sha256 for card in catalog.cards()},
        {
            (each.code, form): catalog.document_file(each.code, form).sha256
            for each in catalog.documents()
            for form in each.files
        },
    )


def test_the_river_runs_from_collect_to_publish_on_the_small_state():
    pack = small_state()

    done = first_run()

    assert done.reports == list(pack.report_years())
    shown = {figure.code for figure in catalog.figures()}
    assert shown == {row["figure"] for row in pack.rows("figures")}
    assert {each.code for each in catalog.documents()} == {
        f"annual-report-{year}" for year in pack.report_years()
    }


def test_a_second_run_changes_nothing():
    first_run()
    before = everything_public(), AuditEvent.objects.count(), PublishedTable.objects.count()

    assert first_run().nothing

    after = everything_public(), AuditEvent.objects.count(), PublishedTable.objects.count()
    assert after == before


class Killed(BaseException):
    """The process is gone: nothing may catch it."""


STEPS = [
    (submissions, "open_call"),
    (submissions, "keep_file"),
    (submissions, "send"),
    (submissions, "accept"),
    (studies, "gather"),
    (releases, "propose"),
    (releases, "agree"),
    (releases, "publish"),
    (council, "publish_annual_report"),
    (submissions, "close_call"),
]


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize(("room", "step"), STEPS, ids=[step for _, step in STEPS])
def test_a_run_killed_after_any_step_is_completed_by_the_next(room, step, nth, monkeypatch):
    real, calls = getattr(room, step), []

    def dies(*args, **kwargs):
        answer = real(*args, **kwargs)
        calls.append(step)
        if len(calls) == nth:
            raise Killed
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(room, step, dies)
        with pytest.raises(Killed):
            first_run()

    first_run()

    assert first_run().nothing
    assert {figure.code for figure in catalog.figures()} == {
        row["figure"] for row in small_state().rows("figures")
    }
    assert len(catalog.documents()) == len(small_state().report_years())
    assert Batch.objects.filter(state="ACCEPTED").count() == Batch.objects.count()


def test_connecticut_publishes_all_197_figures_as_printed():
    pack = reference.load_pack("ct")

    first_run(pack)

    printed = {row["figure"]: row["value"] for row in pack.rows("figures")}
    assert {figure.code: str(figure.value) for figure in catalog.figures()} == printed
    assert len(printed) == 197
    assert [finding.check for finding in studies_queries.newest_findings(viewer="staff")] == [
        "totals_agree",
        "bounds_agree",
        "period_is_plausible",
        "period_is_plausible",
        "telephones_differ",
    ]


def test_a_first_run_never_publishes_over_a_persons_no():
    pack = small_state()
    river.collect("2030")
    refused = river.propose(river.run("2030"))
    releases.refuse(refused, by="privacy", at=NOW)

    with pytest.raises(RefusedByAPerson, match="A person refused the release"):
        first_run(pack)

    assert catalog.cards() == []
    assert catalog.documents() == []


@pytest.fixture
def own_pack(tmp_path, monkeypatch, settings):
    """A copy of the small state that a test may spoil, as the pack in use."""
    packs = small_state().folder.parent
    for folder in ("zz", "schema"):
        shutil.copytree(packs / folder, tmp_path / folder)
    monkeypatch.setenv("FOURFOLD_JURISDICTIONS", str(tmp_path))
    monkeypatch.setenv("FOURFOLD_JURISDICTION", "zz")
    settings.JURISDICTION, settings.VAR = "zz", tmp_path / "var"
    return tmp_path / "zz"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("figures.csv", ",EXACT,", ",PERHAPS,", "problems; the first, row 2"),
        ("sources.csv", "zz001,", "zz991,", "Run: fourfold pack check zz"),
        ("reports/2030.yaml", 'call: "2030"', 'call: "2039"', "No accepted batch answers 2039"),
    ],
)
def test_a_spoiled_pack_ends_in_one_message(own_pack, file, old, new, said):
    text = (own_pack / file).read_text("utf-8")
    assert old in text
    (own_pack / file).write_text(text.replace(old, new), "utf-8")

    with pytest.raises(CommandError, match=said):
        call_command("prepare")

    assert catalog.cards() == []


def test_words_corrected_in_the_pack_reach_the_public_pages(own_pack):
    call_command("prepare")
    first = next(iter(small_state().rows("indicators")))
    text = (own_pack / "indicators.csv").read_text("utf-8")
    (own_pack / "indicators.csv").write_text(text.replace(first["name"], "Other words"), "utf-8")
    _load.cache_clear()  # as a new process would

    call_command("prepare")

    assert catalog.table(first["code"]).card.name == "Other words"


def test_in_production_nobody_stands_in_once_a_privacy_officer_is_at_work(settings, capsys):
    settings.PRODUCTION = True
    people.account("Pia", "PRIVACY")

    call_command("prepare")

    assert "people do" in capsys.readouterr().out
    assert not Batch.objects.exists()
