"""Made-up organizations that a survey asks."""

from __future__ import annotations

from fourfold.apps.surveys.actions import sampling, studies, survey_mails
from fourfold.apps.surveys.models import Wave, invitation_key
from fourfold.apps.surveys.rules.frame_list import Listed
from fourfold.apps.surveys.rules.invitations import Mailing
from fourfold.apps.surveys.rules.sampling import Drawing
from fourfold.apps.surveys.states import WaveState
from tests.make import surveys
from tests.make.people import NOW
from tests.make.surveys import STAFF

SITE = "https://survey.example/"


def organizations(count: int = 6, sector: str = "education", region: str = "") -> list[Listed]:
    """Return made-up organizations of a sector."""
    return [
        Listed(f"Made-up {sector} {nth}", sector, region, f"{sector[:3]}{nth}@example.org")
        for nth in range(count)
    ]


def listed(*parts: list[Listed]) -> Wave:
    """Make a survey that lists organizations; returns its wave, not open yet."""
    wave = Wave.objects.get(study=surveys.study())
    rows = [each for part in parts or (organizations(),) for each in part]
    sampling.list_organizations(wave.id, organizations=rows, by=STAFF, at=NOW)
    return wave


def invited(*parts: list[Listed], carries: bool = False, days: int | None = None) -> Wave:
    """Draw all of them, open the wave and leave the invitations to be mailed."""
    wave = listed(*parts)
    sampling.draw(wave.id, how=Drawing.ALL, carries=carries, remind_days=days, by=STAFF, at=NOW)
    studies.move_wave(wave.id, to=WaveState.OPEN, by=STAFF, at=NOW)
    survey_mails.make(wave.id, mailing=Mailing.INVITATION, site=SITE, by=STAFF, at=NOW)
    return Wave.objects.get(id=wave.id)


def keys(wave: Wave) -> list[str]:
    """Return the keys of a wave's links, by name."""
    return [invitation_key(each.id) for each in wave.invited.order_by("name")]


def listed_again() -> str:
    """Make another survey that lists organizations; returns its wave's id."""
    wave = Wave.objects.get(study=surveys.study(once="another"))
    sampling.list_organizations(wave.id, organizations=organizations(), by=STAFF, at=NOW)
    return wave.id


def invited_again() -> Wave:
    """Make another survey that invites two organizations."""
    wave = Wave.objects.get(study=surveys.study(once="a third"))
    sampling.list_organizations(wave.id, organizations=organizations(2), by=STAFF, at=NOW)
    sampling.draw(wave.id, how=Drawing.ALL, by=STAFF, at=NOW)
    studies.move_wave(wave.id, to=WaveState.OPEN, by=STAFF, at=NOW)
    survey_mails.make(wave.id, mailing=Mailing.INVITATION, site=SITE, by=STAFF, at=NOW)
    return Wave.objects.get(id=wave.id)
