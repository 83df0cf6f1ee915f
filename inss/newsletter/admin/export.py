"""The list as CSV, a row at a time, with nothing in it that a spreadsheet would take for a formula."""

import csv
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone

from inss.newsletter.models import Subscriber

from ..models import BY_HAND

# In English whatever the desk speaks: other programs read it.
COLUMNS: dict[str, Callable[[Any], Any]] = {
    "email": attrgetter("email"),
    "state": attrgetter("state"),
    "language": attrgetter("language"),
    "page": lambda subscriber: "by hand" if subscriber.origin == BY_HAND else subscriber.page,
    "created_at": attrgetter("created_at"),
    # Only of those who are confirmed now: who sorts by it must not mail somebody who left.
    "confirmed_at": lambda subscriber: subscriber.confirmed_at if subscriber.is_confirmed else None,
    "unsubscribed_at": attrgetter("unsubscribed_at"),
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def csv_answer(subscribers: Iterable[Subscriber]) -> StreamingHttpResponse:
    """The file, of subscribers `with_origin`."""
    name = f"signups-{timezone.localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        lines(subscribers),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def lines(subscribers: Iterable[Subscriber]) -> Iterator[str]:
    write = csv.writer(Echo()).writerow
    yield "\ufeff"  # spreadsheets then read it as UTF-8
    yield write(COLUMNS)
    for subscriber in subscribers:
        yield write([cell(value_of(subscriber)) for value_of in COLUMNS.values()])


def cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return timezone.localtime(value).isoformat(sep=" ", timespec="minutes")
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
