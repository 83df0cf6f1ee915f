import pytest
from django.core.exceptions import ImproperlyConfigured

from inss.lib.env import database, mailer


def test_sqlite_is_opened_as_production_needs_it():
    config = database({"ENGINE": "django.db.backends.sqlite3", "NAME": "db"})
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in config["OPTIONS"]["init_command"]
    assert config["CONN_MAX_AGE"] is None


def test_postgresql_keeps_its_own_options():
    config = database({"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"sslmode": "require"}})
    assert config["OPTIONS"] == {"sslmode": "require"}


def test_a_mail_url_says_server_login_and_encryption():
    options = mailer("smtp+tls://me%40site:p%3Aw@mail.example.org")["OPTIONS"]
    assert (options["host"], options["port"], options["use_tls"]) == ("mail.example.org", 587, True)
    assert (options["username"], options["password"]) == ("me@site", "p:w")
    assert options["timeout"] > 0


def test_an_unknown_kind_of_mail_is_refused_with_those_known():
    with pytest.raises(ImproperlyConfigured, match="smtps://"):
        mailer("carrier-pigeon://loft")
