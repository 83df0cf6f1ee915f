"""Template tags and filters of public pages: direction, dates, URLs, and rendered text."""

import datetime as dt
import re
from dataclasses import dataclass

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import override

from inss.lib.bidi import current_language, direction, isolate, language_attributes, other
from inss.lib.dates import time_element
from inss.lib.links import absolute
from inss.lib.markup import finished
from inss.lib.quotes import inside_quotes
from inss.lib.trees import indented

LANGUAGE_NAMES = dict(settings.LANGUAGES)
COUNTRY_CODE = "+972"  # of the telephone numbers that begin with 0

register = template.Library()

register.filter("absolute", absolute)
register.filter("bidi", isolate)
register.filter("language_attributes", language_attributes)
register.filter("finished", finished)
register.filter("indented", indented)
register.filter("inside_quotes", inside_quotes)


@register.simple_tag
def date_long(moment: dt.datetime) -> SafeString:
    """Return a <time> element with the date in the institute's format: 24 July, 2024."""
    return time_element(moment, date_format(localtime(moment)))


@register.filter
def paragraphs(text: str) -> SafeString:
    """Return plain text as paragraphs, split at blank lines, with `lang` where it is not the page's."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    return format_html_join("", "<p{}>{}</p>", ((language_attributes(text), part) for part in parts))


@register.filter
def tel(number: str) -> str:
    """Return a telephone number for a tel: link: 03-640-0400 gives tel:+97236400400."""
    digits = re.sub(r"[^\d+]", "", number)
    return "tel:" + re.sub(r"^0", COUNTRY_CODE, digits)


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The link to the other language: this page's twin, or else the home page."""

    code: str
    name: str
    dir: str
    url: str
    is_twin: bool


@register.simple_tag(takes_context=True)
def other_language(context: Context) -> OtherLanguage:
    """Return the link for `alternate_url`, which a view sets if the page has a twin.

    A list keeps its filters.
    """
    code = other(current_language())
    twin, listing = context.get("alternate_url"), context.get("listing")
    if twin and listing:
        twin = listing.filtered_url_at(twin)
    with override(code):
        url = twin or reverse("home")
    return OtherLanguage(code, LANGUAGE_NAMES[code], direction(code), url, bool(twin))
