"""Motions: who may make one, and when it can be put to the vote."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from fourfold.apps.council.rules import NotWhole
from fourfold.apps.council.rules.quorum import Quorum
from fourfold.apps.council.states.votes import Stand


def check_movers(mover: str, seconder: str, *, there: Container[str]) -> None:
    """Refuse a motion of a seat that is not there, or that one seat makes and seconds."""
    if mover not in there:
        raise NotWhole("The seat that makes the motion is not marked as there at that time.")
    if seconder and seconder not in there:
        raise NotWhole("The seat that seconds the motion is not marked as there at that time.")
    if mover == seconder:
        raise NotWhole("One seat makes the motion and another one seconds it.")


def check_put(seconder: str, *, found: Quorum) -> None:
    """Refuse a vote on a motion that nobody seconded, or without a quorum."""
    if not seconder:
        raise NotWhole("Nobody has seconded this motion. Say who does, then put it to the vote.")
    if not found.has_it:
        raise NotWhole(
            f"There is no quorum at that time: {found.present} are there, {found.needed} are "
            "needed. Nothing can be put to the vote until others come."
        )


def without_vote(there: Iterable[str], *, stands: Mapping[str, Stand]) -> list[str]:
    """Return the seats that are there and have no vote yet; a recused one needs none."""
    return [each for each in there if stands.get(each) is Stand.ABSENT]
