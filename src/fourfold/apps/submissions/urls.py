"""Addresses of data calls, below /desk/. Each room lists its own."""

from django.urls import URLPattern

from fourfold.apps.submissions.views.answering_addresses import ADDRESSES as ANSWERING
from fourfold.apps.submissions.views.answering_addresses import PUBLIC
from fourfold.apps.submissions.views.bring_addresses import ADDRESSES as BRING
from fourfold.apps.submissions.views.bring_addresses import PROGRAMS
from fourfold.apps.submissions.views.call_addresses import ADDRESSES as CALLS
from fourfold.apps.submissions.views.ground_addresses import ADDRESSES as GROUNDS

app_name = "submissions"
urlpatterns = [*ANSWERING, *BRING, *CALLS, *GROUNDS]
public: list[URLPattern] = [*PUBLIC]
"""Of offices without an account; they stand at the root of the site."""
programs: list[URLPattern] = PROGRAMS
"""Of programs with a token, below /api/submissions/."""
