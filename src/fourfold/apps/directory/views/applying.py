"""The open form by which an organization asks to be listed. No account, no cookie, no script."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fourfold.apps.directory.actions import applications
from fourfold.apps.directory.forms.applications import ApplyForm
from fourfold.reference import active_pack
from fourfold.security.doors import open_to_all
from fourfold.security.edges import limits
from fourfold.security.ids import new_id

MAILS = 3
"""How many first mails a day go to one mailbox, whoever gives it on the form."""


# No account and no cookie stands behind this form, so no other site could use one.
@csrf_exempt
@open_to_all("an organization asks to be listed; nothing is public before a curator looked")
@require_http_methods(["GET", "HEAD", "POST"])
@limits.at_most(30, per=timedelta(hours=1), of="listing-apply")
def apply(request: HttpRequest, language: str = "en") -> HttpResponse:
    """Show the form, what was typed once more before it is sent, and the receipt."""
    with override(language):
        return _apply(request, language)


def _apply(request: HttpRequest, language: str) -> HttpResponse:
    pack, spanish = active_pack(), language == "es"
    name = "name_es" if spanish else "name"
    post = request.POST if request.method == "POST" else None
    form = ApplyForm(
        post,
        kinds=[(row["code"], row[name] or row["name"]) for row in pack.rows("service_types")],
        towns=[(each.code, each.name) for each in pack.towns],
        initial={"once": new_id()},
    )
    shown: dict[str, Any] = {
        "form": form,
        "other": {
            "href": reverse(f"listing_checks:apply{'' if spanish else '_es'}"),
            "code": "en" if spanish else "es",
            "words": "In English" if spanish else "En español",
        },
    }
    if post is None or not form.is_valid() or "change" in post:
        if post is not None and "change" in post:
            form.errors.clear()
        return render(request, "directory/apply.html", shown, status=422 if form.errors else 200)
    if "send" not in post:
        return render(request, "directory/apply_look.html", shown | {"rows": _rows(form)})
    number = applications.apply(
        form.said(),
        reached=form.reached(),
        language=language,
        once=form.cleaned_data["once"],
        site=_site(request, form.cleaned_data["mailbox"]),
        by=applications.APPLICANT,
        at=timezone.now(),
    )
    return render(request, "directory/apply_sent.html", shown | {"number": number})


def _site(request: HttpRequest, mailbox: str) -> str:
    """Return this site's address for a mail, "" where none goes."""
    try:
        key = f"listing-mail:{mailbox.casefold()}"
        limits.take(key, limit=MAILS, per=timedelta(days=1), at=timezone.now())
    except limits.TooMany:
        return ""
    return request.build_absolute_uri("/")


def _rows(form: ApplyForm) -> list[tuple[Any, str]]:
    """Return each answer as it will be kept, in words."""
    kept = form.said().kept()
    rows = []
    for field in form.visible_fields():
        value = kept.get(field.name, form.cleaned_data[field.name])
        choices = dict(getattr(field.field, "choices", ()))
        many = list(value) if isinstance(value, list | tuple) else [value]
        said = ", ".join(str(choices.get(each, each)) for each in many if each not in (None, ""))
        if isinstance(value, bool):
            said = "✓" if value else ""
        rows.append((field.label, said))
    return [each for each in rows if each[1]]
