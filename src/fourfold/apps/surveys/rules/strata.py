"""
How coarse sector and region stand beside an answer, so that they do not say who gave it.

Never fewer than LEAST organizations share what stands there. Regions of a sector are told apart
only where all of them are large enough, and small sectors go together: with one small part
alone, whoever knows the sum would know the part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from fourfold.apps.surveys.rules.sampling import Stratum

LEAST = 5
"""Organizations that share a stratum, at least. Ours; the state may ask for more."""
UNTOLD: Stratum = ("", "")


def coarse(counts: Mapping[Stratum, int]) -> dict[Stratum, Stratum]:
    """
    Return what may stand beside an answer of each stratum. counts: organizations of each.

    What is shared by fewer than LEAST in all is UNTOLD.
    """
    sectors: defaultdict[str, dict[Stratum, int]] = defaultdict(dict)
    for stratum, count in counts.items():
        sectors[stratum[0]][stratum] = count
    totals = {sector: sum(cells.values()) for sector, cells in sectors.items()}
    pooled = {sector for sector, total in totals.items() if total < LEAST or not sector}
    by_size = sorted(set(totals) - pooled, key=lambda each: (totals[each], each))
    while by_size and 0 < sum(totals[each] for each in pooled) < LEAST:
        pooled.add(by_size.pop(0))
    found: dict[Stratum, Stratum] = {}
    for sector, cells in sectors.items():
        fine = all(count >= LEAST for count in cells.values())
        for stratum in cells:
            found[stratum] = UNTOLD if sector in pooled else stratum if fine else (sector, "")
    return found
