"""Deliver mails in the worker: claim a due mail, send it, and record the outcome.

No transaction is open while a mail is being sent. Several workers may share the queue.
"""

import datetime as dt
import logging
import smtplib
import uuid
from collections.abc import Callable

from django.utils import timezone

from inss.lib.smtp import hand_over

from .mail import compose
from .models import ConfirmationMail, Subscriber

log = logging.getLogger(__name__)

Kind, State = ConfirmationMail.Kind, ConfirmationMail.State

WANTED_BY: dict[str, str] = {
    Kind.CONFIRM: Subscriber.State.PENDING,
    Kind.ALREADY: Subscriber.State.CONFIRMED,
    Kind.WELCOME: Subscriber.State.CONFIRMED,
}
CLAIM_LASTS = dt.timedelta(minutes=10)  # longer than a slow server takes; each socket call has a time-out
MAILS_AT_ONCE = 50
PAUSES = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
MAX_ATTEMPTS = len(PAUSES) + 1


class ClaimLost(Exception):
    """The mail is no longer wanted or no longer claimed by this worker. Do not send it."""


def send_due(worker: uuid.UUID, *, may_go_on: Callable[[], bool] = lambda: True) -> int:
    """Send due mails one by one while `may_go_on()` is true. Return how many were tried."""
    settle_expired()
    tried = 0
    for pk in list(ConfirmationMail.objects.due().values_list("pk", flat=True)[:MAILS_AT_ONCE]):
        if not may_go_on():
            break
        if ConfirmationMail.objects.claim(pk, worker=worker, lasts=CLAIM_LASTS):
            try:
                delivery = Delivery(pk, worker)
            except ConfirmationMail.DoesNotExist:
                continue  # the subscriber was erased meanwhile, and the mail with it
            deliver(delivery)
            tried += 1
    return tried


def settle_expired() -> None:
    """Release expired claims: a mail not yet begun is sent later; one already begun becomes uncertain."""
    for mail in ConfirmationMail.objects.expired():
        log.warning("Mail %s was lost with its worker in state %s", mail.pk, mail.state)
        delivery = Delivery(mail.pk, mail.claimed_by)
        if mail.state == State.CLAIMED:
            delivery.put_off("the worker was lost before sending")
        else:
            delivery.finish(State.UNCERTAIN, "the worker was lost while sending")


class Delivery:
    """A mail claimed by a worker.

    Each update depends on the claim; after it is lost, updates change nothing.
    """

    def __init__(self, pk: int, worker: uuid.UUID | None) -> None:
        self.mail = ConfirmationMail.objects.select_related("subscriber").get(pk=pk)
        self.row = ConfirmationMail.objects.filter(pk=pk, claimed_by=worker)
        self.wanted_by = WANTED_BY[self.mail.kind]
        self.body_left = False

    def begin(self) -> None:
        """Mark the mail as being sent.

        Raise ClaimLost if it is no longer claimed by this worker or wanted.
        """
        held = self.row.filter(state=State.CLAIMED, claim_expires_at__gt=timezone.now())
        if not held.filter(subscriber__state=self.wanted_by).update(state=State.DATA):
            raise ClaimLost
        self.body_left = True

    def finish(self, state: str, error: str = "") -> None:
        sent_at = timezone.now() if state == State.SENT else None
        self.row.under_way().update(
            state=state, sent_at=sent_at, last_error=error[:500], claimed_by=None, claim_expires_at=None
        )

    def put_off(self, error: str) -> None:
        """Retry after a growing pause. Give up after the last one, or if the mail is no longer wanted."""
        if self.mail.attempts >= MAX_ATTEMPTS:
            self.finish(State.FAILED, error)
            return
        waits_on = (
            self.row.under_way()
            .filter(spent_at=None)
            .update(
                state=State.DELAYED,
                next_try_at=timezone.now() + PAUSES[self.mail.attempts - 1],
                last_error=error[:500],
                claimed_by=None,
                claim_expires_at=None,
            )
        )
        if not waits_on:
            self.finish(State.CANCELLED, error)


def deliver(delivery: Delivery) -> None:
    """Send the mail and record the outcome. The log has ids and codes, never an address."""
    mail = delivery.mail
    if mail.subscriber.state != delivery.wanted_by:
        delivery.finish(State.CANCELLED)
        return
    try:
        hand_over(compose(mail), before_body=delivery.begin)
    except ClaimLost:
        log.info("Mail %s was taken back before it left", mail.pk)
    except smtplib.SMTPRecipientsRefused as refusal:
        [(code, answer)] = refusal.recipients.values()
        settle_refusal(delivery, code, answer)
    except smtplib.SMTPDataError as refusal:
        settle_refusal(delivery, refusal.smtp_code, refusal.smtp_error)
    except OSError as fault:  # no server, no answer in time, or an answer about all mails
        settle_fault(delivery, fault)
    else:
        delivery.finish(State.SENT)
        log.info("Mail %s was sent", mail.pk)


def settle_refusal(delivery: Delivery, code: int, answer: bytes | str) -> None:
    """Record a refusal of this mail: 5xx is final, 4xx means retry."""
    log.warning("Mail %s was refused with code %s", delivery.mail.pk, code)
    said = answer if isinstance(answer, str) else answer.decode(errors="replace")
    text = f"{code} {said}"
    if code >= 500:
        delivery.finish(State.FAILED, text)
    else:
        delivery.put_off(text)


def settle_fault(delivery: Delivery, fault: OSError) -> None:
    """Retry a mail that failed before its body was sent. After that it is uncertain and never retried."""
    log.warning("Mail %s met a fault: %s", delivery.mail.pk, type(fault).__name__)
    if delivery.body_left:
        delivery.finish(State.UNCERTAIN, describe(fault))
    else:
        delivery.put_off(describe(fault))


def describe(fault: OSError) -> str:
    return f"{type(fault).__name__}: {fault}"
