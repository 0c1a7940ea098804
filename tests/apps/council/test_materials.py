"""Materials: each reader gets only what is theirs, and no file is lost or overwritten."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fourfold.apps.council.actions import materials as actions
from fourfold.apps.council.models import MaterialFile
from fourfold.apps.council.queries import materials as queries
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.states.materials import MOVES, OWNERS, MaterialState
from fourfold.apps.council.states.meetings import MoveNotAllowed
from fourfold.security.access.viewer import nobody, viewer_of
from fourfold.security.edges.uploads import MOST_BYTES
from tests.make import council, desk, people
from tests.make.council import BY
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
EVERYBODY = nobody(NOW)
WHO: Any = {"by": BY, "at": NOW}


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def met() -> str:
    made = council.meeting(starts=NOW + timedelta(days=3))
    council.topic(made, "First")
    council.post(made)
    return made


def member() -> Any:
    return viewer_of(people.account("Mia", "MEMBER").id, at=NOW, second_factor=True)


def reads(met: str, one: str, viewer: Any, *, nth: int | None = None) -> bool:
    try:
        queries.given(one, meeting=met, nth=nth, viewer=viewer)
    except NoSuchPaper:
        return False
    return True


def version(one: str) -> int:
    return queries.material(one, viewer=BY).version


def test_each_reader_gets_what_is_theirs_in_every_state_of_a_material(met: str) -> None:
    mia = member()
    draft = council.meeting("draft", starts=NOW + timedelta(days=9))
    closed = council.material(met, once="closed", is_open=False)
    shown = council.material(met, once="open")
    early = council.material(draft, once="early")
    gone = council.material(met, once="gone")
    actions.withdraw(gone, why="A wrong file.", version=version(gone), **WHO)

    rows = [
        (met, closed, True, True, False),
        (met, shown, True, True, True),
        # Open, but of a meeting that is not posted yet.
        (draft, early, True, True, False),
        (met, gone, True, False, False),
        # An address of another meeting.
        (draft, shown, False, False, False),
    ]
    for of, one, *expected in rows:
        assert [reads(of, one, each) for each in (BY, mia, EVERYBODY)] == expected, (of, one)
    assert {each.id for each in queries.materials(met, viewer=mia)} == {closed, shown, gone}
    assert [each.id for each in queries.materials(met, viewer=EVERYBODY)] == [shown]


def test_a_new_version_leaves_the_one_before_and_the_same_file_is_none(met: str) -> None:
    one = council.material(met)
    assert council.material(met) == one
    with pytest.raises(NotWhole, match="here already"):
        actions.bring_again(one, file=BytesIO(b"a,b\n1,2\n"), version=1, **WHO)
    actions.bring_again(one, file=BytesIO(b"a,b\n3,4\n"), version=1, **WHO)
    assert queries.given(one, meeting=met, nth=1, viewer=BY).content == b"a,b\n1,2\n"
    assert queries.given(one, meeting=met, nth=None, viewer=EVERYBODY).content == b"a,b\n3,4\n"
    # An earlier version is the Council's.
    assert reads(met, one, member(), nth=1)
    assert not reads(met, one, EVERYBODY, nth=1)
    assert [len(queries.material(one, viewer=who).files) for who in (BY, EVERYBODY)] == [2, 1]
    with pytest.raises(ChangedMeanwhile):
        actions.bring_again(one, file=BytesIO(b"a,b\n5,6\n"), version=1, **WHO)


def test_a_withdrawn_material_says_why_and_can_come_back(met: str) -> None:
    assert set(MOVES) == set(OWNERS) == set(MaterialState)
    one = council.material(met)
    with pytest.raises(NotWhole, match="why"):
        actions.withdraw(one, why=" ", version=1, **WHO)
    actions.withdraw(one, why="A wrong file.", version=1, **WHO)
    assert queries.material(one, viewer=BY).why == "A wrong file."
    with pytest.raises(MoveNotAllowed):
        actions.withdraw(one, why="Again.", version=2, **WHO)
    with pytest.raises(NotWhole, match="withdrawn"):
        actions.bring_again(one, file=BytesIO(b"a,b\n3,4\n"), version=2, **WHO)
    actions.show_again(one, version=2, **WHO)
    assert reads(met, one, EVERYBODY)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"0" * (2 * MOST_BYTES), "more than 25 MB"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "was not taken"),
        (b"<html><script>", "This kind of file is not taken"),
        (b"{}", "This is a JSON file"),
        (b" ", "empty"),
    ],
    ids=["50 MB", "no picture", "a page", "json", "nothing"],
)
def test_a_file_that_is_no_paper_is_refused_in_plain_words(met: str, content, said) -> None:
    told = actions.Brought("A title", "An office")
    with pytest.raises(NotWhole, match=said):
        actions.bring(met, told=told, file=BytesIO(content), once="x", **WHO)
    assert not MaterialFile.objects.exists()


def test_only_staff_bring_and_only_to_topics_of_the_meeting(met: str) -> None:
    other = council.meeting("other", starts=NOW + timedelta(days=9))
    foreign = council.topic(other, once="foreign")
    for item, title, office in ((foreign, "T", "O"), ("", " ", "O"), ("", "T", " ")):
        told = actions.Brought(title, office, item)
        with pytest.raises(NotWhole):
            actions.bring(met, told=told, file=BytesIO(b"a,b\n1,2\n"), once="x", **WHO)
    one, mia = council.material(met), member()
    with pytest.raises(NoSuchPaper):
        actions.withdraw(one, why="x", version=1, by=mia, at=NOW)


def test_the_pages_bring_show_and_withdraw_a_file(met: str, client: Any) -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    mia = desk.signed_in(people.account("Mia", "MEMBER"), at=NOW)
    here = f"/desk/council/meetings/{met}/materials/"
    told = {"title": "Numbers", "brought_by": "Made-up office", "item": "", "is_open": "yes"}

    def file(content: bytes = b"a,b\n1,2\n") -> SimpleUploadedFile:
        return SimpleUploadedFile("name of somebody.csv", content)

    bad = staff.post(here, told | {"file": file(b"<html>"), "once": "a"})
    assert bad.status_code == 422
    assert "This kind of file is not taken" in bad.content.decode()
    assert 'value="Numbers"' in bad.content.decode()
    assert staff.post(here, told | {"file": file(), "once": "a"}).status_code == 302
    assert mia.post(here, told | {"file": file(), "once": "b"}).status_code == 404
    one = queries.materials(met, viewer=BY)[0].id
    assert f"{here}{one}/1/" in mia.get(here).content.decode()
    assert mia.get(f"{here}{one}/").status_code == 404
    answer = client.get(f"/council/meetings/{met}/materials/{one}/")
    assert b"".join(answer.streaming_content) == b"a,b\n1,2\n"
    # A file's name is its code: a name on the sender's disk may tell of a person.
    assert answer["Content-Disposition"] == f'attachment; filename="{one}.csv"'
    assert "Numbers" in client.get(f"/council/meetings/{met}/").content.decode()
    again = {"do": "again", "version": version(one), "file": file(b"a,b\n3,4\n")}
    assert staff.post(f"{here}{one}/", again).status_code == 302
    assert b"".join(mia.get(f"{here}{one}/2/").streaming_content) == b"a,b\n3,4\n"
    closed = told | {"do": "change", "version": version(one), "is_open": "no"}
    assert staff.post(f"{here}{one}/", closed).status_code == 302
    assert client.get(f"/council/meetings/{met}/materials/{one}/").status_code == 404
    stale = staff.post(f"{here}{one}/", closed | {"version": 1, "title": "Typed"})
    assert stale.status_code == 422
    assert 'value="Typed"' in stale.content.decode()
    out = {"do": "withdraw", "version": version(one), "why": "Wrong."}
    assert staff.post(f"{here}{one}/", out).status_code == 302
    assert mia.get(f"{here}{one}/2/").status_code == 404
    assert staff.get(f"{here}{one}/2/").status_code == 200
    assert staff.post(f"{here}{one}/", {"do": "show", "version": version(one)}).status_code == 302
    assert staff.post(f"{here}{one}/", {"do": "nothing"}).status_code == 404
