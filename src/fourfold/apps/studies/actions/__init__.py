"""Gathering accepted figures; bringing rolls; making, signing and handing on studies."""

from fourfold.apps.studies.actions.gathering import GATHER as GATHER
from fourfold.apps.studies.actions.gathering import NothingAccepted as NothingAccepted
from fourfold.apps.studies.actions.gathering import gather as gather
