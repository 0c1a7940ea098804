from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class ComponentsConfig(AppConfig):
    name = "fourfold.components"
    label = "components"

    def ready(self) -> None:
        # Django's own words ("This field is required.") blame; other libraries' forms use them too.
        Field.default_error_messages["required"] = _("Please fill this in.")
