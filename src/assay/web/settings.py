"""Settings of the web application. What differs between machines comes from the environment or lies in the home.

ASSAY_HOME: the folder of all state.  DATABASE_URL: the workflow database, by default SQLite in the home.  ASSAY_HOSTS:
names under which the server is reached, with commas.  ASSAY_URL: the address that people type, which letters quote.
ASSAY_EMAIL_URL: smtp://user:password@host:587, by default the home's server.  ASSAY_DEBUG=1: show
errors in the browser.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from assay.store.home import open_home
from assay.web.mailing import find_sender
from assay.web.people.providers import read_providers
from assay.web.secret import read_secret

HOME = open_home()
DEBUG = os.environ.get("ASSAY_DEBUG") == "1"
SECRET_KEY = read_secret(HOME.path / "secret.key")
PUBLIC_URL = os.environ.get("ASSAY_URL", "http://localhost:8000").rstrip("/")
_PUBLIC = urlsplit(PUBLIC_URL)
IS_SECURE = _PUBLIC.scheme == "https"
_NAMES = [name.strip() for name in os.environ.get("ASSAY_HOSTS", "").split(",") if name.strip()]
ALLOWED_HOSTS = sorted({*_NAMES, _PUBLIC.hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [f"{_PUBLIC.scheme}://{_PUBLIC.netloc}"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "assay.jobs",
    "assay.web.people",
    "assay.web.home",
    "assay.web.deals",
    "assay.web.confirming",
    "assay.web.digests",
    "assay.web.debriefs",
    "assay.web.learning",
    "assay.web.plays",
    "assay.web.ties",
    "assay.web.scripts",
    "assay.web.material",
    "assay.web.patterns",
    "assay.web.patterns.criteria",
    "assay.web.patterns.rollouts",
    "assay.web.imports",
    "assay.web.coding",
    "assay.web.searching",
    "assay.web.preferences",
    "assay.web.outgoing",
    "assay.web.webhooks",
    "assay.web.erasing",
    "assay.web.api",
    "assay.web.jobs",
    "assay.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads what it makes small, so that its size tells no secret
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "assay.web.middleware.SignedInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "assay.web.middleware.PersonMiddleware",
    "assay.web.preferences.refreshing.HomeMiddleware",
]

CSRF_FAILURE_VIEW = "assay.web.faults.show_expired"
ROOT_URLCONF = "assay.web.urls"
WSGI_APPLICATION = "assay.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        # before those of allauth, which it brings for every page of its own
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "assay.web.frame.describe_frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{HOME.path / 'workflow.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# shared by all processes of the server, so that limits on signing in hold
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "assay_cache"}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "assay.web.people.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "assay.web.people.adapters.SocialAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {"login": "assay.web.people.sign_in_form.SignInForm"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation has proved the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_INPUT_RENDER_VALUE = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
MFA_TOTP_ISSUER = "Assay"
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": read_providers(HOME.path / "providers.toml")}}
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # the adapter finds users by address, and asks for more
SOCIALACCOUNT_AUTO_SIGNUP = False

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 86400
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("ASSAY_BEHIND_PROXY") == "1" else None
# whose address limits on signing in count: the browser's, as the one proxy in front of us tells it
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("ASSAY_BEHIND_PROXY") == "1" else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FILES = 2000  # a folder of transcripts
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
FILE_UPLOAD_TEMP_DIR = None

STATIC_URL = "/static/"
STATICFILES_DIRS = [("report", Path(__file__).parent.parent / "reports" / "templates" / "sheets")]
STATIC_ROOT = HOME.path / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "assay.web.people.numbers"

EMAIL_BACKEND = "assay.web.mailing.HomeBackend"
DEFAULT_FROM_EMAIL = find_sender(HOME)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"assay": {"level": "INFO"}},
}
