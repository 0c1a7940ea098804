"""
A case or a report with one of everything that can hang on it, each sealed column marked.

The rows are made from the models themselves, so that a new room cannot be forgotten.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction

from fourfold.apps.cases.actions.facts import mark as mark_to_find
from fourfold.apps.cases.models import Case, Report
from fourfold.security.ids import new_id
from fourfold.security.keys import BlindIndex, new_person
from fourfold.security.keys.fields import SealedDate, SealedJSON, Sealing
from tests.make.people import DCF, NOW

BORN = date(2013, 2, 28)
SAYS: dict[str, dict[str, Any]] = {
    "PlanMessage": {"four_p": "prevention", "state": "DRAFT"},
    "CommunicationStep": {"channel": "WEB", "state": "PLANNED"},
    "Campaign": {"four_p": "prevention", "state": "PLANNED"},
    "CampaignReach": {"unit": "COPIES"},
    "CampaignMeasure": {
        "before_yes": 1,
        "before_n": 2,
        "after_yes": 1,
        "after_n": 2,
        "before_on": date(2030, 1, 1),
        "after_on": date(2030, 2, 1),
    },
    "Coverage": {"channel": "WEB", "tone": "NEUTRAL", "reach": None},
    "Consultation": {"asked": "SURVIVORS", "way": "MEETING", "four_p": "prevention"},
    "DeclaredConflict": {"about": "GENERAL"},
    "Recommendation": {"category": "POLICY_CONCEPT", "stage": "DRAFT"},
    "RecommendationVote": {
        "way": "MEETING",
        "closes_at": None,
        "closed_at": None,
        "outcome": "",
    },
    "VoteEntry": {"choice": "FOR"},
    "VoteMail": {"what": "INVITE"},
    "RecommendationFate": {"kind": "DONE"},
    "GroupPlace": {
        "background": "SURVIVOR",
        "four_p": "protection",
        "organization": "",
        "until_on": None,
    },
    "Minutes": {"state": "DRAFT", "approved_in": None},
    "MinutesBlock": {"title": "A made-up topic"},
    "MinutesStep": {"what": "ADDED"},
    "MinutesIssue": {"what": "CIRCULATED"},
    "Material": {"state": "SHOWN"},
    "MaterialFile": {"kind": "CSV"},
    "Motion": {"about": "FREE", "state": "MADE", "way": ""},
    "Case": {"state": "OPEN", "outcome": "OPEN", "closed_at": None, "region": ""},
    "Person": {"outcome": "OPEN", "closed_at": None},
    "Report": {
        "state": "TAKEN",
        "closed_at": None,
        "taken_by": "SCREENER",
        "taken_at": NOW,
        "channel": "PHONE",
        "call_type": "CONCERN",
    },
    "Determination": {
        "body": "ORG001",
        "definition": "FED_SEX",
        "decision": "MET",
        "said": "MET",
        "counts_on": NOW.date(),
        "decided_on": NOW.date(),
    },
    "CaseClock": {"rule": "MANDATED_WRITTEN_REPORT"},
    "CaseLine": {"step": "CASE_OPENED"},
    "Consult": {"region": "", "urgency": "NOW"},
    "FollowUp": {"kind": "VISIT"},
    "Pair": {"other": "Z" * 16},
    "PersonEntry": {"field": "given_name"},
    "ReportClock": {"rule": "MANDATED_WRITTEN_REPORT"},
    "ReportLine": {"step": "REPORT_SAVED"},
    "Referral": {
        "kind": "SV01",
        "state": "SENT",
        "to_agency": "AT_RECIPIENT",
        "purpose": "SERVICES",
        "sent_at": NOW,
        "sent_by": "WORKER",
        "until_at": NOW + timedelta(days=9),
        "said_at": NOW,
        "person_said": "YES",
        "reason": "",
    },
    "Need": {"kind": "SV01", "state": "OPEN", "reason": ""},
    "Screening": {"occasion": "FIRST"},
    "TeamAction": {"what": "VISIT", "discipline": "MEDICAL"},
    "Opinion": {"given_at": NOW, "nth": 1, "concern": "SUSPECTED"},
}
"""Codes that pages look up, and values that a model's constraints want together, by its name."""
LISTS = {"other_names"}
"""Sealed lists of plain words; other sealed structures are left empty here."""


def mark(model: type[models.Model], field: str) -> str:
    """Return the mark of a sealed column; it stands nowhere else."""
    return f"canary-{model._meta.model_name}-{field}."


def with_everything(record: type[models.Model], *, holder: str) -> tuple[Any, dict[str, Any]]:
    """
    Save a record with one of each part; returns it, and the parts by the names of their models.

    record: Case or Report. holder: the account that was told in confidence.
    """
    person = new_person(agency=DCF)
    own = {"agency": DCF, "person": person}
    with transaction.atomic():
        found: dict[str, Any] = {}
        top = _row(record, own, holder=holder, found=found)
        for model in apps.get_app_config("cases").get_models():
            hangs_on = getattr(model, "PART_OF", "")
            if hangs_on == f"{record._meta.model_name}_id" or (
                hangs_on == "person" and record is Case
            ):
                _row(model, own, holder=holder, found=found)
        if "person" in found:
            mark_to_find(found["person"])
    return top, found


def _row(
    model: type[models.Model], own: dict[str, str], *, holder: str, found: dict[str, Any]
) -> Any:
    name = str(model._meta.model_name)
    if name in found:
        return found[name]
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, BlindIndex):
            continue
        if isinstance(field, models.ForeignKey):
            there = field.related_model
            if not field.null or there in (Case, Report):
                values[field.name] = _row(there, own, holder=holder, found=found)
        elif field.name in own:
            values[field.name] = own[field.name]
        else:
            values[field.attname] = _value(model, field, own, holder)
    found[name] = model._default_manager.create(**values | SAYS.get(model.__name__, {}))
    return found[name]


def _value(model: type[models.Model], field: Any, own: dict[str, str], holder: str) -> Any:
    """Return a value for a column: its mark if it is sealed, else what is likeliest to be taken."""
    if field.primary_key:
        return own["person"] if getattr(model, "PART_OF", "") == "person" else new_id()
    if isinstance(field, SealedDate):
        return BORN
    if isinstance(field, SealedJSON):
        return [mark(model, field.attname)] if field.attname in LISTS else None
    if isinstance(field, Sealing):
        return mark(model, field.attname)
    if field.has_default():
        return field.get_default()
    if field.null:
        return None
    if isinstance(field, models.DateTimeField):
        return NOW
    if isinstance(field, models.DateField):
        return NOW.date()
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField):
        return 1
    if isinstance(field, models.JSONField):
        return {}
    if "holder" in field.attname:
        return holder
    if field.choices:
        return field.choices[0][0]
    return "MADE_UP"[: field.max_length or 7]
