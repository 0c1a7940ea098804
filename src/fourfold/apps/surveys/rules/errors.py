"""Why something of a survey was not done."""

from __future__ import annotations

from collections.abc import Mapping

from fourfold.reference.forms import Why


class SurveyError(ValueError):
    """Nothing was done; the message says what to do."""


class NoSuchStudy(SurveyError):
    """There is no such study, wave or form for whoever asks."""


class WaveNotOpen(SurveyError):
    """The wave takes no answers now."""


class DraftUseless(SurveyError):
    """The key of a draft opens nothing: mistyped, sent, or too old."""


class FormDiffers(SurveyError):
    """Another form of the same name and version is here already."""


class DeviceUseless(SurveyError):
    """The token of a device opens nothing: unknown, or ended. One answer for all."""


class NotTaken(SurveyError):
    """What a field app sent is not taken; the message says why."""


class NoSuchEvent(SurveyError):
    """No event of the survey has this code."""


class NotEvaluable(SurveyError):
    """A study cannot be evaluated, or not yet; the message says why."""


class BadSheet(SurveyError):
    """A sheet of paper is not taken. wrong: by question, why what was typed cannot be."""

    def __init__(self, message: str, wrong: Mapping[str, Why]) -> None:
        super().__init__(message)
        self.wrong = wrong


class BadStudy(SurveyError):
    """What was typed cannot be a study."""


class CommunityRefused(SurveyError):
    """A file of towns' measures cannot be taken. problems: every one, each with its row."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class BadSample(SurveyError):
    """A list of organizations, or a sample of it, cannot be made so."""


class InvitationUseless(SurveyError):
    """The link opens nothing: mistyped, taken out, or its wave is over. One answer for all."""


class InvitationSpent(SurveyError):
    """The organization of this link has answered."""
