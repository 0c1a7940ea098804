"""`fourfold audit`, as people type it."""

import json

import pytest
from django.db import connection
from typer.testing import CliRunner

from fourfold.cli import app
from fourfold.security import audit
from fourfold.security.models import AuditEvent
from tests.make import log
from tests.make.emptying import unguarded

SQLITE = connection.vendor == "sqlite"
pytestmark = pytest.mark.django_db(transaction=True)


def fourfold(*words, capsys):
    done = CliRunner().invoke(app, ["audit", *words])
    said = capsys.readouterr()
    return done.exit_code, done.stdout + said.out, done.stderr + said.err


def change_line_2():
    with unguarded():
        log.sql("UPDATE security_auditevent SET subject = 'run:2' WHERE id = 2")


def test_a_log_that_holds_ends_with_0_and_its_head(anchor_file, capsys):
    log.write(3)

    code, said, _ = fourfold("verify", capsys=capsys)

    seal = AuditEvent.objects.get(id=3).seal
    assert code == 0
    assert "The audit log holds from line 1 to its head, line 3 (compared with anchors: 1)." in said
    assert f"The head's seal is {seal}" in said


def test_a_changed_log_ends_with_1_and_names_the_first_bad_line(anchor_file, capsys):
    log.write(3)
    change_line_2()

    code, said, trouble = fourfold("verify", capsys=capsys)

    assert code == 1
    assert "holds" not in said
    assert "Line 2: The line was changed" in trouble


def test_the_answer_comes_as_json_too(anchor_file, capsys):
    log.write(3)
    good = fourfold("verify", "--json", capsys=capsys)
    change_line_2()
    bad = fourfold("verify", "--json", "--from", "2", capsys=capsys)

    assert (good[0], bad[0]) == (0, 1)
    assert json.loads(good[1])["head"]["number"] == 3
    assert json.loads(bad[1])["first_bad"] == {
        "number": 2,
        "damage": "CHANGED",
        "why": "The line was changed, or was not written by this house.",
    }


def test_lines_before_the_one_named_are_trusted(anchor_file, capsys):
    log.write(3)
    change_line_2()

    code, said, _ = fourfold("verify", "--from", "3", capsys=capsys)

    assert (code, "holds from line 3 to its head" in said) == (0, True)


def test_the_log_is_compared_with_a_copy_of_the_anchors_kept_elsewhere(
    anchor_file, tmp_path, capsys, settings
):
    log.write(3)
    fourfold("anchor", capsys=capsys)
    copy = tmp_path / "elsewhere.txt"
    copy.write_bytes(anchor_file.read_bytes())
    with unguarded():
        log.sql("DELETE FROM security_auditevent WHERE id = 3")
        log.sql(
            "UPDATE security_audithead SET number = 2,"
            " seal = (SELECT seal FROM security_auditevent WHERE id = 2)"
        )
    anchor_file.write_text("".join(anchor_file.read_text().splitlines(keepends=True)[:1]))

    own = fourfold("verify", capsys=capsys)
    with_the_copy = fourfold("verify", "--anchors", str(copy), capsys=capsys)

    assert own[0] == 0
    assert with_the_copy[0] == 1
    assert "Line 3: Lines up to 3 were anchored and are gone" in with_the_copy[2]


def test_an_anchor_is_written_once(anchor_file, capsys):
    log.write(3)

    first, second = (fourfold("anchor", capsys=capsys) for _ in range(2))

    assert (first[0], second[0]) == (0, 0)
    assert f"Line 3 is anchored in {anchor_file}" in first[1]
    assert "nothing to do" in second[1]


def test_a_break_is_acknowledged_for_a_person(anchor_file, capsys):
    log.write(3)
    change_line_2()
    fourfold("verify", capsys=capsys)

    code, said, _ = fourfold("acknowledge", "--for", "priya", capsys=capsys)

    assert code == 0
    assert "The log goes on from line 4, which says that priya answers for the break." in said
    line = AuditEvent.objects.get(id=4)
    assert (line.by, line.facts) == ("operator", {"damage": "CHANGED", "answers": "priya"})
    assert audit.state().good
    assert fourfold("verify", capsys=capsys)[0] == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["verify", "--from", "0"], "1 or more"),
        (["verify", "--anchors", "nowhere.txt"], "no anchor file at nowhere.txt"),
        (["acknowledge", "--for", "priya"], "The log holds"),
    ],
)
def test_a_wrong_use_says_what_is_wrong(words, told, anchor_file, capsys):
    log.write()

    code, _, trouble = fourfold(*words, capsys=capsys)

    assert code in (1, 2)
    assert told in " ".join(trouble.split())


def test_a_lost_guard_of_the_database_is_told_and_put_back(anchor_file, capsys):
    log.write()
    log.sql("DROP TRIGGER audit_follow" + ("" if SQLITE else " ON security_auditevent"))

    lost, back, again, whole = (
        fourfold(verb, capsys=capsys) for verb in ("verify", "guard", "guard", "verify")
    )

    assert [each[0] for each in (lost, back, again, whole)] == [0, 0, 0, 0]
    assert "guard audit_follow is gone" in " ".join(lost[2].split())
    assert "refuses changes of lines again: audit_follow." in back[1]
    assert "nothing to do" in again[1]
    assert whole[2] == ""
