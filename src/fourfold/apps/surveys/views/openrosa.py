"""
What field apps (ODK Collect, KoboCollect) ask for: the OpenRosa API, version 1.0.

    GET  /openrosa/formList            the form of the device's wave
    GET  /openrosa/forms/ID            its XForm
    GET  /openrosa/forms/ID/manifest   no files go with it
    HEAD /openrosa/submission          204, and how much is taken
    POST /openrosa/submission          xml_submission_file; 201

The device's name and token come by Basic authentication with each request. No cookie, no session.
Sources: docs.getodk.org/openrosa-form-list, -form-submission, -authentication.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.surveys.actions.devices import receive
from fourfold.apps.surveys.queries.devices import DeviceIn, device_in, xform
from fourfold.apps.surveys.rules import MOST_XML, DeviceUseless, NotTaken, WaveNotOpen
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import open_to_all
from fourfold.security.edges import limits
from fourfold.security.edges.addresses import address_of

WHY = "a field app comes in with its device's token"
REALM = 'Basic realm="Fourfold surveys", charset="UTF-8"'
WRONG_AN_HOUR = 60
"""Tokens that open nothing, from one address."""
XML = "text/xml; charset=utf-8"
Answer = Callable[..., HttpResponse]


def for_devices(view: Answer) -> Answer:
    """Let a device in by its token; every answer has the headers of the protocol."""

    @open_to_all(WHY)
    @csrf_exempt  # no cookie is read here, so no other page can use one
    @wraps(view)
    def guarded(request: HttpRequest, **where: str) -> HttpResponse:
        try:
            answer = view(request, _device(request), **where)
        except DeviceUseless as useless:
            answer = _said(str(useless), status=401)
            answer.headers["WWW-Authenticate"] = REALM
        except limits.TooMany as stopped:
            answer = _said(str(stopped), status=429)
            answer.headers["Retry-After"] = str(stopped.seconds(timezone.now()))
        answer.headers["X-OpenRosa-Version"] = "1.0"
        answer.headers["X-OpenRosa-Accept-Content-Length"] = str(MOST_XML)
        answer.headers["Date"] = http_date(timezone.now().timestamp())
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return guarded


@require_safe
@for_devices
def form_list(request: HttpRequest, device: DeviceIn) -> HttpResponse:
    """Name the form of the device's wave; none while the wave is closed."""
    if not device.wave.is_open:
        return HttpResponse(_list(""), content_type=XML)
    form = device.wave.form
    told = xform(device, viewer=nobody(timezone.now())).encode()
    # The protocol asks for MD5, to tell a form that changed; nothing is kept safe by it.
    digest = hashlib.md5(told, usedforsecurity=False).hexdigest()
    where = {"device": device.id}
    parts = {
        "formID": form.id,
        "name": form.say(form.titles, form.languages[0]),
        "version": form.version,
        "hash": f"md5:{digest}",
        "downloadUrl": request.build_absolute_uri(reverse("openrosa:form", kwargs=where)),
        "manifestUrl": request.build_absolute_uri(reverse("openrosa:manifest", kwargs=where)),
    }
    inner = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in parts.items())
    return HttpResponse(_list(f"<xform>{inner}</xform>"), content_type=XML)


@require_safe
@for_devices
def form(request: HttpRequest, found: DeviceIn, *, device: str) -> HttpResponse:
    """Give the XForm."""
    if device != found.id or not found.wave.is_open:
        return _said("There is no such form.", status=404)
    return HttpResponse(xform(found, viewer=nobody(timezone.now())), content_type=XML)


@require_safe
@for_devices
def manifest(request: HttpRequest, found: DeviceIn, *, device: str) -> HttpResponse:
    """Say that no files go with the form."""
    if device != found.id:
        return _said("There is no such form.", status=404)
    told = '<manifest xmlns="http://openrosa.org/xforms/xformsManifest"/>'
    return HttpResponse(f"<?xml version='1.0' encoding='UTF-8'?>{told}", content_type=XML)


@require_http_methods(["HEAD", "POST"])
@for_devices
def submission(request: HttpRequest, device: DeviceIn) -> HttpResponse:
    """Take one filled form; the same one again is taken as said before."""
    if request.method == "HEAD":
        answer = HttpResponse(status=204)
        answer.headers["Location"] = request.build_absolute_uri(reverse("openrosa:submission"))
        return answer
    sent = request.FILES.get("xml_submission_file")
    if sent is None:
        return _said("There is no part xml_submission_file.", status=400)
    if (sent.size or 0) > MOST_XML:
        return _said(f"A filled form has at most {MOST_XML:,} bytes.", status=413)
    try:
        is_new = receive(sent.read(), device=device, by=nobody(timezone.now()))
    except WaveNotOpen as closed:
        return _said(str(closed), status=403)
    except NotTaken as refused:
        return _said(str(refused), status=400)
    return _said("Thank you." if is_new else "Thank you; it was here already.", status=201)


def _device(request: HttpRequest) -> DeviceIn:
    """Return the device that asks. :raises DeviceUseless: :raises limits.TooMany:."""
    at = timezone.now()
    kind, _blank, told = request.headers.get("Authorization", "").partition(" ")
    if kind.casefold() != "basic" or len(told) > 500:
        raise DeviceUseless("Give the device's name and token.")
    try:
        name, _colon, secret = base64.b64decode(told, validate=True).decode().partition(":")
        return device_in(name[:80], secret=secret, viewer=nobody(at))
    except (binascii.Error, UnicodeDecodeError, DeviceUseless):
        limits.take(
            f"openrosa:{address_of(request)}", limit=WRONG_AN_HOUR, per=timedelta(hours=1), at=at
        )
        raise DeviceUseless("This device is not known, or was ended.") from None


def _list(inner: str) -> str:
    space = "http://openrosa.org/xforms/xformsList"
    return f'<?xml version="1.0" encoding="UTF-8"?><xforms xmlns="{space}">{inner}</xforms>'


def _said(message: str, *, status: int) -> HttpResponse:
    told = (
        "<?xml version='1.0' encoding='UTF-8'?>"
        '<OpenRosaResponse xmlns="http://openrosa.org/http/response">'
        f"<message>{escape(message)}</message></OpenRosaResponse>"
    )
    return HttpResponse(told, status=status, content_type=XML)
