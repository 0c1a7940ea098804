"""Runs of analysis, rolls of capture histories, and studies of the undetected."""

from fourfold.apps.studies.models.rolls import Roll as Roll
from fourfold.apps.studies.models.runs import Run as Run
from fourfold.apps.studies.models.studies import Study as Study
