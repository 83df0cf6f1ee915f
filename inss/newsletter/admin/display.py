"""How the desk shows a signup: its state in words and colour, its address as a link, a mail's turn."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inss.lib.bidi import HEBREW
from inss.newsletter.models import ConfirmationMail, Subscriber
from inss.newsletter.querysets import BY_HAND, UNKNOWN_PAGE

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


def origin_label(origin: str) -> str:
    """The page's name where it has one of its own, else what its path says of it."""
    names = {
        BY_HAND: _("By hand"),
        UNKNOWN_PAGE: _("Unknown page"),
        "/": _("Home page"),
        "/he/": _("Home page in Hebrew"),
        "/newsletter/": _("Newsletter page"),
        "/he/newsletter/": _("Newsletter page in Hebrew"),
    }
    return str(names[origin]) if origin in names else path_in_words(origin)


def path_in_words(path: str) -> str:
    """“Quiet borders, in Hebrew” for /he/publication/quiet-borders/; “Topics / iran” for what is no post."""
    parts = path.strip("/").split("/")
    is_hebrew = parts[0] == HEBREW
    is_post = parts[is_hebrew:-1] == ["publication"]
    named = parts[-1:] if is_post else parts[is_hebrew:]
    words = capfirst(" / ".join(part.replace("-", " ") for part in named))
    return gettext("%(page)s, in Hebrew") % {"page": words} if is_hebrew else words


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
