"""Addresses of the public site. They never hold a personal value."""

from django.urls import path

from fourfold.public.pages import downloads, embeds, feeds, hsds, regions, views

app_name = "public"
IN_SPANISH = {"language": "es"}

urlpatterns = [
    path("", views.home, name="home"),
    path("figures/", views.figures, name="figures"),
    path("figures/<slug:code>/", views.figure, name="figure"),
    path("figures/<slug:code>.csv", downloads.figure_csv, name="figure_csv"),
    path("figures/<slug:code>.json", downloads.figure_json, name="figure_json"),
    path("figures/<slug:code>/compare/", views.compare, name="compare"),
    path("lines/<slug:four_p>/", views.four_p, name="four_p"),
    path("reports/", views.reports, name="reports"),
    path("reports/style.css", downloads.report_style, name="report_style"),
    path("reports/<slug:code>/", views.report, name="report"),
    *(
        path(f"reports/<slug:code>.{form}", downloads.report_file, {"form": form}, "report_file")
        for form in downloads.TYPES
    ),
    path(
        "hsds/v3/service_at_locations", hsds.service_at_locations, name="hsds_service_at_locations"
    ),
    path(
        "hsds/v3/service_at_locations/<str:code>",
        hsds.service_at_location,
        name="hsds_service_at_location",
    ),
    path("hsds/v3/", hsds.about, name="hsds_about"),
    *(
        path(f"hsds/v3/{address}", view, name=f"hsds_{name}")
        for name, address, view in (
            ("services", "services", hsds.services),
            ("service", "services/<str:code>", hsds.service),
            ("organizations", "organizations", hsds.organizations),
            ("organization", "organizations/<str:code>", hsds.organization),
            ("service_at_locations", "service_at_locations", hsds.service_at_locations),
            ("service_at_location", "service_at_locations/<str:code>", hsds.service_at_location),
            ("taxonomies", "taxonomies", hsds.taxonomies),
            ("taxonomy", "taxonomies/<str:code>", hsds.taxonomy),
            ("taxonomy_terms", "taxonomy_terms", hsds.taxonomy_terms),
            ("taxonomy_term", "taxonomy_terms/<str:code>", hsds.taxonomy_term),
        )
    ),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("get-help/", views.get_help, name="get_help"),
    path("find-help/", views.find_help, name="find_help"),
    path("find-help/<str:listing>/", views.service, name="service"),
    path("find-help/<str:listing>/card/", views.card, name="card"),
    path("safety/", views.safety, name="safety"),
    path("services-by-region/", regions.regions, name="regions"),
    path("services-by-region.csv", regions.regions_csv, name="regions_csv"),
    path("servicios-por-region/", regions.regions, IN_SPANISH, name="regions_es"),
    path("es/", views.home, IN_SPANISH, name="home_es"),
    path("cifras/", views.figures, IN_SPANISH, name="figures_es"),
    path("cifras/<slug:code>/", views.figure, IN_SPANISH, name="figure_es"),
    path("cifras/<slug:code>/comparar/", views.compare, IN_SPANISH, name="compare_es"),
    path("lineas/<slug:four_p>/", views.four_p, IN_SPANISH, name="four_p_es"),
    path("informes/", views.reports, IN_SPANISH, name="reports_es"),
    path("informes/<slug:code>/", views.report, IN_SPANISH, name="report_es"),
    path("sobre-los-datos/", views.about, IN_SPANISH, name="about_es"),
    path("ayuda/", views.get_help, IN_SPANISH, name="get_help_es"),
    path("buscar-ayuda/", views.find_help, IN_SPANISH, name="find_help_es"),
    path("buscar-ayuda/<str:listing>/", views.service, IN_SPANISH, name="service_es"),
    path("buscar-ayuda/<str:listing>/tarjeta/", views.card, IN_SPANISH, name="card_es"),
    path("seguridad/", views.safety, IN_SPANISH, name="safety_es"),
    path("privacidad/", views.privacy, IN_SPANISH, name="privacy_es"),
    path("accesibilidad/", views.accessibility, IN_SPANISH, name="accessibility_es"),
    path("feed.atom", feeds.feed, name="feed"),
    path("novedades.atom", feeds.feed, IN_SPANISH, name="feed_es"),
    path("embed/figures/<slug:code>/", embeds.embed, name="embed"),
    path("embed/cifras/<slug:code>/", embeds.embed, IN_SPANISH, name="embed_es"),
    path("embed/find-help/", embeds.help_box, name="embed_help"),
    path("embed/buscar-ayuda/", embeds.help_box, IN_SPANISH, name="embed_help_es"),
    path("robots.txt", downloads.robots, name="robots"),
    path("favicon.ico", downloads.favicon, name="favicon"),
    path("health/", downloads.health, name="health"),
]
