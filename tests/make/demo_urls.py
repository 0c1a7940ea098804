"""The site's addresses with those of the demonstration."""

from fourfold.config.demo import views
from fourfold.config.urls import (
    handler400 as handler400,
)
from fourfold.config.urls import (
    urlpatterns as ours,
)

urlpatterns = [*ours, *views.urlpatterns]
