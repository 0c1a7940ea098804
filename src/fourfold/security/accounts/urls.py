"""Addresses of signing in and of one's own account. They never hold a personal value."""

from django.urls import path

from fourfold.security.accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in_page, name="sign_in"),
    path("sign-in/out/", views.sign_out, name="sign_out"),
    path("sign-in/enroll/", views.enroll, name="enroll"),
    path("account/", views.my_account, name="my_account"),
]
