"""Addresses of signing in and of one's own account. They never hold a personal value."""

from django.urls import path

from fourfold.security.accounts.views import enroll, entry, own, recover, single

urlpatterns = [
    path("sign-in/", entry.sign_in_page, name="sign_in"),
    path("sign-in/passkey/", entry.sign_in_by_passkey, name="sign_in_by_passkey"),
    path("sign-in/second-factor/", entry.second_factor, name="second_factor"),
    path("sign-in/again/", entry.step_up, name="step_up"),
    path("sign-in/stay/", entry.stay, name="stay"),
    path("sign-in/out/", entry.sign_out, name="sign_out"),
    path("sign-in/enroll/", enroll.enroll, name="enroll"),
    path("sign-in/enroll/app/", enroll.enroll_app, name="enroll_app"),
    path("sign-in/enroll/passkey/", enroll.enroll_passkey, name="enroll_passkey"),
    path("sign-in/enroll/codes/", enroll.new_codes, name="new_codes"),
    path("sign-in/help/", recover.ask_for_help, name="ask_for_help"),
    path("sign-in/code/", recover.enter_code, name="enter_code"),
    path("sign-in/code/password/", recover.new_password, name="new_password"),
    path("sign-in/single/", single.leave, name="single_sign_on"),
    path("sign-in/single/back/", single.come_back, name="single_sign_on_back"),
    path("account/", own.my_account, name="my_account"),
    path("account/password/", own.change_password, name="change_password"),
    path("account/sessions/end/", own.end_session, name="end_session"),
    path("account/sessions/end-others/", own.end_other_sessions, name="end_other_sessions"),
    path("account/factors/<int:factor>/rename/", own.rename_factor, name="rename_factor"),
    path("account/factors/<int:factor>/remove/", own.remove_factor, name="remove_factor"),
]
