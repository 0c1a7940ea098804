"""A training room answers at once, each person on a connection of their own; see `races`."""

from __future__ import annotations

import json
import sys

from django.db import connection

from fourfold.apps.surveys.models import Response, SurveyDraft, Wave
from tests.make import surveys
from tests.make.races import together

PEOPLE = 200 if connection.vendor == "sqlite" else 60
"""A PostgreSQL server as it comes takes 100 connections; the site itself opens a few."""


def room(wave: Wave) -> dict[str, object]:
    """Let everybody answer the whole survey at the same moment."""
    outcomes = together(*[lambda: surveys.answered(wave)] * PEOPLE)
    left = SurveyDraft.objects.count()
    return {**outcomes, "of": PEOPLE, "kept": Response.objects.count(), "left": left}


def one_answer(wave: Wave) -> dict[str, object]:
    """Let a phone send one answer six times at the same moment."""
    Response.objects.all().delete()
    key = surveys.begin(wave).key
    surveys.page(key, wave, 0, works="no")
    outcomes = together(*[lambda: surveys.page(key, wave, 1, more="x")] * 6)
    return {**outcomes, "kept": Response.objects.count()}


def main() -> None:
    wave = surveys.opened(surveys.study())[0]
    json.dump({"room": room(wave), "one answer": one_answer(wave)}, sys.stdout)
