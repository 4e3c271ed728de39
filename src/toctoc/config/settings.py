"""Django's settings, from the operator's environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django_stubs_ext

from toctoc.config import environment

django_stubs_ext.monkeypatch()

ENVIRONMENT = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.earlier_secret_keys)
DEBUG = False
ALLOWED_HOSTS = [ENVIRONMENT.host, *(["127.0.0.1", "localhost", "[::1]"] if ENVIRONMENT.is_loopback else [])]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.base_url]
ROOT_URLCONF = "toctoc.config.urls"
WSGI_APPLICATION = "toctoc.config.wsgi.application"
AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    # Before allauth, whose templates it replaces.
    "toctoc.website",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "heroicons",
    "oauth2_provider",
    "toctoc.mastodon_api",
    "toctoc.rights",
    "toctoc.moderation",
    "toctoc.questions",
    "toctoc.groups",
    "toctoc.conversations",
    "toctoc.proofs",
    # The ways of proving, in the order they are offered; one line adds one.
    "toctoc.proofs.paths.pro_sante_connect",
    "toctoc.proofs.paths.directory",
    "toctoc.proofs.paths.employer",
    "toctoc.proofs.paths.peers",
    "toctoc.proofs.paths.by_hand",
    "toctoc.community",
    "toctoc.search",
    "toctoc.media",
    "toctoc.privacy",
    "toctoc.people",
    "toctoc.live",
    "toctoc.jobs",
]

MIDDLEWARE = [
    "toctoc.website.web.headers.SecurityHeaders",
    # Also here: tokens and what servers say of themselves are asked from this side.
    "toctoc.mastodon_api.web.cors.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "toctoc.website.web.reader.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "toctoc.website.web.accounts.WrongFormsMiddleware",
    "toctoc.website.web.errors.ErrorsMiddleware",
]

# Our JSON API needs no session, no form and no message; see toctoc.config.wsgi.
API_MIDDLEWARE = [
    "toctoc.mastodon_api.web.cors.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "toctoc.website.web.reader.LanguageMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "toctoc.website.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "heroicons.templatetags.heroicons",
            ],
        },
    }
]


def _sqlite(path: str) -> dict[str, Any]:
    # WAL lets readers and one writer work together; IMMEDIATE takes the write lock at the start of a transaction, so
    # that it waits (timeout, in seconds) instead of failing half-way; NORMAL loses no committed row when a process
    # dies, at most the last ones when the machine loses power.
    return {
        "ENGINE": "toctoc.config.sqlite",
        "NAME": path,
        "TEST": {"NAME": ":memory:"},
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; "
                "PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864"
            ),
        },
    }


def _postgresql(database: environment.Database) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database.name,
        "HOST": database.host,
        "PORT": database.port,
        "USER": database.user,
        "PASSWORD": database.password,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {
    "default": _sqlite(ENVIRONMENT.database.name)
    if ENVIRONMENT.database.vendor == "sqlite"
    else _postgresql(ENVIRONMENT.database)
}
CACHES = {
    "default": {"BACKEND": "toctoc.config.cache.RedisOrMemory", "LOCATION": ENVIRONMENT.redis_url}
    if ENVIRONMENT.redis_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

LANGUAGE_CODE = ENVIRONMENT.language
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
FORMAT_MODULE_PATH = "toctoc.config.formats"
TIME_ZONE = "Europe/Paris"
USE_TZ = True

SEARCH_FOLDER = ENVIRONMENT.data_dir / "search"

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data_dir / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ENVIRONMENT.data_dir / "media"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
_FORMS = "toctoc.website.web.credentials."
ACCOUNT_FORMS = {
    "signup": "toctoc.website.web.forms.SignupForm",
    "login": _FORMS + "LoginForm",
    "add_email": _FORMS + "AddEmailForm",
    "change_email": _FORMS + "ChangeEmailForm",
    "change_password": _FORMS + "ChangePasswordForm",
    "set_password": _FORMS + "SetPasswordForm",
    "reset_password": _FORMS + "ResetPasswordForm",
    "reset_password_from_key": _FORMS + "ResetPasswordKeyForm",
    "reauthenticate": _FORMS + "ReauthenticateForm",
    "confirm_email_verification_code": _FORMS + "ConfirmCodeForm",
}
MFA_FORMS = {
    "authenticate": _FORMS + "AuthenticateForm",
    "reauthenticate": _FORMS + "ReauthenticateCodeForm",
    "activate_totp": _FORMS + "ActivateTOTPForm",
}
ACCOUNT_ADAPTER = "toctoc.website.web.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if ENVIRONMENT.email_confirmation else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ENVIRONMENT.email_confirmation
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Toctoc] "
ACCOUNT_USER_DISPLAY = "toctoc.website.web.adapter.account_words"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True  # one address, which can be changed
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENVIRONMENT.is_https else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Toctoc"
MFA_ADAPTER = "toctoc.website.web.adapter.SecondFactorAdapter"
# Without confirmation nobody could prove an address, hence nobody could protect an account.
MFA_ALLOW_UNVERIFIED_EMAIL = not ENVIRONMENT.email_confirmation
# A browser accepts passkeys on plain HTTP for loopback addresses alone; so do we.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENVIRONMENT.is_loopback

CSRF_FAILURE_VIEW = "toctoc.website.web.errors.forged"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.is_https
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.is_https else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# What was found in a text, kept of it and masked in it travels with its form, a field each (privacy.forms).
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
# Straight to the folder where a worker finds them: a second copy would outlive the request when a process dies.
FILE_UPLOAD_HANDLERS = ["toctoc.media.web.arriving.ToQuarantine"]

DEFAULT_FROM_EMAIL = f"Toctoc <ne-pas-repondre@{ENVIRONMENT.host}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
_mail = urlsplit(ENVIRONMENT.email_url)
if _mail.scheme in {"smtp", "smtps"}:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = (
        _mail.hostname or "localhost",
        _mail.port or (465 if _mail.scheme == "smtps" else 587),
    )
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp" and bool(_mail.username)
else:
    EMAIL_BACKEND = "toctoc.config.mail.KeptAndPrinted"
    MAIL_FOLDER = Path(_mail.path) if _mail.path else ENVIRONMENT.data_dir / "mail"

# Rows of ours hang on these two, so that Django asks by name whether they are somebody else's.
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL = "oauth2_provider.AccessToken"  # noqa: S105 the name of a model
OAUTH2_PROVIDER = {
    # Tokens are kept as digests: whoever reads a copy of the database speaks as nobody (RFC 9700, 4.12).
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "REFRESH_TOKEN_EXPIRE_SECONDS": 60 * 60 * 24 * 90,
}

LOGGING_CONFIG = None  # toctoc.config.logs sets it up, once per process
