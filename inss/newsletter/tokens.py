"""The signed links in mails: one salt for each purpose, opaque keys inside, never an address.

A confirmation link is one request's own (its mail's key) and is spent by confirming and by unsubscribing.
An unsubscribe link works for ever: keep a retired SECRET_KEY in SECRET_KEY_FALLBACKS.
"""

import datetime as dt
from uuid import UUID

from django.core.signing import Signer, TimestampSigner

from .models import ConfirmationMail, Subscriber

CONFIRMATION_LIVES = dt.timedelta(days=7)

confirmation = TimestampSigner(salt="inss.newsletter.confirm")
unsubscription = Signer(salt="inss.newsletter.unsubscribe")


class Spent(Exception):
    """The link has done its work, or what it was for is no longer wanted."""


def confirm_token(mail: ConfirmationMail) -> str:
    """Its seven days begin now, so it is made when the mail is sent."""
    return confirmation.sign(f"{mail.subscriber.key.hex}{mail.key.hex}")


def read_confirm_token(token: str) -> ConfirmationMail:
    """The mail the link came in, which can confirm or has. Raises SignatureExpired, BadSignature or Spent."""
    value = confirmation.unsign(token, max_age=CONFIRMATION_LIVES)
    mails = ConfirmationMail.objects.filter(subscriber__key=UUID(value[:32]), key=UUID(value[32:]))
    mail = mails.select_related("subscriber").first()
    if mail is None or not (mail.can_confirm or mail.has_confirmed):
        raise Spent
    return mail


def unsubscribe_token(subscriber: Subscriber) -> str:
    return unsubscription.sign(subscriber.key.hex)


def read_unsubscribe_token(token: str) -> Subscriber | None:
    """None when the subscriber has been erased since. Raises BadSignature."""
    return Subscriber.objects.filter(key=UUID(unsubscription.unsign(token))).first()
