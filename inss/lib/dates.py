"""The site's calendar."""

import datetime as dt

from django.utils import timezone

YEARS = range(1900, 3000)  # the years an address may ask for


def local_midnight(year: int, month: int = 1) -> dt.datetime:
    """The first moment of a month in the site's time zone."""
    return timezone.make_aware(dt.datetime(year, month, 1))
