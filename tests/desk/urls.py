"""The site's own addresses, and those of the test desk."""

from django.urls import path

from fourfold.config import urls
from tests.desk import views

urlpatterns = [
    *urls.urlpatterns,
    path("desk/folders/", views.folders, name="folders"),
    path("desk/folders/count/", views.count, name="folders_count"),
    path("desk/folders/look-up/", views.look_up, name="folders_look_up"),
    path("desk/folders/begin/", views.begin, name="folders_begin"),
    path("desk/folders/<str:number>/", views.folder, name="folder"),
    path("desk/folders/<str:number>/print/", views.printed, name="folder_print"),
    path("desk/folders/<str:number>/show/", views.show, name="folder_show"),
    path("desk/folders/<str:number>/change/", views.change, name="folder_change"),
    path("desk/folders/<str:number>/export.csv", views.export, name="folder_export"),
    path("desk/folders/<str:number>/record.json", views.as_json, name="folder_json"),
    path("desk/folders/<str:number>/assign/", views.assign, name="folder_assign"),
    path("desk/folders/<str:number>/emergency/", views.emergency, name="folder_emergency"),
]
handler404, handler400 = urls.handler404, urls.handler400
handler403, handler500 = urls.handler403, urls.handler500
