"""Addresses of staff's pages, below /desk/."""

from django.conf import settings
from django.urls import path

from fourfold.security.pages import (
    accounts,
    consenting,
    gallery,
    keeping,
    log,
    my_day,
    openings,
    people,
    roles,
    seats,
)

app_name = "desk"
urlpatterns = [
    path("", my_day.my_day, name="my_day"),
    path("go/", my_day.jump, name="jump"),
    path("seen/<str:notice>/", my_day.seen_notice, name="seen_notice"),
    path("help/", my_day.help_page, name="help"),
    path("terms/", roles.terms, name="terms"),
    path("consent/forms/", consenting.forms_page, name="consent_forms"),
    path(
        "consent/forms/<str:language>/<str:kind>.pdf", consenting.blank_form, name="consent_blank"
    ),
    path("consent/ask/<str:person>/", consenting.ask, name="consent_ask"),
    path("consent/told/<str:person>/", consenting.told, name="told"),
    path("consent/<str:number>/", consenting.one, name="consent"),
    path("consent/<str:number>/stop/", consenting.stop, name="consent_stop"),
    path("consent/<str:number>/<str:language>.pdf", consenting.filled_form, name="consent_form"),
    path("people/", people.people, name="people"),
    path("people/new/", accounts.new_person, name="new_person"),
    path("people/<str:account>/", people.person, name="person"),
    path("people/<str:account>/role/", people.propose_role, name="propose_role"),
    path("people/<str:account>/seat/", seats.propose_seat, name="propose_seat"),
    path("people/<str:account>/<str:deed>/", accounts.do_with_account, name="do_with_account"),
    path("recoveries/", accounts.recoveries, name="recoveries"),
    path("recoveries/<str:account>/", accounts.recover, name="recover"),
    path("people/<str:account>/role/<str:grant>/end/", people.end_role, name="end_role"),
    path("people/<str:account>/seat/<str:seat>/end/", seats.end_seat, name="end_seat"),
    path("seats/<str:proposal>/", seats.decide_seat, name="decide_seat"),
    path("roles/", roles.roles, name="roles"),
    path("roles/<str:grant>/", roles.decide_role, name="decide_role"),
    path("emergency/", openings.open_record, name="open_record"),
    path("emergency/<str:opening>/close/", openings.close_record, name="close_record"),
    path("openings/", openings.openings, name="openings"),
    path("openings/file/", openings.export_openings, name="export_openings"),
    path("openings/<str:opening>/", openings.review_opening, name="review_opening"),
    path("log/", log.log, name="log"),
    path("log/file/", log.export_log, name="export_log"),
    path("log/seen/", log.seen, name="seen"),
    path("consents/", keeping.consents, name="consents"),
    path("keeping/", keeping.keeping, name="keeping"),
    path("keeping/list/", keeping.keep_list, name="keep_list"),
    path("keeping/list/<str:kept>/", keeping.kept_list, name="kept_list"),
    path("keeping/hold/", keeping.place_hold, name="place_hold"),
    path("keeping/hold/<str:hold>/", keeping.lift_hold, name="lift_hold"),
]
if not settings.PRODUCTION:
    urlpatterns += [path("gallery/", gallery.gallery, name="gallery")]
