"""Compose the mails: text and HTML, in the reader's language, with absolute URLs."""

from email.headerregistry import Address
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from inss.lib.bidi import direction
from inss.lib.links import absolute
from inss.pages.models import SiteSettings

from .models import ConfirmationMail
from .tokens import CONFIRMATION_LIVES, confirm_token, unsubscribe_token


def compose(mail: ConfirmationMail) -> EmailMultiAlternatives:
    """Return the message. Its Message-ID is the same for each attempt."""
    language = mail.subscriber.language
    with override(language):
        site = SiteSettings.load()
        links = make_links(mail)
        context: dict[str, Any] = {
            "subject": subject(mail, site),
            "site": site,
            "links": links,
            "days": CONFIRMATION_LIVES.days,
            "language": language,
            "direction": direction(language),
        }
        message = EmailMultiAlternatives(
            subject=context["subject"],
            body=render_to_string(f"newsletter/mails/{mail.kind}.txt", context),
            from_email=sender(site),
            to=[mail.subscriber.email],
            headers=headers(mail, links),
        )
        message.attach_alternative(
            render_to_string(f"newsletter/mails/{mail.kind}.html", context), "text/html"
        )
    return message


def subject(mail: ConfirmationMail, site: SiteSettings) -> str:
    match mail.kind:
        case mail.Kind.CONFIRM:
            text = gettext("Please confirm your subscription to the %(name)s newsletter")
        case mail.Kind.ALREADY:
            text = gettext("You are already subscribed to the %(name)s newsletter")
        case mail.Kind.WELCOME:
            text = gettext("Welcome to the %(name)s newsletter")
    return header_text(text % {"name": site.brief_name})


def sender(site: SiteSettings) -> str:
    """Return MAIL_FROM with the site's name in the active language."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return str(Address(header_text(site.brief_name), addr_spec=address))


def header_text(text: str) -> str:
    """Return `text` as a single line, as a header requires."""
    return " ".join(text.split())


def make_links(mail: ConfirmationMail) -> dict[str, str]:
    """Return absolute URLs in the active language."""
    token = unsubscribe_token(mail.subscriber)
    links = {
        "home": absolute(reverse("home")),
        "newsletter": absolute(reverse("newsletter:signup")),
        "unsubscribe": absolute(reverse("newsletter:unsubscribe", args=[token])),
        "one_click": absolute(reverse("newsletter:one_click", args=[token])),
    }
    if mail.kind == mail.Kind.CONFIRM:
        links["confirm"] = absolute(reverse("newsletter:confirm", args=[confirm_token(mail)]))
    return links


def headers(mail: ConfirmationMail, links: dict[str, str]) -> dict[str, str]:
    """Return headers that prevent auto-replies (RFC 3834) and offer one-click unsubscribing (RFC 8058)."""
    host = urlsplit(settings.SITE_URL).hostname
    found = {"Message-ID": f"<{mail.key}@{host}>", "Auto-Submitted": "auto-generated"}
    if mail.kind != mail.Kind.CONFIRM:
        found |= {
            "List-Unsubscribe": f"<{links['one_click']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return found
