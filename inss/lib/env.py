"""Convert environment variables to the values that Django's settings expect."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}

SMTP_TIMEOUT_S = 20


def database(config: dict[str, Any]) -> dict[str, Any]:
    """Return a parsed DATABASE_URL with the production options of its engine."""
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config = config | {"OPTIONS": SQLITE_OPTIONS | config.get("OPTIONS", {})}
    return config | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


def mailer(url: str) -> dict[str, Any]:
    """Return a MAILERS entry for console:, memory:, smtp://user:password@host:25, smtps:// or smtp+tls://."""
    parts = urlsplit(url)
    match parts.scheme:
        case "console":
            return {"BACKEND": "inss.lib.console_mail.EmailBackend"}
        case "memory":
            return {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
        case "smtp" | "smtps" | "smtp+tls":
            options = {
                "host": parts.hostname or "localhost",
                "port": parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
                "username": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
                "use_ssl": parts.scheme == "smtps",
                "use_tls": parts.scheme == "smtp+tls",
                "timeout": SMTP_TIMEOUT_S,
            }
            return {"BACKEND": "inss.lib.smtp.EmailBackend", "OPTIONS": options}
    raise ImproperlyConfigured(
        f"MAIL_URL={parts.scheme}: is not known; use console:, memory:, smtp://, smtps:// or smtp+tls://"
    )
