"""The file of anchors: in order, whoever writes at once, and never begun where one is missing."""

import threading

import pytest

from fourfold.security.audit import anchors
from fourfold.security.audit.chain import EMPTY, Broken, Damage, Head


def head(number):
    return Head(number, f"{number:064}")


def test_anchors_written_at_once_are_one_chain_in_the_order_of_their_lines(anchor_file):
    anchors.keep(head(1), why="commit", first=True)
    numbers = list(range(2, 42))
    threads = [
        threading.Thread(target=lambda n=n: anchors.keep(head(n), why="asked"))
        for n in reversed(numbers)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    kept = [each.number for each in anchors.read(anchor_file)]
    assert kept == sorted(set(kept))
    assert (kept[0], kept[-1]) == (1, 41)


def test_the_file_is_for_this_account_alone(anchor_file):
    anchors.keep(head(1), why="commit", first=True)

    assert anchor_file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_missing_is_begun_only_with_the_first_line(anchor_file):
    with pytest.raises(anchors.NoAnchors, match="although the log has lines"):
        anchors.keep(head(7), why="asked")

    assert not anchor_file.exists()
    assert anchors.keep(head(1), why="commit", first=True)


def test_a_young_anchor_will_do_and_an_older_line_needs_none(anchor_file):
    anchors.keep(head(5), why="commit", first=True)

    assert not anchors.keep(head(6), why="commit", unless_younger=600)
    assert not anchors.keep(head(4), why="asked")
    assert anchors.keep(head(6), why="asked")


def test_what_was_found_stays_until_somebody_says_otherwise(anchor_file):
    anchors.keep(head(5), why="commit", first=True)
    anchors.mark(anchors.state_of(Broken(3, Damage.CHANGED, "")))
    anchors.keep(head(6), why="commit")

    newest = anchors.last(anchor_file)

    assert newest is not None
    assert (newest.number, newest.state) == (6, "bad:3:CHANGED")


def test_a_file_begun_anew_starts_where_somebody_answers_for_it(anchor_file):
    anchors.keep(head(5), why="commit", first=True)
    anchors.begin_anew(head(9))

    found = anchors.read(anchor_file)

    assert anchors.start_of(found) == head(9)
    assert [each.state for each in found] == ["good"]
    (aside,) = anchor_file.parent.glob("anchors-until-*.txt")
    assert anchors.start_of(anchors.read(aside)) == EMPTY


def test_without_a_file_nothing_is_anchored(settings):
    settings.ANCHORS = None

    assert not anchors.keep(head(1), why="asked", first=True)
    anchors.begin_anew(head(1))


@pytest.mark.parametrize("text", ["", "half a line", "1 2 3\n", "x y z a b c\n"])
def test_a_last_line_that_says_nothing_is_no_anchor(anchor_file, text):
    anchor_file.write_text(text)

    with pytest.raises((anchors.NoAnchors, anchors.BadAnchors)):
        anchors.mark("good")
