"""Handing one mail to the server so that afterwards it is known whether it can have left.

Exactly once does not exist over SMTP (RFC 1047): between the message's last dot and the server's answer
nobody knows. So `before_body` is called when only the message itself is still to be sent; what fails before
that call has certainly not left.
"""

import logging
import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMessage, mailers
from django.core.mail.backends import smtp

log = logging.getLogger(__name__)


def hand_over(message: EmailMessage, *, before_body: Callable[[], None]) -> None:
    """Sends by the default mailer on a connection of its own. Raises what the mailer raises, usually OSError.

    With a mailer that is not `EmailBackend` below, `before_body` is called before its one request.
    """
    mailer = mailers.default
    with mailer:
        if isinstance(mailer, EmailBackend):
            mailer.connection.before_body = before_body
        else:
            before_body()
        mailer.send_messages([message])


class Connection(smtplib.SMTP):
    """Calls `before_body` when the server has taken sender and recipient."""

    before_body: Callable[[], None]

    def data(self, message: Any) -> tuple[int, bytes]:
        self.before_body()
        return super().data(message)


class TLSConnection(Connection, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class EmailBackend(smtp.EmailBackend):
    """Django's own, on connections that tell how far they came."""

    connection: Connection

    @property
    def connection_class(self) -> type[Connection]:
        return TLSConnection if self.use_ssl else Connection

    def close(self) -> None:
        """A server that fails to say goodbye changes nothing about the mail it took."""
        try:
            super().close()
        except OSError as fault:
            log.info("The mail server did not close the connection in order: %s", fault)
