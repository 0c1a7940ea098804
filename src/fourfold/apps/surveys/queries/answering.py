"""What a wave asks of whoever comes by its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Wave
from fourfold.apps.surveys.queries.forms import parsed
from fourfold.apps.surveys.states import WavePart, WaveState
from fourfold.reference.forms import Form


@dataclass(frozen=True, slots=True)
class AskedWave:
    """A wave as people meet it. is_open: whether it takes answers today."""

    id: str
    code: str
    part: WavePart
    words: str
    words_es: str
    pairs: bool
    is_open: bool
    form: Form


def asked_wave(code: str, *, viewer: access.Who, today: date) -> AskedWave | None:
    """
    Return the wave of a code, or None where there is none or it was never opened.

    viewer: nobody; its address stands on posters.
    """
    found = Wave.objects.select_related("study").filter(code=code).first()
    if found is None or found.state == WaveState.READY.value:
        return None
    return as_asked(found, viewer=viewer, today=today)


def as_asked(wave: Wave, *, viewer: access.Who, today: date) -> AskedWave:
    """Return a wave, read with its study, as people meet it. viewer: nobody."""
    return AskedWave(
        id=wave.id,
        code=wave.code,
        part=WavePart(wave.part),
        words=wave.study.words,
        words_es=wave.study.words_es,
        pairs=wave.study.pairs,
        is_open=takes(wave, viewer=viewer, today=today),
        form=parsed(wave.study.form_id),
    )


def takes(wave: Wave, *, viewer: access.Who, today: date) -> bool:
    """Tell whether a wave takes answers on a day. viewer: nobody; everybody may know."""
    is_open = wave.state == WaveState.OPEN.value
    return is_open and (wave.until_on is None or today <= wave.until_on)
