import csv
import shutil
from dataclasses import replace

import pytest

from fourfold import reference
from fourfold.analysis.check import Finding, Severity
from fourfold.analysis.tables import Hidden, read_figures
from fourfold.apps.releases import actions, queries, rules
from fourfold.apps.releases.states import MOVES, OWNERS, MoveNotAllowed, ReleaseState, check_move
from fourfold.apps.studies.queries import NoSuchRun
from fourfold.catalog import queries as catalog
from fourfold.security import audit
from tests.make import river
from tests.make.river import NOW

INDICATOR = ("name", "definition", "sentence", "method")


def test_every_state_has_moves_and_an_owner():
    assert set(MOVES) == set(OWNERS) == set(ReleaseState)


def test_a_published_release_moves_nowhere():
    with pytest.raises(MoveNotAllowed):
        check_move(ReleaseState.PUBLISHED, ReleaseState.PROPOSED)


@pytest.mark.parametrize(
    ("by", "agreed", "error"),
    [
        # proposed by Ana; who may agree?
        ("ana", [], rules.NotYours),
        ("ana", ["ben"], rules.NotYours),
        ("ben", [], None),
        ("ben", ["ben"], rules.AgreedAlready),
        ("cho", ["ben"], None),
    ],
)
def test_who_may_agree(by, agreed, error):
    if error is None:
        rules.check_may_agree(by, proposed_by="ana", agreed=agreed)
    else:
        with pytest.raises(error):
            rules.check_may_agree(by, proposed_by="ana", agreed=agreed)


@pytest.mark.parametrize("agreed", [[], ["ben"], ["ben", "ben"]])
def test_fewer_than_two_people_are_too_few(agreed):
    with pytest.raises(rules.TooFewAgreed):
        rules.check_enough_agreed(agreed)


def figure(value: str, source: str):
    row = next(iter(river.small_state().rows("figures")))
    return read_figures([dict(row) | {"value": value, "source": source}])[0]


@pytest.mark.parametrize("value", ["1", "10"])
def test_a_small_count_from_no_public_source_stops_the_release(value):
    with pytest.raises(rules.SmallCountNotPublic):
        rules.check_small_counts_are_public([figure(value, "office")], public_sources=["report"])


@pytest.mark.parametrize(
    ("value", "source"), [("0", "office"), ("11", "office"), ("2", "report"), ("<5", "office")]
)
def test_what_points_to_nobody_new_may_go_on(value, source):
    rules.check_small_counts_are_public([figure(value, source)], public_sources=["report"])


def test_a_hidden_value_is_not_taken_for_a_small_count():
    hidden = replace(figure("3", "office"), value=Hidden("small", below=5))

    rules.check_small_counts_are_public([hidden], public_sources=[])


@pytest.mark.parametrize("severity", Severity)
def test_only_what_cannot_be_true_stops_a_release(severity):
    finding = Finding("percent_in_range", severity, ("F001",), "120% is over 100.", "Why.", "Mend.")

    if severity is Severity.ERROR:
        with pytest.raises(rules.FiguresWrong, match="120% is over 100"):
            rules.check_nothing_is_wrong([finding])
    else:
        rules.check_nothing_is_wrong([finding])


@pytest.mark.django_db
def test_one_person_alone_cannot_publish():
    river.collect()
    release = river.propose(river.run())

    with pytest.raises(rules.TooFewAgreed):
        actions.publish(release, pack=river.small_state(), by="analyst", at=NOW)
    with pytest.raises(rules.NotYours):
        actions.agree(release, by="analyst", at=NOW)

    assert catalog.cards() == []


@pytest.mark.django_db
def test_two_others_agree_and_the_tables_are_public():
    release = river.publish()

    card = queries.release_of_run(river.run(), viewer="analyst")
    assert card is not None
    assert card.state is ReleaseState.PUBLISHED
    assert card.agreed_by == ("chair", "privacy")
    table = catalog.table(catalog.cards()[0].code)
    assert table is not None
    assert table.lineage.release == release
    assert {origin.figure for origin in table.lineage.origins} == {f.code for f in table.figures}


@pytest.mark.django_db
def test_a_run_is_proposed_once_until_it_is_refused():
    river.collect()
    run = river.run()
    first = river.propose(run)
    with pytest.raises(actions.ReleasedAlready):
        river.propose(run)

    actions.refuse(first, by="privacy", at=NOW)

    assert river.propose(run) != first


@pytest.mark.django_db
def test_a_standing_release_is_found_before_a_refused_one():
    river.collect()
    run = river.run()
    refused = river.propose(run)
    actions.refuse(refused, by="privacy", at=NOW)
    assert queries.release_of_run(run, viewer="ana").id == refused

    standing = river.propose(run)

    assert queries.release_of_run(run, viewer="ana").id == standing


@pytest.mark.django_db
@pytest.mark.parametrize("id_", ["", "7", "00000000-0000-0000-0000-000000000000"])
def test_an_id_that_is_none_finds_nothing(id_):
    with pytest.raises(actions.NoSuchRelease):
        actions.agree(id_, by="privacy", at=NOW)
    with pytest.raises(actions.NoSuchRelease):
        queries.tables_of(id_, pack=river.small_state(), viewer="ana")
    with pytest.raises(NoSuchRun):
        river.propose(id_)


@pytest.mark.django_db
def test_what_two_people_agreed_to_is_what_is_published(other_words):
    river.collect()
    release = river.propose(river.run())
    for person in ("privacy", "chair"):
        actions.agree(release, by=person, at=NOW)

    actions.publish(release, pack=other_words, by="analyst", at=NOW)

    assert {card.name for card in catalog.cards()}.isdisjoint({"Other words"})


@pytest.mark.django_db
def test_the_words_of_another_language_are_those_that_two_people_agreed_to(tmp_path):
    river.collect()
    first = spanish(tmp_path, "Primeras palabras")
    release = actions.propose(river.run(), title="Figures", pack=first, by="analyst", at=NOW)
    for person in ("privacy", "chair"):
        actions.agree(release, by=person, at=NOW)

    changed = spanish(tmp_path / "later", "Otras palabras")
    (shown, *_) = queries.tables_of(release, pack=changed, viewer="ana")
    actions.publish(release, pack=changed, by="analyst", at=NOW)

    told = {card.in_language("es").name for card in catalog.cards()}
    assert shown.in_language("es").card.name in told
    assert any("Primeras palabras" in each for each in told)
    assert not any("Otras palabras" in each for each in told)


def spanish(folder, words):
    """Return the small state as one that also speaks Spanish: each text with words before it."""
    packs = river.small_state().folder.parent
    for name in ("zz", "schema"):
        shutil.copytree(packs / name, folder / name)
    settings = folder / "zz" / "pack.yaml"
    said = settings.read_text("utf-8").replace("languages: [en]", "languages: [en, es]")
    settings.write_text(said, "utf-8")
    rows = river.small_state().rows
    texts = [row[each] for row in rows("indicators") for each in INDICATOR]
    texts += [row[each] for row in rows("figures") for each in ("group", "note")]
    with (folder / "zz" / "translations.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["language", "text", "words", "note", "source"])
        for text in dict.fromkeys(filter(None, texts)):
            lines.writerow(["es", text, f"{words}: {text}", "", "zz003"])
    return reference.load_pack("zz", root=folder)


@pytest.mark.django_db
def test_a_refused_release_cannot_be_agreed_to():
    river.collect()
    release = river.propose(river.run())
    actions.refuse(release, by="privacy", at=NOW)

    with pytest.raises(MoveNotAllowed):
        actions.agree(release, by="chair", at=NOW)


@pytest.mark.django_db
def test_publishing_that_fails_midway_publishes_nothing(monkeypatch):
    river.collect()
    release = river.propose(river.run())
    for person in ("privacy", "chair"):
        actions.agree(release, by=person, at=NOW)
    put, calls = actions.put_tables.put, []

    def fails_on_the_third(table, *, at):
        calls.append(table)
        if len(calls) == 3:
            raise OSError("power cut")
        return put(table, at=at)

    monkeypatch.setattr(actions.put_tables, "put", fails_on_the_third)
    with pytest.raises(OSError, match="power cut"):
        actions.publish(release, pack=river.small_state(), by="analyst", at=NOW)

    assert catalog.cards() == []
    told = [line.event for line in audit.lines_about(f"release:{release}")]
    assert "RELEASE_PUBLISHED" not in told


@pytest.mark.django_db
def test_a_second_year_adds_a_version_only_where_something_changed():
    river.publish("2030")
    before = {card.code: catalog.table(card.code).version for card in catalog.cards()}

    river.collect("2031")
    release = river.propose(river.run("2030", "2031"))
    for person in ("privacy", "chair"):
        actions.agree(release, by=person, at=NOW)
    actions.publish(release, pack=river.small_state(), by="analyst", at=NOW)

    after = {card.code: catalog.table(card.code).version for card in catalog.cards()}
    assert set(before) <= set(after)
    grown = {
        row["indicator"] for row in river.small_state().rows("figures") if row["call"] == "2031"
    }
    assert {code for code in before if after[code] > before[code]} <= grown
