"""What the first page says of those no list knows."""

import pytest
from django.test import Client

from fourfold.apps.releases import actions as releases
from fourfold.apps.studies.actions import studies
from fourfold.security.access.viewer import viewer_of
from tests.make import people
from tests.make import studies as make
from tests.make.people import NOW
from tests.make.river import small_state

pytestmark = pytest.mark.django_db


def page(address: str) -> str:
    return Client().get(address).content.decode()


def test_before_anything_is_released_it_says_that_nothing_was_estimated():
    assert "has not been estimated here yet" in page("/")
    assert "todavía no se ha estimado" in page("/es/")


def test_a_released_estimate_is_one_sentence_with_its_range_in_both_languages():
    ines, oskar, sam, paul = (
        viewer_of(people.account(name, role).id, at=NOW, second_factor=True)
        for name, role in (
            *(("Ines", "ANALYST"), ("Oskar", "ANALYST")),
            *(("Sam", "STAFF"), ("Paul", "PRIVACY")),
        )
    )
    run = studies.offer(make.signed(ines, oskar), organization="ZZ01", by=ines, at=NOW)
    release = releases.propose(run, title="Made-up", pack=small_state(), by=ines, at=NOW)
    for who in (sam, paul):
        releases.agree(release, by=who, at=NOW)
    releases.publish(release, pack=small_state(), by=ines, at=NOW)

    assert "At least 338 people are known, each on one or more of 3 lists." in page("/")
    assert "Se conoce al menos a 338 personas" in page("/es/")
    figure = page("/figures/UNDETECTED_ESTIMATE/")
    assert "95% interval" in figure
    assert "compare/" not in figure.split("<main")[1].split("</main")[0]
