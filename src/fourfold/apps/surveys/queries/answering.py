"""What a wave asks of whoever comes by its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Occasion, Wave
from fourfold.apps.surveys.queries.forms import parsed
from fourfold.apps.surveys.rules import address_of, codes_of
from fourfold.apps.surveys.states import WavePart, WaveState
from fourfold.reference.forms import Form


@dataclass(frozen=True, slots=True)
class AskedWave:
    """
    A wave as people meet it. is_open: whether it takes answers today. seal: whose keys do it.

    address: what stands for it in addresses: its code, and the occasion's if it was opened at one.
    invites: it is answered by the links of invitations alone; carries: sector and region stand
    beside answers.
    """

    id: str
    code: str
    address: str
    part: WavePart
    words: str
    words_es: str
    pairs: bool
    is_open: bool
    seal: str
    form: Form
    invites: bool = False
    carries: bool = False


def asked_wave(address: str, *, viewer: access.Who, today: date) -> AskedWave | None:
    """
    Return the wave of an address, or None where there is none or it was never opened.

    viewer: nobody; its address stands on posters.
    """
    code, occasion = codes_of(address)
    found = Wave.objects.select_related("study").filter(code=code).first()
    if found is None or found.state == WaveState.READY.value:
        return None
    if occasion and not Occasion.objects.filter(code=occasion, study=found.study_id).exists():
        return None
    return as_asked(found, occasion=occasion, viewer=viewer, today=today)


def as_asked(wave: Wave, *, viewer: access.Who, today: date, occasion: str = "") -> AskedWave:
    """Return a wave, read with its study, as people meet it. viewer: nobody. occasion: a code."""
    return AskedWave(
        id=wave.id,
        code=wave.code,
        address=address_of(wave.code, occasion),
        part=WavePart(wave.part),
        words=wave.study.words,
        words_es=wave.study.words_es,
        pairs=wave.study.pairs,
        is_open=takes(wave, viewer=viewer, today=today),
        seal=wave.seal,
        form=parsed(wave.study.form_id),
        invites=wave.invites,
        carries=wave.carries,
    )


def takes(wave: Wave, *, viewer: access.Who, today: date) -> bool:
    """Tell whether a wave takes answers on a day. viewer: nobody; everybody may know."""
    is_open = wave.state == WaveState.OPEN.value
    return is_open and (wave.until_on is None or today <= wave.until_on)
