import pytest
from django.core.exceptions import ImproperlyConfigured

from inss.lib.env import database, mailer


def test_sqlite_is_opened_as_production_needs_it():
    config = database({"ENGINE": "django.db.backends.sqlite3", "NAME": "db"})
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert config["OPTIONS"]["timeout"] == 20
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        assert f"PRAGMA {pragma};" in config["OPTIONS"]["init_command"]


def test_what_the_address_of_the_database_says_goes_before_our_defaults():
    config = database({"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"timeout": 1}})
    assert config["OPTIONS"]["timeout"] == 1
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize("kind", ["sqlite3", "postgresql"])
def test_connections_are_kept_and_looked_at_before_use(kind):
    config = database({"ENGINE": f"django.db.backends.{kind}"})
    assert (config["CONN_MAX_AGE"], config["CONN_HEALTH_CHECKS"]) == (None, True)


def test_postgresql_keeps_its_own_options():
    config = database({"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"sslmode": "require"}})
    assert config["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("url", "host", "port", "use_ssl", "use_tls"),
    [
        ("smtp://mail.example.org", "mail.example.org", 25, False, False),
        ("smtps://mail.example.org", "mail.example.org", 465, True, False),
        ("smtp+tls://mail.example.org", "mail.example.org", 587, False, True),
        ("smtp+tls://mail.example.org:2525", "mail.example.org", 2525, False, True),
        ("smtp://", "localhost", 25, False, False),
    ],
)
def test_a_mail_url_says_server_and_encryption(url, host, port, use_ssl, use_tls):
    options = mailer(url)["OPTIONS"]
    assert (options["host"], options["port"]) == (host, port)
    assert (options["use_ssl"], options["use_tls"]) == (use_ssl, use_tls)
    assert (options["username"], options["password"]) == ("", "")
    assert options["timeout"] > 0


def test_a_mail_url_says_the_login():
    options = mailer("smtps://me%40site:p%3Aw@mail.example.org")["OPTIONS"]
    assert (options["username"], options["password"]) == ("me@site", "p:w")


@pytest.mark.parametrize(
    ("url", "backend"),
    [
        ("console:", "inss.lib.console_mail.EmailBackend"),
        ("memory:", "django.core.mail.backends.locmem.EmailBackend"),
        ("smtp://", "inss.lib.smtp.EmailBackend"),
    ],
)
def test_a_mail_url_says_where_mails_go(url, backend):
    assert mailer(url)["BACKEND"] == backend


def test_an_unknown_kind_of_mail_is_refused_with_those_known():
    with pytest.raises(ImproperlyConfigured, match="smtps://"):
        mailer("carrier-pigeon://loft")
