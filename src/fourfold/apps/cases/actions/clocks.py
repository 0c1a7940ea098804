"""Starting and meeting the clocks of the pack when a step is told."""

from __future__ import annotations

from fourfold.apps.cases.models import Case, Report
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access.viewer import Viewer


def heard(record: Case | Report, *, step: Step, about: str, by: Viewer) -> None:
    """Start each clock that starts with this step, and meet each that it meets."""
