"""All addresses of the site. Each view says who may open it (fourfold.security.doors)."""

from django.urls import include, path

urlpatterns = [path("", include("fourfold.public.pages.urls"))]
handler404 = "fourfold.public.pages.views.not_found"
handler500 = "fourfold.public.pages.views.broken"
handler400 = "fourfold.public.pages.views.bad_request"
