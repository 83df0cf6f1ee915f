"""The signed links in mails. Each purpose has its own salt; a token contains an opaque key, never an address.

A confirmation link belongs to one mail. Confirming or unsubscribing makes it unusable. An unsubscribe link
works for ever, so keep a retired SECRET_KEY in SECRET_KEY_FALLBACKS.
"""

import datetime as dt
from uuid import UUID

from django.core.signing import Signer, TimestampSigner

from .models import ConfirmationMail, Subscriber

CONFIRMATION_LIVES = dt.timedelta(days=7)

confirmation = TimestampSigner(salt="inss.newsletter.confirm")
unsubscription = Signer(salt="inss.newsletter.unsubscribe")


class Spent(Exception):
    """The link has already been used, or its request is no longer wanted."""


def confirm_token(mail: ConfirmationMail) -> str:
    """Return the token of a confirmation link.

    Create it when the mail is sent: it is valid for seven days.
    """
    return confirmation.sign(f"{mail.subscriber.key.hex}{mail.key.hex}")


def read_confirm_token(token: str) -> ConfirmationMail:
    """Return the mail that contained the link. Raise SignatureExpired, BadSignature or Spent."""
    value = confirmation.unsign(token, max_age=CONFIRMATION_LIVES)
    mails = ConfirmationMail.objects.filter(subscriber__key=UUID(value[:32]), key=UUID(value[32:]))
    mail = mails.select_related("subscriber").first()
    if mail is None or not (mail.can_confirm or mail.has_confirmed):
        raise Spent
    return mail


def unsubscribe_token(subscriber: Subscriber) -> str:
    return unsubscription.sign(subscriber.key.hex)


def read_unsubscribe_token(token: str) -> Subscriber | None:
    """Return the subscriber, or None if it has been erased. Raise BadSignature."""
    return Subscriber.objects.filter(key=UUID(unsubscription.unsign(token))).first()
