"""Readers in each state, and their actions: type an address, open a link, press its button."""

import datetime as dt
import re
import uuid
from email.message import EmailMessage
from typing import Any

from django.core import mail as outbox
from django.urls import reverse
from django.utils import timezone

from inss.newsletter.delivery import send_due
from inss.newsletter.models import ConfirmationMail, ConsentEvent, Subscriber
from inss.newsletter.tokens import unsubscribe_token

LIST = "/admin/newsletter/subscriber/"
READER = "reader@example.com"
STATES = ["new", "pending", "confirmed", "unsubscribed"]
LONG_AGO = dt.timedelta(days=30)


def make_subscriber(state: str = "pending", **values: Any) -> Subscriber:
    """Somebody whose last mail came long ago."""
    at = timezone.now() - LONG_AGO
    dates = {"confirmed": {"confirmed_at": at}, "unsubscribed": {"unsubscribed_at": at}}.get(state, {})
    subscriber = Subscriber.objects.create(**({"email": READER, "state": state} | dates | values))
    if state == "pending":
        make_mail(subscriber, state="sent", due_at=at, next_try_at=at, sent_at=at)
    return subscriber


def record(kind: str, subscriber: Subscriber, at: dt.datetime | None = None, **values: Any) -> ConsentEvent:
    """Something the reader agreed to or took back, a month ago if nothing else is said."""
    values = {"language": subscriber.language, "page": subscriber.page} | values
    event = ConsentEvent.objects.create(kind=kind, subscriber=subscriber, **values)
    ConsentEvent.objects.filter(pk=event.pk).update(created_at=at or timezone.now() - LONG_AGO)
    return event


def make_reader(state: str) -> Subscriber | None:
    return None if state == "new" else make_subscriber(state)


def make_mail(subscriber: Subscriber, **values: Any) -> ConfirmationMail:
    now = timezone.now()
    defaults = {"kind": "confirm", "due_at": now, "next_try_at": now}
    return ConfirmationMail.objects.create(subscriber=subscriber, **(defaults | values))


def sign_up(
    client, email: str = READER, *, scripts: bool = False, address: str = "/newsletter/", **sent: Any
):
    headers = {"Accept": "application/json"} if scripts else {"Accept": "text/html,*/*;q=0.8"}
    data = {"email": email, "website": "", "page": "/publication/a-post/"} | sent
    return client.post(address, data, headers=headers)


def send_mails() -> list[Any]:
    """The mails that the worker sends now."""
    before = len(outbox.outbox)
    while send_due(uuid.uuid4()):
        pass
    return outbox.outbox[before:]


def links(message: Any) -> list[str]:
    """The paths of this site's links in the text part."""
    return re.findall(r"http://testserver(/\S+)", message.body)


def link(message: Any, kind: str) -> str:
    """The path of the one link to confirm or unsubscribe."""
    [found] = {path for path in links(message) if f"/newsletter/{kind}/" in path}
    return found


def header(message: Any, name: str) -> str:
    parsed: EmailMessage = message.message()
    return parsed[name]


def form_of(subscriber: Subscriber) -> str:
    """The address of the desk's form."""
    return f"{LIST}{subscriber.pk}/change/"


def press(desk, subscriber: Subscriber, button: str, **values):
    """Presses a button of the desk's form; the page it leads to."""
    subscriber.refresh_from_db()
    data = {"language": subscriber.language, "version": subscriber.version, button: "1"} | values
    return desk.post(form_of(subscriber), data, follow=True)


def said(page) -> str:
    """The messages on a page of the desk."""
    return " ".join(str(message) for message in page.context["messages"])


def confirm_by_mail(client) -> None:
    """The reader opens the newest confirmation mail and presses the button."""
    [message] = [m for m in send_mails() if "/newsletter/confirm/" in m.body]
    assert client.post(link(message, "confirm")).status_code == 200


def one_click_path(subscriber: Subscriber) -> str:
    return reverse("newsletter:one_click", args=[unsubscribe_token(subscriber)])


def make_crowd() -> None:
    """Two confirmed, one gone, one whose mail is late, one whose mail failed."""
    record("confirmed", make_subscriber("confirmed", email="en@example.com", page="/"))
    hebrew = make_subscriber("confirmed", email="he@example.com", language="he", page="/he/publication/a/")
    record("confirmed", hebrew)
    make_subscriber("unsubscribed", email="gone@example.com", page="/")
    delayed = make_subscriber("unsubscribed", email="late@example.com")
    make_mail(delayed, state="delayed", next_try_at=timezone.now() + dt.timedelta(hours=1))
    failed = make_subscriber("pending", email="failed@example.com")
    make_mail(failed, state="failed", last_error="550 no such mailbox")
