"""How the desk shows a signup: its state in words and colour, its address as a link, a mail's turn."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inss.lib.bidi import HEBREW
from inss.lib.dates import moment
from inss.newsletter.models import ConfirmationMail, Subscriber

from ..models import BY_HAND, UNKNOWN_PAGE
from ..workflow import JustLeaving, JustRefused, JustSent, NotSentAgain, TooSoon

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


def address_in_parts(subscriber: Subscriber) -> SafeString:
    """The same for a narrow column: it breaks before the @ rather than anywhere."""
    name, _sign, domain = subscriber.email.rpartition("@")
    return format_html('<bdi dir="ltr">{}<wbr>@{}</bdi>', name, domain)


def url_of(subscriber: Subscriber) -> str:
    return reverse("admin:newsletter_subscriber_change", args=[subscriber.pk])


def again_url_of(gone: Subscriber) -> str:
    """The form that adds somebody who left."""
    return f"{reverse('admin:newsletter_subscriber_add')}?again={gone.pk}"


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


def outcome_in_words(mail: ConfirmationMail) -> str:
    """What it means that the mail did not simply arrive, and what to do; empty where it is on its way."""
    if mail.was_refused:
        return gettext(
            "The mail server refused this address for good: as a rule it is misspelt or no longer in use. "
            "Ask the person, and add the right address."
        )
    if mail.state == mail.State.FAILED:
        return gettext(
            "The mail server did not take it, though we tried for a day. If mails to others fail as well, "
            "tell those who run the site; else send the confirmation again, or ask for another address."
        )
    if mail.state == mail.State.UNCERTAIN:
        return gettext(
            "The connection broke while it was handed over, so it may have arrived. "
            "Ask the person to look, in the spam folder too, before you send it again."
        )
    return ""


def reason_in_words(reason: NotSentAgain) -> str:
    """Why no confirmation goes out again now, and from when one may."""
    match reason:
        case JustLeaving():
            text = gettext("A mail is just leaving. If it does not arrive, try again from %(when)s.")
        case JustSent():
            text = gettext(
                "A mail went out a few minutes ago. If it does not arrive, try again from %(when)s."
            )
        case JustRefused():
            text = gettext(
                "The mail server has just refused this address. Check it with the person; "
                "if it is right, try again from %(when)s."
            )
        case _:
            return gettext("There is nothing to confirm: this person is not waiting.")
    return text % {"when": minute_after(reason.until)}


def reasons_in_words(reasons: list[NotSentAgain]) -> str:
    """The same of several, of which there is at least one."""
    ends = [reason.until for reason in reasons if isinstance(reason, TooSoon)]
    parts = []
    if idle := len(reasons) - len(ends):
        parts.append(
            ngettext(
                "%d of these is not waiting to confirm.", "%d of these are not waiting to confirm.", idle
            )
            % idle
        )
    if ends:
        text = ngettext(
            "%(count)d had a mail, or was refused, a short while ago: try again from %(when)s.",
            "%(count)d had a mail, or were refused, a short while ago: try again from %(when)s.",
            len(ends),
        )
        parts.append(text % {"count": len(ends), "when": minute_after(max(ends))})
    return " ".join(parts)


def minute_after(at: dt.datetime) -> str:
    """A moment said to the minute is not yet past when its minute begins."""
    return moment(at + dt.timedelta(minutes=1))


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
