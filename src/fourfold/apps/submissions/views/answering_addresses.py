"""
Addresses of answering on a page and of what comes of it: a steward's and the Council's below
/desk/, an office's below /call/.
"""

from django.urls import URLPattern, path

from fourfold.apps.submissions.views import compilation, links, office, steward_answer

HERE = "bring/calls/<str:call>/<str:office>/form/"

ADDRESSES: list[URLPattern] = [
    path(HERE, steward_answer.answer_form, name="answer_form"),
    path(f"{HERE}keep/", steward_answer.keep_form, name="keep_form"),
    path("calls/<str:call>/links/", links.links, name="links"),
    path("calls/<str:call>/compilation/", compilation.compilation, name="compilation"),
    path("calls/<str:call>/compilation/<str:form>", compilation.compiled, name="compiled"),
]
IN_SPANISH = {"language": office.SPANISH}
PUBLIC: list[URLPattern] = [
    path("call/", office.call, name="call"),
    path("call/ask/", office.ask, name="ask"),
    path("call/keep/", office.keep, name="keep"),
    path("call/es/", office.call, IN_SPANISH, name="call_es"),
    path("call/es/ask/", office.ask, IN_SPANISH, name="ask_es"),
    path("call/<str:token>/", office.call_link, name="call_link"),
    path("call/<str:token>/es/", office.call_link, IN_SPANISH, name="call_link_es"),
]
"""Stand in letters and mails: they never change."""
