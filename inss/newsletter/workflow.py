"""The functions that change subscriptions, for readers and for the newsletter desk.

Each is one transaction that records the consent and queues the mail. Nobody can confirm for somebody else:
the only way to `confirmed` is the link in a mail.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext, override

from . import limits
from .addresses import normalise
from .models import ConfirmationMail, ConfirmationMailQuerySet, ConsentEvent, Subscriber
from .tokens import Spent

if TYPE_CHECKING:
    from inss.accounts.models import User

Kind, State = ConfirmationMail.Kind, ConfirmationMail.State


class NotSentAgain(Exception):
    """The confirmation cannot be sent again now."""


class NothingToConfirm(NotSentAgain):
    """The subscriber is not waiting for confirmation."""


class TooSoon(NotSentAgain):
    """The next mail is possible at `until`."""

    def __init__(self, until: dt.datetime) -> None:
        self.until = until


class JustLeaving(TooSoon):
    """A worker is sending the last mail."""


class JustSent(TooSoon):
    """The last mail may still arrive."""


class JustRefused(TooSoon):
    """The mail server would refuse the address again."""


def consent_wording(language: str) -> str:
    """Return the text beside the form. It is stored with each signup as what the reader agreed to."""
    with override(language):
        return gettext(
            "We keep your address to send you the newsletter, and for nothing else. "
            "Every mail has a link to unsubscribe."
        )


@transaction.atomic
def sign_up(email: str, *, language: str, page: str, client: str) -> None:
    """Sign up the address typed into the form on `page`.

    The reads and writes are the same for every state of the address, so that the response time reveals
    nothing.
    """
    subscriber = find_or_add(normalise(email), language=language, page=page)
    make_pending(subscriber, language=language, page=page)
    mail = reuse_or_queue(subscriber, client=client)
    wording = consent_wording(language)
    record_once(subscriber, since=mail.created_at, wording=wording, language=language, page=page)


def find_or_add(email: str, **values: str) -> Subscriber:
    """Return the subscriber with this address, created if needed and locked until the transaction ends."""
    Subscriber.objects.bulk_create(
        [Subscriber(email=email, **values)],
        update_conflicts=True,
        unique_fields=["email"],
        update_fields=["updated_at"],
    )
    return Subscriber.objects.get(email=email)


def make_pending(subscriber: Subscriber, *, language: str, page: str) -> None:
    """Set the subscriber to pending.

    Write only if something changes, so that open forms do not become stale.
    """
    wanted = {"state": Subscriber.State.PENDING, "language": language, "page": page}
    unconfirmed = Subscriber.objects.unconfirmed().filter(pk=subscriber.pk)
    unconfirmed.exclude(**wanted).update(**wanted)


def reuse_or_queue(subscriber: Subscriber, *, client: str) -> ConfirmationMail:
    """Return the last mail if it is still useful, else queue a new one."""
    kind = Kind.ALREADY if subscriber.is_confirmed else Kind.CONFIRM
    mails = subscriber.mails.filter(kind=kind)
    last = mails.exclude(state=State.CANCELLED).order_by("-due_at").first()
    due_at = limits.next_turn(client, last.due_at if last else None)
    if last and is_still_useful(last):
        mails.filter(pk=last.pk).update(updated_at=timezone.now())
        return last
    return queue(subscriber, kind, due_at=due_at, client=client)


def record_once(subscriber: Subscriber, *, since: dt.datetime, **asked: str) -> None:
    """Record a request. If the same one was made after `since`, record only the time of its repetition."""
    same = subscriber.consent.filter(kind=ConsentEvent.Kind.ASKED, **asked).order_by("-pk").first()
    if same and same.created_at >= since:
        subscriber.consent.filter(pk=same.pk).update(repeated_at=timezone.now())
    else:
        record(subscriber, ConsentEvent.Kind.ASKED, **asked)


def is_still_useful(mail: ConfirmationMail) -> bool:
    """Return whether the mail can still be used: on its way, or received within a day."""
    if mail.spent_at:
        return False
    if mail.sent_at:
        return mail.sent_at > timezone.now() - limits.DAY
    return mail.state in {State.QUEUED, State.DELAYED, State.CLAIMED, State.DATA}


@transaction.atomic
def confirm(mail: ConfirmationMail) -> None:
    """Confirm the subscription by the link in `mail`. A second call changes nothing.

    Raise Spent if the link no longer works, unless the subscriber was confirmed by this link.
    """
    subscriber = mail.subscriber
    rows = Subscriber.objects.filter(pk=subscriber.pk)
    if not rows.filter(state=Subscriber.State.PENDING).update(
        state=Subscriber.State.CONFIRMED, confirmed_at=timezone.now(), confirmed_by=mail, unsubscribed_at=None
    ):
        if rows.confirmed().filter(confirmed_by=mail).exists():
            return
        raise Spent
    if not ConfirmationMail.objects.filter(pk=mail.pk).spend():
        raise Spent
    withdraw_mails(subscriber)
    record(subscriber, ConsentEvent.Kind.CONFIRMED, wording=consent_wording(subscriber.language))
    queue(subscriber, Kind.WELCOME)


@transaction.atomic
def unsubscribe(subscriber: Subscriber, *, by: "User | None" = None, note: str = "") -> bool:
    """Unsubscribe at once and cancel all mails. Return False if the subscriber already was unsubscribed.

    `note` says how the request reached the desk.
    """
    still_there = Subscriber.objects.filter(pk=subscriber.pk).exclude(state=Subscriber.State.UNSUBSCRIBED)
    if not still_there.update(state=Subscriber.State.UNSUBSCRIBED, unsubscribed_at=timezone.now()):
        return False
    withdraw_mails(subscriber)
    record(subscriber, ConsentEvent.Kind.UNSUBSCRIBED, by=by, note=note)
    return True


@transaction.atomic
def add_by_hand(email: str, *, language: str, by: "User", note: str) -> Subscriber:
    """Add an address, or one that had unsubscribed, as pending, and ask the reader to confirm.

    `note` says how the person consented. A confirmed subscriber stays as it is.
    """
    subscriber = find_or_add(normalise(email), language=language)
    make_pending(subscriber, language=language, page="")
    subscriber.refresh_from_db()
    record(subscriber, ConsentEvent.Kind.ADDED, by=by, note=note)
    if subscriber.is_pending and not subscriber.mails.unsent().filter(spent_at=None).exists():
        queue(subscriber, Kind.CONFIRM)
    return subscriber


@transaction.atomic
def change_language(subscriber: Subscriber, language: str) -> None:
    """Send the newsletter in this language from now on. Raise StaleVersion if the row was changed."""
    subscriber.lock()
    Subscriber.objects.filter(pk=subscriber.pk).exclude(language=language).update(language=language)


@transaction.atomic
def send_again(subscriber: Subscriber, *, by: "User") -> dt.datetime:
    """Send the confirmation again as soon as the limit of the whole site allows; bring a delayed one forward.

    Return when it may be sent. Raise NothingToConfirm or a TooSoon.
    """
    locked = Subscriber.get_locked(subscriber.pk)
    if locked is None or not locked.is_pending:
        raise NothingToConfirm
    mails = subscriber.mails.filter(kind=Kind.CONFIRM, spent_at=None)
    refuse_too_soon(mails)
    turn = limits.next_turn_of_site()
    mail = mails.waiting().first() or queue(subscriber, Kind.CONFIRM, due_at=turn)
    mails.waiting().filter(next_try_at__gt=turn).update(**schedule_values(turn))
    record(subscriber, ConsentEvent.Kind.SENT_AGAIN, by=by)
    return min(turn, mail.next_try_at)


def refuse_too_soon(mails: ConfirmationMailQuerySet) -> None:
    """Raise a TooSoon if another mail would duplicate the last one or be refused for the same reason."""
    now = timezone.now()
    if mails.under_way().exists():
        raise JustLeaving(now + limits.DOUBLE_PRESS)
    sent_at = mails.aggregate(last=Max("sent_at"))["last"]
    if sent_at and sent_at > now - limits.DOUBLE_PRESS:
        raise JustSent(sent_at + limits.DOUBLE_PRESS)
    last = mails.order_by("next_try_at").last()
    if last and last.was_refused and last.next_try_at > now - limits.HOUR:
        raise JustRefused(last.next_try_at + limits.HOUR)


@transaction.atomic
def erase(subscriber: Subscriber, *, by: "User") -> None:
    """Erase the person. The record of consent stays without any personal data."""
    subscriber.consent.update(subscriber=None, note="")
    ConsentEvent.objects.create(kind=ConsentEvent.Kind.ERASED, language=subscriber.language, by=by)
    subscriber.delete()


def queue(
    subscriber: Subscriber, kind: str, *, due_at: dt.datetime | None = None, client: str = ""
) -> ConfirmationMail:
    """Queue a mail to be sent at `due_at`, or at once."""
    return ConfirmationMail.objects.create(
        subscriber=subscriber, kind=kind, client=client, **schedule_values(due_at or timezone.now())
    )


def schedule_values(due_at: dt.datetime) -> dict[str, Any]:
    """Return the values of a mail that may be sent at `due_at`."""
    state = State.DELAYED if due_at > timezone.now() else State.QUEUED
    return {"state": state, "due_at": due_at, "next_try_at": due_at}


def withdraw_mails(subscriber: Subscriber) -> None:
    """Make all links sent so far unusable, and cancel waiting mails."""
    mails = subscriber.mails.all()
    mails.spend()
    mails.cancel()


def record(subscriber: Subscriber, kind: str, **values: object) -> None:
    values = {"language": subscriber.language, "page": subscriber.page} | values
    ConsentEvent.objects.create(subscriber=subscriber, kind=kind, **values)
