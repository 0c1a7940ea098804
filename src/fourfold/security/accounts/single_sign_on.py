"""
Signing in at the state's own service (OpenID Connect). allauth keeps state and PKCE and fetches
the token; here its signature and nonce are checked, and whose account it is.

It opens no account and gives no role: whoever comes must have an account here already.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as providers
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from fourfold.security import audit
from fourfold.security.accounts.standing import SKEW
from fourfold.security.events import Event
from fourfold.security.models import Account

PROVIDER = "single"
SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
"""Signatures with a key pair. None that the site's own secret could make, and not "none"."""


class NotOneOfUs(ValueError):
    """The service vouches for somebody, and no open account here is theirs."""


def name() -> str:
    """Return what the service is called, or "" where the deployment names none."""
    apps: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return str(apps[0]["name"]) if apps else ""


def leave(request: HttpRequest, *, then: str) -> HttpResponse:
    """Lead to the service, with a nonce, a state and a PKCE challenge that wait in the session."""
    provider = _provider(request)
    nonce = secrets.token_urlsafe(24)
    asked = {"nonce": nonce}
    led: HttpResponse = provider.redirect(
        request, AuthProcess.LOGIN, next_url=then, auth_params=asked, nonce=nonce
    )
    return led


@transaction.atomic
def account_of(claims: dict[str, Any], *, at: datetime) -> Account:
    """
    Return the account that a verified token speaks of: by its subject, once that is known.

    The first time the e-mail address decides, if the service says it verified it. An account tied
    to one subject is never opened by another: an address can pass to a new person.
    :raises NotOneOfUs:
    """
    subject = str(claims["sub"])
    tied = SocialAccount.objects.filter(provider=PROVIDER, uid=subject).first()
    if tied is not None:
        account = Account.objects.filter(id=tied.user_id, is_active=True).first()
        if account is None:
            raise NotOneOfUs("This account is closed.")
        return account
    email = str(claims.get("email", "")).lower()
    if not email or claims.get("email_verified") is not True:
        raise NotOneOfUs("The service did not say that it verified the e-mail address.")
    account = Account.objects.filter(email=email, is_active=True).first()
    if account is None:
        raise NotOneOfUs("No open account here has this e-mail address.")
    if SocialAccount.objects.filter(provider=PROVIDER, user=account).exists():
        raise NotOneOfUs("This account belongs to another subject of the service.")
    SocialAccount.objects.create(provider=PROVIDER, uid=subject, user=account)
    about = f"account:{account.id}"
    audit.record(Event.SINGLE_SIGN_ON_LINKED, by=account.id, subject=about, at=at)
    return account


def shows_second_factor(claims: dict[str, Any]) -> bool:
    """Return whether the service says it asked for a second factor, and we take its word."""
    said = claims.get("amr")
    return isinstance(said, list) and bool(set(map(str, said)) & set(settings.OIDC_SECOND_FACTOR))


class Token(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """One visit to the service. `claims` is what the verified token says."""

    def __init__(self, request: HttpRequest, provider_id: str = PROVIDER) -> None:
        super().__init__(request, provider_id)
        self.state: dict[str, Any] = {}

    def get_provider(self) -> Any:
        return _provider(self.request)

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return request.build_absolute_uri(reverse("single_sign_on_back"))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **given: Any) -> None:
        """
        Check the token and hand it on; allauth's own accounts and sign-ups are not reached.

        :raises ImmediateHttpResponse: always, if the token is sound.
        :raises OAuth2Error: if it is not.
        """
        try:
            claims = self._verified(given["response"]["id_token"], audience=app.client_id)
            said, asked = str(claims["nonce"]), str(self.state["nonce"])
            str(claims["sub"])
        except (
            KeyError,
            StopIteration,
            TypeError,
            ValueError,
            AttributeError,
            jwt.PyJWTError,
        ) as problem:
            raise OAuth2Error("The token lacks what it needs.") from problem
        if not secrets.compare_digest(said.encode(), asked.encode()):
            raise OAuth2Error("The token answers another question.")
        if "email" not in claims:
            more = self._fetch_user_info(token.token)
            if str(more.get("sub")) == str(claims.get("sub")):
                claims |= {each: more.get(each) for each in ("email", "email_verified")}
        raise Arrived(claims, self.state)

    def _verified(self, token: str, *, audience: str) -> dict[str, Any]:
        """Return a token's claims, if one of the service's own keys signed it for us."""
        asked = str(self.get_provider().server_url)
        issuer = str(self.openid_config["issuer"])
        if issuer.rstrip("/") != asked.partition("/.well-known/")[0].rstrip("/"):
            raise OAuth2Error("The service speaks for another issuer than the one it is set to.")
        with providers().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        found = jwt.PyJWKSet.from_dict(answer.json()).keys
        head = jwt.get_unverified_header(token)
        if str(head.get("typ", "JWT")).upper() != "JWT":
            raise OAuth2Error("This is a token of another kind.")
        named = head.get("kid")
        key = next(each for each in found if named in (None, each.key_id))
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=SIGNED_WITH,
            audience=audience,
            issuer=issuer,
            leeway=SKEW,
            options={"require": ["exp", "iat", "aud", "iss", "sub"]},
        )
        if claims.get("azp", audience) != audience:
            raise OAuth2Error("The token was made for another site.")
        return claims


class Arrived(ImmediateHttpResponse):  # type: ignore[misc]  # allauth has no types
    """A sound token came back. It is raised, because allauth would go on to accounts of its own."""

    def __init__(self, claims: dict[str, Any], state: dict[str, Any]) -> None:
        super().__init__(HttpResponse(status=500))
        self.claims = claims
        self.then = str(state.get("next") or "")


class ComeBack(OAuth2CallbackView):  # type: ignore[misc]  # allauth has no types
    """The way back from the service."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.adapter = Token(request)

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, response

    def _redirect_strict_samesite(self, request: HttpRequest, provider: Any) -> Any:
        # Our cookie is not sent with a visit that another site began; one more step of our own
        # brings it along.
        if request.method != "GET" or "_redir" in request.GET:
            return None
        again = f"{request.get_full_path()}&_redir="
        return render(request, "security/sign_in/single_again.html", {"again": again})


class Refusals(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Leads every refusal to our own sign-in page, and opens no account."""

    def get_requests_session(self) -> Any:
        session = super().get_requests_session()
        session.max_redirects = 0  # what another server says goes to nobody else
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, *said: Any, **more: Any) -> None:
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("sign_in") + "?single=refused"))


class _Service(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    oauth2_adapter_class = Token


def _provider(request: HttpRequest) -> Any:
    return _Service(request, app=providers(request).get_app(request, provider=PROVIDER))
