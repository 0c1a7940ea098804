"""What a bill that is over says of the recommendations it carries: offered, until confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fourfold.apps.council import access
from fourfold.apps.council.models import RecommendationFate
from fourfold.apps.council.queries.bills import BillLine, bills
from fourfold.apps.council.queries.recommendations import recommendation
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.bills import fate_of
from fourfold.apps.council.states.votes import DECIDED, Fate

LONGEST = 300


@dataclass(frozen=True, slots=True)
class FateOffer:
    """
    What became of a recommendation because of a bill. once: of the fate that would be kept.

    last: the fate that stands now, None for none. kept: the one somebody confirmed, None if nobody.
    """

    code: str
    text: str
    kind: Fate
    on: date
    evidence: str
    once: str
    last: Fate | None
    kept: Fate | None


def fate_offers(line: BillLine, *, viewer: access.Who) -> tuple[FateOffer, ...]:
    """Return what a bill that passed or failed offers; nothing before, or for a draft."""
    kind = fate_of(line.state)
    if kind is None or not access.reads(viewer):
        return ()
    kept = {
        once: Fate(said)
        for once, said in RecommendationFate.objects.filter(
            once__startswith=f"bill:{line.id}:"
        ).values_list("once", "kind")
    }
    found = []
    for code, _text in line.recommendations:
        try:
            said = recommendation(code, viewer=viewer)
        except NoSuchPaper:  # the pack's, not taken over yet
            continue
        if said.stage not in DECIDED:
            continue
        once = f"bill:{line.id}:{line.state.value}:{code}"[:64]
        where = "; ".join(each for each in (line.evidence, line.link) if each)[:LONGEST]
        fate = (kind, line.on, where, once, said.fate, kept.get(once))
        found.append(FateOffer(code, said.text, *fate))
    return tuple(found)


def waiting(*, viewer: access.Who) -> tuple[tuple[BillLine, int], ...]:
    """Return the bills that are over, and of how many recommendations nobody said so yet."""
    if not access.works(viewer):
        return ()
    found = []
    for line in bills(viewer=viewer):
        left = sum(each.kept is None for each in fate_offers(line, viewer=viewer))
        if left:
            found.append((line, left))
    return tuple(found)
