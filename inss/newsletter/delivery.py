"""The worker's part: claim a mail that is due, hand it to the server, write down what came of it.

No transaction is open while the server is spoken to. Several workers may share the queue.
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
CLAIM_LASTS = dt.timedelta(minutes=10)  # longer than a slow server takes, with a time-out at each step
MAILS_AT_ONCE = 50
PAUSES = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
MAX_ATTEMPTS = len(PAUSES) + 1


class ClaimLost(Exception):
    """The mail is no longer wanted, or no longer this worker's: nothing may be sent."""


def send_due(worker: uuid.UUID, *, may_go_on: Callable[[], bool] = lambda: True) -> int:
    """Sends what is due, mail by mail, as long as `may_go_on()`. How many were tried."""
    settle_expired()
    tried = 0
    for pk in list(ConfirmationMail.objects.due().values_list("pk", flat=True)[:MAILS_AT_ONCE]):
        if not may_go_on():
            break
        if ConfirmationMail.objects.claim(pk, worker=worker, lasts=CLAIM_LASTS):
            try:
                delivery = Delivery(pk, worker)
            except ConfirmationMail.DoesNotExist:
                continue  # the person was erased since, and the mail with them
            deliver(delivery)
            tried += 1
    return tried


def settle_expired() -> None:
    """What a lost worker held: not begun, it is sent later; begun, nobody knows."""
    for mail in ConfirmationMail.objects.expired():
        log.warning("Mail %s was lost with its worker in state %s", mail.pk, mail.state)
        delivery = Delivery(mail.pk, mail.claimed_by)
        if mail.state == State.CLAIMED:
            delivery.put_off("the worker was lost before sending")
        else:
            delivery.finish(State.UNCERTAIN, "the worker was lost while sending")


class Delivery:
    """One mail in one worker's hands. Each change is conditional on the claim; a lost one changes nothing."""

    def __init__(self, pk: int, worker: uuid.UUID | None) -> None:
        self.mail = ConfirmationMail.objects.select_related("subscriber").get(pk=pk)
        self.row = ConfirmationMail.objects.filter(pk=pk, claimed_by=worker)
        self.wanted_by = WANTED_BY[self.mail.kind]
        self.body_left = False

    def begin(self) -> None:
        """Just before the message's body. Raises ClaimLost unless the mail is still ours and still wanted."""
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
        """Tried again after a pause that grows; given up after the last one, or when no longer wanted."""
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
    """Hands the mail over and writes down the outcome. The log has ids and codes, never an address."""
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
    except OSError as fault:  # no server, no answer in time, or an answer that concerns all mails
        settle_fault(delivery, fault)
    else:
        delivery.finish(State.SENT)
        log.info("Mail %s was sent", mail.pk)


def settle_refusal(delivery: Delivery, code: int, answer: bytes | str) -> None:
    """The server's word on this mail: 5xx is final, 4xx means later."""
    log.warning("Mail %s was refused with code %s", delivery.mail.pk, code)
    said = answer if isinstance(answer, str) else answer.decode(errors="replace")
    text = f"{code} {said}"
    if code >= 500:
        delivery.finish(State.FAILED, text)
    else:
        delivery.put_off(text)


def settle_fault(delivery: Delivery, fault: OSError) -> None:
    """Lost before the body: later. Lost after: it may have arrived, so it is not sent again alone."""
    log.warning("Mail %s met a fault: %s", delivery.mail.pk, type(fault).__name__)
    if delivery.body_left:
        delivery.finish(State.UNCERTAIN, describe(fault))
    else:
        delivery.put_off(describe(fault))


def describe(fault: OSError) -> str:
    return f"{type(fault).__name__}: {fault}"
