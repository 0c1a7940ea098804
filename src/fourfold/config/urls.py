"""All addresses of the site. Each view says who may open it (fourfold.security.doors)."""

from django.conf import settings
from django.urls import include, path

from fourfold.apps.cases import urls as cases
from fourfold.apps.council import urls as council
from fourfold.apps.directory import urls as directory
from fourfold.apps.submissions import urls as submissions
from fourfold.apps.surveys import urls as surveys
from fourfold.apps.training import urls as training

urlpatterns = [
    path("", include("fourfold.public.pages.urls")),
    path("", include("fourfold.security.accounts.urls")),
    path("desk/", include("fourfold.security.pages.urls")),
    path("desk/", include("fourfold.apps.cases.urls")),
    path("desk/", include("fourfold.apps.submissions.urls")),
    path("desk/", include("fourfold.apps.training.urls")),
    path("desk/", include("fourfold.apps.directory.urls")),
    path("desk/", include("fourfold.apps.studies.urls")),
    path("desk/", include("fourfold.apps.releases.urls")),
    path("", include((directory.public, "listing_checks"))),
    path("", include((cases.public, "reporting"))),
    path("", include((submissions.public, "calling"))),
    path("", include((training.public, "attending"))),
    path("desk/", include("fourfold.apps.surveys.urls")),
    path("desk/", include("fourfold.apps.council.urls")),
    path("", include((council.public, "council_public"))),
    path("", include((surveys.public, "surveying"))),
    path("openrosa/", include((surveys.field_apps, "openrosa"))),
    path("api/submissions/", include((submissions.programs, "programs"))),
]
if settings.DEMO:  # elsewhere these addresses do not exist
    urlpatterns += [path("", include("fourfold.config.demo.views"))]
handler404 = "fourfold.public.pages.views.not_found"
handler400 = "fourfold.security.edges.errors.bad_request"
handler403 = "fourfold.security.edges.errors.refused"
handler500 = "fourfold.security.edges.errors.broken"
