"""The fields of the consent pages, and the words of their codes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from fourfold.components.fields import DayField, FoldedChecks
from fourfold.reference import Pack
from fourfold.security.consent import Sharing, Thing, Yes, terms_of
from fourfold.security.consent.singles import singles, thing_of
from fourfold.security.consent_codes import Assent, Giver, How, HowEnded, Purpose
from fourfold.security.models import Agency, ConsentScope
from fourfold.security.pages.frame import agency_name

CLASS_WORDS = {
    "personal": _lazy("Who they are: name, date of birth, how to reach them"),
    "place": _lazy("Where they are: where they live, stay, work or learn"),
    "health": _lazy("Their health, without drug or alcohol treatment"),
    "exploiter": _lazy("Who hurt them"),
    "internal": _lazy("Their services: asked for, given, when"),
    "sud": _lazy("Drug or alcohol treatment (a form of its own)"),
    "privileged": _lazy("What they told a counselor in confidence (a form of its own)"),
}
PURPOSE_WORDS = {
    Purpose.SERVICES.value: _lazy("To plan and give services"),
    Purpose.HOUSING.value: _lazy("To find a safe place to live"),
    Purpose.HEALTH_CARE.value: _lazy("To give health care"),
    Purpose.SCHOOL.value: _lazy("To help with school"),
    Purpose.LEGAL_HELP.value: _lazy("To get a lawyer or legal help"),
    Purpose.TEAM_REVIEW.value: _lazy("To plan together in a team meeting"),
    Purpose.INVESTIGATION.value: _lazy("To help the police or a prosecutor"),
    Purpose.BENEFITS.value: _lazy("To get money or benefits"),
}
GIVER_WORDS = {
    Giver.PERSON.value: _lazy("The person, an adult"),
    Giver.YOUTH_AND_GUARDIAN.value: _lazy("The youth and a parent or guardian"),
    Giver.YOUTH_ALONE.value: _lazy("The youth alone, by a law"),
    Giver.GUARDIAN.value: _lazy("A guardian alone"),
}
ASSENT_WORDS = {
    Assent.GIVEN.value: _lazy("They said yes"),
    Assent.NOT_ABLE.value: _lazy("They cannot be asked: too young, or not able"),
    Assent.REFUSED.value: _lazy("They said no"),
}
HOW_WORDS = {
    How.SIGNED_PAPER.value: _lazy("Signed on paper"),
    How.SIGNED_SCREEN.value: _lazy("Signed on a screen"),
    How.SPOKEN_WITNESSED.value: _lazy("Spoken, with a witness"),
}
ENDED_WORDS = {
    HowEnded.SPOKEN.value: _lazy("They told me"),
    HowEnded.IN_WRITING.value: _lazy("They wrote it, or signed the form"),
    HowEnded.GUARDIAN_ACCUSED.value: _lazy("The guardian who gave it is accused"),
    HowEnded.MISTAKE.value: _lazy("It was recorded by mistake"),
}
LANGUAGE_WORDS = (
    ("en", _lazy("English")),
    ("es", _lazy("Spanish")),
    ("other", _lazy("Another, with an interpreter")),
)


def thing_in_words(scope: ConsentScope | Thing) -> str:
    """Return what a line of a consent covers, for people."""
    words = str(CLASS_WORDS[scope.field_class])
    if not scope.field:
        return words
    label = singles().get(Thing(scope.field_class, scope.field), scope.field)
    return _("Only this: %(field)s") % {"field": label}


def recipients(pack: Pack, *, agency: str) -> list[tuple[str, str]]:
    """Return whom one may tell, by name: organizations of the pack, and agencies of this house."""
    here = Agency.objects.filter(is_active=True).values_list("code", flat=True)
    codes = {each.code for each in pack.organizations} | set(here)
    return sorted(
        ((code, agency_name(code)) for code in codes - {agency}), key=lambda each: each[1]
    )


def _singles_by_class() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Return the single facts, below the words of their class."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for thing, label in singles().items():
        found.setdefault(thing.field_class, []).append((str(thing), label))
    return [(words, found[name]) for name, words in CLASS_WORDS.items() if name in found]


class _OrSingles(forms.MultipleChoiceField):
    """Kinds of facts. Asked for like any other field; the form lets single facts stand instead."""

    def validate(self, value: list[str]) -> None:
        """Leave it to the form whether nothing is enough."""
        if value:
            super().validate(value)


class Ask(forms.Form):
    """What somebody said yes to, and how."""

    told_services_stay = forms.BooleanField(
        label=_lazy("I said that every service stays the same, whatever the answer"),
        error_messages={"required": _lazy("Say this first. Without it no consent counts.")},
    )
    to_agency = forms.ChoiceField(label=_lazy("Who may be told?"))
    classes = _OrSingles(
        label=_lazy("What may be told?"),
        choices=list(CLASS_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_lazy("All of a kind, or single facts below. Tell as little as helps."),
    )
    facts = forms.MultipleChoiceField(
        label=_lazy("Single facts"),
        widget=FoldedChecks(_lazy("Choose single facts")),
        required=False,
    )
    purpose = forms.ChoiceField(
        label=_lazy("What for?"), choices=list(PURPOSE_WORDS.items()), widget=forms.RadioSelect
    )
    last_on = DayField(
        label=_lazy("Last day"),
        required=False,
        help_text=_lazy("Empty: 30 days. At most 180 days after it was given."),
    )
    born_on = DayField(
        label=_lazy("Date of birth"),
        help_text=_lazy("Or the best known estimate. It decides who may say yes; it is not kept."),
    )
    given_by = forms.ChoiceField(
        label=_lazy("Who said yes?"), choices=list(GIVER_WORDS.items()), widget=forms.RadioSelect
    )
    assent = forms.ChoiceField(
        label=_lazy("What did the person themselves say?"),
        choices=list(ASSENT_WORDS.items()),
        widget=forms.RadioSelect,
    )
    alone_law = forms.ChoiceField(
        label=_lazy("By which law does the youth decide alone?"), required=False
    )
    guardian_accused = forms.BooleanField(
        label=_lazy("The parent or guardian is said to have hurt or used the person"),
        required=False,
    )
    guardian_appointed = forms.BooleanField(
        label=_lazy("A court gave this adult a guardian"), required=False
    )
    guardian_name = forms.CharField(
        label=_lazy("Name of parent or guardian"),
        required=False,
        max_length=120,
        help_text=_lazy("Kept sealed."),
    )
    given_on = DayField(label=_lazy("On which day?"))
    how = forms.ChoiceField(
        label=_lazy("How?"), choices=list(HOW_WORDS.items()), widget=forms.RadioSelect
    )
    witness_name = forms.CharField(
        label=_lazy("Name of witness"),
        required=False,
        max_length=120,
        help_text=_lazy("Needed where the yes was spoken. Kept sealed."),
    )
    language = forms.ChoiceField(label=_lazy("In which language?"), choices=LANGUAGE_WORDS)

    def __init__(self, *args: Any, agency: str, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        laws = terms_of(pack).alone_laws.values()
        self.fields["to_agency"] = forms.ChoiceField(
            label=self.fields["to_agency"].label,
            choices=[("", _("Choose")), *recipients(pack, agency=agency)],
        )
        cast(forms.MultipleChoiceField, self.fields["facts"]).choices = _singles_by_class()
        self.fields["alone_law"] = forms.ChoiceField(
            label=self.fields["alone_law"].label,
            required=False,
            choices=[
                ("", _("None")),
                *((law.code, f"{law.label} ({law.citation})") for law in laws if law.confirmed),
            ],
        )
        self.order_fields(list(Ask.base_fields))

    def clean_given_on(self) -> date:
        """Refuse a day to come."""
        given_on: date = self.cleaned_data["given_on"]
        if given_on > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return given_on

    def clean(self) -> dict[str, Any]:
        """Ask for something to tell, and for one answer where a kind and a part of it are named."""
        typed = super().clean() or {}
        whole, facts = typed.get("classes", []), typed.get("facts", [])
        if not whole and not facts and "classes" not in self.errors:
            self.add_error("classes", _("Choose what may be told: a kind, or single facts."))
        twice = {thing_of(each).field_class for each in facts} & set(whole)
        for name in sorted(twice):
            self.add_error(
                "facts",
                _("“{}” is chosen as a whole. Take that away, or the single facts of it.").format(
                    CLASS_WORDS[name]
                ),
            )
        return typed

    def sharing(self, person: str, *, from_agency: str) -> Sharing:
        """Return what may be told."""
        data = self.cleaned_data
        things = frozenset(thing_of(name) for name in (*data["classes"], *data["facts"]))
        return Sharing(person, from_agency, data["to_agency"], things, data["purpose"])

    def yes(self, at: datetime) -> Yes:
        """Return how the yes was given. at: now; nothing is given later than that."""
        data = self.cleaned_data
        last_on: date | None = data["last_on"]
        return Yes(
            given_at=min(_begins(data["given_on"]), at),
            given_by=Giver(data["given_by"]),
            born_on=data["born_on"],
            how=How(data["how"]),
            told_services_stay=data["told_services_stay"],
            assent=Assent(data["assent"]),
            until_at=_begins(last_on + timedelta(days=1)) if last_on else None,
            alone_law=data["alone_law"],
            guardian_accused=data["guardian_accused"],
            guardian_appointed=data["guardian_appointed"],
            guardian_name=data["guardian_name"],
            witness_name=data["witness_name"],
            language=data["language"],
            interpreter=data["language"] == "other",
        )


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


class Stop(forms.Form):
    """How the person asked to stop."""

    how = forms.ChoiceField(
        label=_lazy("How do you know?"),
        choices=list(ENDED_WORDS.items()),
        widget=forms.RadioSelect,
        initial=HowEnded.SPOKEN.value,
    )
