"""Settings. All state is under SANGKROH_HOME; everything else comes from the environment."""

import os
import secrets
from pathlib import Path

from . import sqlite
from .databases import database

sqlite.use_mended_sqlite()

HOME = Path(os.environ.get("SANGKROH_HOME", "var")).resolve()
HOME.mkdir(parents=True, exist_ok=True)

PRACTICE = os.environ.get("SANGKROH_PRACTICE", "") == "1"
"""A practice world: the known log-ins work, on this machine's own address only."""

DEBUG = False
HOSTS = [h for h in os.environ.get("SANGKROH_HOSTS", "").split(",") if h]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *HOSTS]
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in HOSTS]
PROXIES = [it for it in os.environ.get("SANGKROH_PROXIES", "").split(",") if it]
"""Addresses or networks of the proxies before the server: who says truly whose request it is."""
HTTPS = bool(HOSTS)
"""Served to others, and so only behind HTTPS."""


def _secret_key() -> str:
    """The key of sessions and forms: from the environment, or made once and kept at home."""
    if key := os.environ.get("SANGKROH_SECRET_KEY"):
        return key
    path = HOME / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = _secret_key()

ROOMS = [
    room
    for room in (
        "core", "reference", "network", "cases", "evidence", "custody", "intelligence", "tips",
        "operations", "seizures", "care", "prosecution", "papers", "history", "reporting", "giving",
        "desk", "sync", "api",
    )
    if (Path(__file__).parent.parent / room / "__init__.py").exists()
]  # fmt: skip
"""The rooms of the house, lowest first."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    *(f"sangkroh.{room}" for room in ROOMS),
    "sangkroh.project",
]
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "sangkroh.core.people.access.Password",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
     "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]  # fmt: skip
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "sangkroh.core.people.access.address_of"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "sangkroh.core.people.access.locked_out"
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "password"]

OTP_TOTP_ISSUER = "Sangkroh"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sangkroh.evidence.uploads.not_too_long",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sangkroh.core.middleware.language",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "sangkroh.core.people.access.Access",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sangkroh.core.middleware.private",
    "sangkroh.core.middleware.reading",
    "sangkroh.core.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "sangkroh.project.urls"
WSGI_APPLICATION = "sangkroh.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sangkroh.core.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'sangkroh.sqlite3'}"
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "")
DATABASES = {"default": database(DATABASE_URL)}
if DATABASE_OWNER_URL and os.environ.get("SANGKROH_AS_OWNER") == "1":
    DATABASES = {"default": database(DATABASE_OWNER_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

LANGUAGE_CODE = "km"
LOCALE_PATHS = [Path(__file__).parent.parent / "core" / "locale"]  # before Django's own Khmer
LANGUAGES = [("km", "ខ្មែរ"), ("en", "English")]
TIME_ZONE = os.environ.get("SANGKROH_TIME_ZONE", "Asia/Phnom_Penh")
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
BACKUPS = HOME / "backups"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sangkroh.project.static.HashedModules"},
}
EVIDENCE_ROOT = HOME / "evidence"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = ["sangkroh.evidence.uploads.StopsAtTheLimit"]
REQUEST_LIMIT = 200 * 1024 * 1024
"""The longest request, in bytes: a form with its photos. A longer one is refused unread."""

LOGIN_URL = "core:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "core:login"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" makes browsers send forms from nowhere
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "sangkroh.core.logs.Quiet", "formatter": "plain"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "whitenoise": {"level": "WARNING"},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"
