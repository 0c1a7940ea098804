"""Pages kept ready: the same page is made once for each state of the catalog."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

import fourfold
from fourfold.catalog import queries
from fourfold.reference import active_code

Page = Callable[..., HttpResponse]
SECONDS = 3600


def kept(**known: tuple[str, ...]) -> Callable[[Page], Page]:
    """
    Keep a page's HTML until the catalog changes; answers GET and HEAD only.

    The catalog's stamp is read for each request, so a page never shows a table that was withdrawn
    or changed before the request came.

    known: the query parameters the page reads, with every value they may have. All others are
    taken out of request.GET, so a stranger's parameters can neither fill the cache nor change
    what somebody else is shown. Pages that are not found are not kept. The
    address says the language.
    """

    def wrap(view: Page) -> Page:
        @wraps(view)
        def page(request: HttpRequest, language: str = "en", **where: str) -> HttpResponse:
            with override(language):
                answer = made(request, **where)
            answer.headers["Content-Language"] = language
            return answer

        def made(request: HttpRequest, **where: str) -> HttpResponse:
            asked = {
                name: value
                for name, values in known.items()
                if (value := request.GET.get(name)) in values
            }
            request.GET = QueryDict(urlencode(asked))
            key = _key(request.path, asked)
            body = cache.get(key)
            if body is None:
                answer = view(request, **where)
                if answer.status_code != 200:
                    return answer
                body = answer.content
                cache.set(key, body, SECONDS)
            return HttpResponse(body)

        return require_safe(page)

    return wrap


def _key(path: str, asked: dict[str, str]) -> str:
    parts = (
        fourfold.__version__,
        active_code(),
        str(settings.DEMO),
        queries.stamp(),
        get_language() or "",
        path,
        urlencode(sorted(asked.items())),
    )
    return f"page:{sha256(chr(0).join(parts).encode()).hexdigest()}"
