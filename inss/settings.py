"""The only settings file. What differs between machines comes from the environment (see .env.example)."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.utils.csp import CSP
from whitenoise.compress import Compressor

from inss.lib.env import database, mailer

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env.str("SITE_URL").rstrip("/")
STATE_DIR = Path(env.str("STATE_DIR", default=str(BASE_DIR / "var")))

site = urlsplit(SITE_URL)
is_https = site.scheme == "https"
ALLOWED_HOSTS = [site.hostname, *env.list("ALLOWED_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if is_https else []
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "inss.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_prose_editor",
    "django_tasks_db",
    "tree_queries",
    "taggit",
    "inss.apps.SiteConfig",
    "inss.audit.apps.AuditConfig",
    "inss.accounts.apps.AccountsConfig",
    "topics.apps.TopicsConfig",
    "posts.apps.PostsConfig",
    "inss.pages.apps.PagesConfig",
    "inss.newsletter.apps.NewsletterConfig",
]

# Outermost first: static files, errors and redirects carry the security headers too.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "inss.lib.http.CompressPublicPages",
    "inss.lib.http.KeepDeskPrivate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "inss.lib.language.LanguageByAddress",
    "django.contrib.messages.middleware.MessageMiddleware",  # after the language: it evaluates lazy texts
]

ROOT_URLCONF = "inss.urls"
WSGI_APPLICATION = "inss.wsgi.application"
APPEND_SLASH = False  # the catch-all view redirects, and only to pages that exist: inss.fronts.views.by_path

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "inss.fronts.navigation.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(env.db("DATABASE_URL", default=f"sqlite:///{STATE_DIR}/db.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MAILERS = {"default": mailer(env.str("MAIL_URL", default="console:"))}
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default=f"newsletter@{site.hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
NEWSLETTER_MAILS_PER_HOUR = env.int("NEWSLETTER_MAILS_PER_HOUR", default=300)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("he", "עברית")]
LOCALE_PATHS = [BASE_DIR / "inss" / "locale"]
FORMAT_MODULE_PATH = ["inss.formats"]
TIME_ZONE = "Asia/Jerusalem"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "inss.lib.staticfiles.JoinedStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60 * 60
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # no page uses the others; each file is compressed once
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
MEDIA_URL = "/files/"
MEDIA_ROOT = STATE_DIR / "files"

TAGGIT_CASE_INSENSITIVE = True

# Public pages will be cached whole, so their policy has no nonce. The desk's policy is in inss.desk.site.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = is_https and env.bool("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=60 * 60 * 24 * 365 if is_https else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"mask": {"()": "inss.lib.logs.MaskSecretPaths"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["mask"]},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Log each error once: Django's own handlers (console under DEBUG, mail to admins) are removed.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
