"""Addresses of data calls, below /desk/. Each room lists its own."""

from fourfold.apps.submissions.views.bring_addresses import ADDRESSES as BRING
from fourfold.apps.submissions.views.ground_addresses import ADDRESSES as GROUNDS

app_name = "submissions"
urlpatterns = [*BRING, *GROUNDS]
