"""Devices with a field app, for whoever runs surveys: admitted, shown once, ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.surveys.actions.devices import admit, end
from fourfold.apps.surveys.forms.studies import NewDevice
from fourfold.apps.surveys.queries import devices as queries
from fourfold.apps.surveys.queries.studies import study as study_of
from fourfold.apps.surveys.rules import NoSuchEvent, NoSuchStudy
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker


@needs(Permission.SURVEY_RUN, why="a device's token is a way in for its answers", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: HttpRequest, study: str, wave: str) -> HttpResponse:
    """List a wave's devices; admit one and show its token once; end one."""
    viewer = asker(request)
    try:
        found = study_of(study, viewer=viewer, today=timezone.localdate(viewer.at))
    except NoSuchStudy:
        raise Http404 from None
    one = next((each for each in found.waves if each.id == wave), None)
    if one is None:
        raise Http404
    admits = request.POST.get("do") == "admit"
    form = NewDevice(
        request.POST if admits else None, initial={"event": request.GET.get("at", "")[:40]}
    )
    new = None
    if request.method == "POST" and request.POST.get("do") == "end":
        try:
            end(request.POST.get("device", "")[:40], wave=wave, by=viewer, at=viewer.at)
        except NoSuchStudy:
            raise Http404 from None
        messages.success(request, _("The device can send nothing from now on."))
        return HttpResponseRedirect(reverse("surveys:devices", args=[study, wave]))
    if form.is_bound and form.is_valid():
        try:
            new = admit(wave, **form.cleaned_data, by=viewer, at=viewer.at)
        except NoSuchEvent as unknown:
            form.add_error("event", str(unknown))
        else:
            form = NewDevice()
    shown = {
        "study": found,
        "wave": one,
        "devices": queries.devices(wave, viewer=viewer),
        "form": form,
        "new": new,
        "server": request.build_absolute_uri(reverse("openrosa:form_list")).removesuffix(
            "/formList"
        ),
    }
    return render(request, "surveys/devices.html", shown, status=422 if form.errors else 200)
