"""How the desk shows a signup: its state in words and colour, its address as a link, a mail's turn."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from inss.newsletter.models import ConfirmationMail, Subscriber

LOOKS: dict[str, str] = {  # words of ours in the colours and shapes that the desk's sheet has
    Subscriber.State.CONFIRMED: "published",
    Subscriber.State.PENDING: "review",
    Subscriber.State.UNSUBSCRIBED: "withdrawn",
    ConfirmationMail.State.SENT: "published",
    ConfirmationMail.State.DELAYED: "scheduled",
    ConfirmationMail.State.FAILED: "missing",
    ConfirmationMail.State.UNCERTAIN: "missing",
    ConfirmationMail.State.CANCELLED: "withdrawn",
}


def state_word(state: str, label: Any) -> SafeString:
    return format_html('<span class="state state--{}">{}</span>', LOOKS.get(state, "draft"), label)


def address_of(subscriber: Subscriber) -> SafeString:
    return format_html('<bdi dir="ltr">{}</bdi>', subscriber.email)


def url_of(subscriber: Subscriber) -> str:
    return reverse("admin:newsletter_subscriber_change", args=[subscriber.pk])


def link_to(subscriber: Subscriber) -> SafeString:
    return format_html('<a href="{}">{}</a>', url_of(subscriber), address_of(subscriber))


def moment(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), gettext("j M Y, H:i"))


def turns_in_words(turns: list[dt.datetime]) -> str:
    """When the confirmations with these turns, at least one, leave."""
    latest, count = max(turns), len(turns)
    if latest <= timezone.now():
        return ngettext("%d confirmation goes out now.", "%d confirmations go out now.", count) % count
    text = ngettext(
        "%(count)d confirmation goes out at %(when)s.",
        "%(count)d confirmations go out one after the other, the last at %(when)s.",
        count,
    )
    return text % {"count": count, "when": moment(latest)}
