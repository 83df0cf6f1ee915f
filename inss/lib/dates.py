"""Dates and times in the site's time zone. The formats of each language are in inss/formats/."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

YEARS = range(1900, 3000)  # the years accepted in URLs and forms


def local_midnight(year: int, month: int = 1) -> dt.datetime:
    """Return the first moment of a month in the site's time zone."""
    return timezone.make_aware(dt.datetime(year, month, 1))


def moment(at: dt.datetime) -> str:
    """24 Nov 2026, 10:02, in the site's time zone."""
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def short_moment(at: dt.datetime) -> str:
    """24 Nov, 10:02 within this year; with the year in any other."""
    is_this_year = timezone.localtime(at).year == timezone.localdate().year
    return date_format(timezone.localtime(at), "MONTH_DAY_TIME_FORMAT") if is_this_year else moment(at)


def time_element(at: dt.datetime, text: str) -> SafeString:
    """<time> with these words for the moment."""
    iso = timezone.localtime(at).isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', iso, text)
