"""Django's settings, read from the environment. What may be set: options.py."""

from __future__ import annotations

import os
import re
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from fourfold.config.database import database
from fourfold.config.rail import LEADS as LEADS
from fourfold.config.rail import MAILS as MAILS
from fourfold.config.rail import NEWS as NEWS
from fourfold.config.rail import RAIL as RAIL
from fourfold.config.rail import WAITS as WAITS

env = environ.Env()
ROOT = Path(__file__).resolve().parents[3]

# ---------------------------------------------------------------- which kind of deployment
MODE = env.str("FOURFOLD_MODE", default="demo")
if MODE not in {"demo", "test", "production"}:
    raise ImproperlyConfigured(
        f"FOURFOLD_MODE is {MODE!r}. Set it to demo, test or production; unset, it is demo."
    )
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"


def _needed(name: str, otherwise: str) -> str:
    """Return a setting that production must make itself."""
    if PRODUCTION and not os.environ.get(name):
        raise ImproperlyConfigured(
            f"{name} is not set, and production does not start without it. "
            "See docs/guides/operator.md."
        )
    return os.environ.get(name) or otherwise


VAR = Path(env.str("FOURFOLD_VAR", default=str(ROOT / "var")))
ANCHORS = env.str("FOURFOLD_ANCHORS", default=str(VAR / "anchors.txt"))
KEYS = Path(env.str("FOURFOLD_KEYS", default=str(VAR / "keys.json")))
TOMBSTONES = Path(env.str("FOURFOLD_TOMBSTONES", default=str(VAR / "tombstones.jsonl")))
KEY_STORE = env.str("FOURFOLD_KEY_STORE", default=str(VAR / "person-keys.sqlite3"))
SPOOL = Path(env.str("FOURFOLD_SPOOL", default=str(VAR / "waiting")))
UPLOADS = Path(env.str("FOURFOLD_UPLOADS", default=str(VAR / "uploads")))
UPLOAD_MB = env.int("FOURFOLD_UPLOAD_MB", default=100)
TRAINER_STUCK_DAYS = env.int("FOURFOLD_TRAINER_STUCK_DAYS", default=180)
STORE = env.str("FOURFOLD_STORE", default=str(VAR / "store"))
ASSETS = Path(env.str("FOURFOLD_ASSETS", default=str(VAR / "assets")))
JURISDICTION = env.str("FOURFOLD_JURISDICTION", default="ct")

_DEMO_KEY = "demo-and-test-only-" + "0" * 40
SECRET_KEY = _needed("FOURFOLD_SECRET_KEY", _DEMO_KEY)
if PRODUCTION and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY == _DEMO_KEY):
    raise ImproperlyConfigured(
        "FOURFOLD_SECRET_KEY can be guessed: it is the demonstration's, has under 50 characters, "
        "or the same few again and again. Make one with: "
        "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    )
_named = _needed("FOURFOLD_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
ALLOWED_HOSTS = [host.strip() for host in _named if host.strip()]
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "FOURFOLD_HOSTS must name each host the site answers to; * would let anyone choose it."
    )
DEBUG = False
PROXIES = env.int("FOURFOLD_PROXIES", default=1 if PRODUCTION else 0)
EMBED_SITES = env.list("FOURFOLD_EMBED_SITES", default=[])
_SITE = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]+)?")
if not all(_SITE.fullmatch(each) for each in EMBED_SITES):
    raise ImproperlyConfigured(
        "FOURFOLD_EMBED_SITES must name whole sites, such as https://partner.example.org."
    )
MAP_TILES = env.str("FOURFOLD_MAP_TILES", default="")
if MAP_TILES and not (
    re.match(f"{_SITE.pattern}/", MAP_TILES)
    and all(MAP_TILES.count(each) == 1 for each in ("{z}", "{x}", "{y}"))
):
    raise ImproperlyConfigured(
        "FOURFOLD_MAP_TILES must be an address with {z}, {x} and {y}, such as "
        "https://tiles.example.gov/{z}/{x}/{y}.png."
    )
MAP_TILES_BY = env.str("FOURFOLD_MAP_TILES_BY", default="")

# ---------------------------------------------------------------- parts
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "fourfold.components",
    "fourfold.security",
    "django.forms",
    "fourfold.catalog",
    "fourfold.apps.submissions",
    "fourfold.apps.training",
    "fourfold.apps.directory",
    "fourfold.apps.surveys",
    "fourfold.apps.studies",
    "fourfold.apps.releases",
    "fourfold.apps.council",
    "fourfold.apps.cases",
    "fourfold.public",
    "fourfold.config",
]

OPEN_PARTS = frozenset({"public", "council_public"})
"""Namespaces of addresses where everybody reads the same, and nobody's own."""
MIDDLEWARE = [
    "fourfold.security.redact.known.Forget",
    "fourfold.security.audit.middleware.NameRequest",
    "fourfold.security.edges.headers.OnEveryAnswer",
    "csp.middleware.CSPMiddleware",
    "fourfold.security.edges.probes.AnyName",
    "django.middleware.security.SecurityMiddleware",
    "fourfold.security.edges.packed.OpenPages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "fourfold.security.edges.letters.PlainLetters",
    "fourfold.security.accounts.middleware.StaffPages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "fourfold.security.custody.middleware.KeysInRequest",
]

ROOT_URLCONF = "fourfold.config.urls"
WSGI_APPLICATION = "fourfold.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "fourfold.components.context.site",
                "fourfold.security.pages.frame.desk",
                *(["fourfold.config.demo.views.people"] if DEMO else []),
            ],
            "builtins": [
                "django.templatetags.i18n",
                "fourfold.components.templatetags.pieces",
                "fourfold.components.templatetags.desk",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ---------------------------------------------------------------- database
DATABASES = {"default": database(_needed("DATABASE_URL", ""), local=VAR / "fourfold.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}

# ---------------------------------------------------------------- sign-in and sessions
# What a session may do and how long it lasts: security/accounts/standing.py.
AUTH_USER_MODEL = "security.Account"
STAFF_PAGES = ("/account/", "/desk/", "/sign-in/")
AUTHENTICATION_BACKENDS = ["fourfold.security.accounts.backends.OnePersonOneAccount"]
_HASHER = "QuickArgon2id" if MODE == "test" else "Argon2id"
PASSWORD_HASHERS = [f"fourfold.security.accounts.hashers.{_HASHER}"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"fourfold.security.accounts.passwords.{rule}"}
    for rule in ("LongEnough", "NotAboutYou", "NotLeaked")
]
BREACHED_PASSWORDS = env.str("FOURFOLD_BREACHED_PASSWORDS", default="")
if BREACHED_PASSWORDS and not Path(BREACHED_PASSWORDS).is_file():
    raise ImproperlyConfigured(
        f"FOURFOLD_BREACHED_PASSWORDS names {BREACHED_PASSWORDS}, and no such file can be read. "
        "Put the list there, or take the setting away; see docs/guides/operator.md."
    )
SESSION_ENGINE = "fourfold.security.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "fourfold_session"
SESSION_COOKIE_AGE = 86_400  # longer than any session: standing.py ends it, and says why
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "fourfold_csrf"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# allauth checks second factors and speaks OpenID Connect; its own pages are not installed, and
# its rate limits, which would keep network addresses in the cache, are ours instead.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
_SERVICE = env.str("FOURFOLD_OIDC_SERVER", default="")
_CLIENT = env.str("FOURFOLD_OIDC_CLIENT", default="")
if bool(_SERVICE) != bool(_CLIENT):
    raise ImproperlyConfigured("Set both FOURFOLD_OIDC_SERVER and FOURFOLD_OIDC_CLIENT, or none.")
if PRODUCTION and _SERVICE and not _SERVICE.startswith("https://"):
    raise ImproperlyConfigured("FOURFOLD_OIDC_SERVER must begin with https://.")
OIDC_SECOND_FACTOR = env.list("FOURFOLD_OIDC_SECOND_FACTOR", default=[])
SOCIALACCOUNT_ADAPTER = "fourfold.security.accounts.single_sign_on.Refusals"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "single",
                "name": env.str("FOURFOLD_OIDC_NAME", default="your agency's sign-in"),
                "client_id": _CLIENT,
                "secret": env.str("FOURFOLD_OIDC_SECRET", default=""),
                "settings": {"server_url": _SERVICE, "scope": ["openid", "email"]},
            }
        ]
        if _SERVICE
        else [],
    }
}
MFA_ADAPTER = "fourfold.security.accounts.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Fourfold"
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

# A mail says only that something waits. In a demonstration people are made up: nothing is mailed.
_MAIL = os.environ.get("FOURFOLD_MAIL") or "smtp://localhost"
if not _MAIL.startswith(("smtp://", "smtp+tls://", "smtp+ssl://")):
    raise ImproperlyConfigured(
        "FOURFOLD_MAIL must begin with smtp://, smtp+tls:// or smtp+ssl://, then the mail server: "
        "smtp+tls://name:password@mail.example.gov:587"
    )
vars().update(env.email_url("FOURFOLD_MAIL", default=_MAIL))
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("FOURFOLD_MAIL_FROM", default="fourfold@localhost")
EMAIL_TIMEOUT = 10

# ---------------------------------------------------------------- language and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
TIME_ZONE = "America/New_York"
USE_TZ = True
USE_I18N = True
LANGUAGE_COOKIE_NAME = "__Host-language" if PRODUCTION else "fourfold_language"
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Strict"

# ---------------------------------------------------------------- static files
STATIC_URL = "/static/"
STATICFILES_DIRS = [ASSETS] if ASSETS.is_dir() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

# ---------------------------------------------------------------- what a browser is told
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "object-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # a probe on the machine itself speaks plain HTTP
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("FOURFOLD_HSTS_SUBDOMAINS", default=PRODUCTION)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
CSRF_FAILURE_VIEW = "fourfold.security.edges.errors.not_from_here"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = PRODUCTION
# Whether the site is to be on browsers' own lists is the state's to ask for, not this site's.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
APPEND_SLASH = True

# ---------------------------------------------------------------- what comes in
# In memory, all files of a request together up to 25 MB (security/edges/uploads).
FILE_UPLOAD_HANDLERS = ["fourfold.security.edges.uploads.receiving.InMemory"]
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# ---------------------------------------------------------------- logs: security/redact says what
_SILENT: dict[str, object] = {"handlers": [], "propagate": False}
_PASSED_UP: dict[str, object] = {"handlers": [], "propagate": True, "level": "NOTSET"}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "fourfold.security.redact.Line"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers (one would mail whole requests) give way to the one above.
        "django": _PASSED_UP,
        "django.server": _PASSED_UP,
        # The error page's own line says the same without what the visitor sent.
        "django.security.DisallowedHost": _SILENT | {"level": "CRITICAL"},
        "granian.access": _PASSED_UP,
    },
}
ADMINS: list[str] = []
MANAGERS: list[str] = []
