import pytest
from django.test import RequestFactory

from fourfold.security import audit, keys
from fourfold.security.access.viewer import nobody
from fourfold.security.custody.middleware import KeysInRequest
from fourfold.security.keys.opening import open_keys
from tests.desk import make
from tests.desk.models import Folder
from tests.make.river import NOW

pytestmark = pytest.mark.django_db


def asks(account=""):
    request = RequestFactory().get("/desk/")
    if account:
        request.viewer = nobody(NOW).__class__(account=account, agency="zz-dcf", at=NOW)
    return request


def test_a_request_opens_what_its_own_account_holds_in_confidence():
    folder = make.folder(holder="HOLDER0000000000")
    answer = KeysInRequest(lambda request: Folder.objects.get(id=folder.id).counselor_note)

    assert answer(asks("HOLDER0000000000")) == "canary-counselor_note"
    for other in ("ANOTHER000000000", ""):
        with pytest.raises(keys.NotTheHolder):
            answer(asks(other))


def test_keys_are_forgotten_when_the_request_ends():
    folder = make.folder()
    held = []

    def answer(request):
        held.append(open_keys())
        return Folder.objects.get(id=folder.id).given_name

    assert KeysInRequest(answer)(asks()) == "canary-given_name"
    assert not held[0]._ciphers
    assert open_keys() is not held[0]


def test_a_broken_seal_is_in_the_log():
    problem = keys.Tampered(table="desk_folder", row="ROW", column="given_name")

    KeysInRequest(lambda request: None).process_exception(asks("ACCOUNT000000000"), problem)
    KeysInRequest(lambda request: None).process_exception(asks(), ValueError("another"))

    line = audit.lines_about("desk_folder:ROW").get()
    assert (line.event, line.by, line.outcome) == ("SEAL_BROKEN", "ACCOUNT000000000", "FAILED")
    assert line.facts == {"column": "given_name"}
