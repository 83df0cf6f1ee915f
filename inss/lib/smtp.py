"""Send one mail so that afterwards it is known whether it can have left.

SMTP cannot deliver exactly once (RFC 1047): between the last dot of the message and the server's answer the
outcome is unknown. So `before_body` is called when only the message itself is still to be sent; a mail that
fails before this call has certainly not left.
"""

import logging
import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMessage, mailers
from django.core.mail.backends import smtp

log = logging.getLogger(__name__)


def hand_over(message: EmailMessage, *, before_body: Callable[[], None]) -> None:
    """Send with the default mailer on a new connection. Raise the mailer's errors, usually OSError.

    If the mailer is not the `EmailBackend` below, `before_body` is called before its only request.
    """
    mailer = mailers.default
    with mailer:
        if isinstance(mailer, EmailBackend):
            mailer.connection.before_body = before_body
        else:
            before_body()
        mailer.send_messages([message])


class Connection(smtplib.SMTP):
    """Calls `before_body` when the server has accepted the sender and the recipient."""

    before_body: Callable[[], None]

    def data(self, message: Any) -> tuple[int, bytes]:
        self.before_body()
        return super().data(message)


class TLSConnection(Connection, smtplib.SMTP_SSL):
    """A Connection that is encrypted from the first byte."""


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP backend, with connections that call `before_body`."""

    connection: Connection

    @property
    def connection_class(self) -> type[Connection]:
        return TLSConnection if self.use_ssl else Connection

    def close(self) -> None:
        """Log an error while closing: the server has already accepted the mail."""
        try:
            super().close()
        except OSError as fault:
            log.info("The mail server did not close the connection in order: %s", fault)
