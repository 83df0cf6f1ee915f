"""The list as CSV, a row at a time, with nothing in it that a spreadsheet would take for a formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone

from inss.newsletter.models import Subscriber

COLUMNS = ["email", "state", "language", "page", "created_at", "confirmed_at", "unsubscribed_at"]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def csv_answer(subscribers: Iterable[Subscriber]) -> StreamingHttpResponse:
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
        yield write([cell(getattr(subscriber, column)) for column in COLUMNS])


def cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return timezone.localtime(value).isoformat(sep=" ", timespec="minutes")
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
