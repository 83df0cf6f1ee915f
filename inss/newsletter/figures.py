"""How many signed up, by week for the chart; how many confirmed, by month, language and page for the tables.

The database counts.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone

from inss.lib.bidi import HEBREW

from .models import Subscriber

WEEKS = 26
PAGES_SHOWN = 50
BAR_PITCH, BAR_HEIGHT, BASELINE = 20, 88, 96


@dataclass(frozen=True, slots=True)
class Week:
    """A bar of the chart, in the units of its viewBox: the confirmed below, the others on top of them."""

    starts_on: dt.date
    confirmed: int
    others: int
    x: int
    height: int
    others_height: int

    @property
    def signups(self) -> int:
        return self.confirmed + self.others

    @property
    def y(self) -> int:
        return BASELINE - self.height

    @property
    def others_y(self) -> int:
        return self.y - self.others_height


def signups_by_week() -> list[Week]:
    """The last 26 weeks from Sunday to Saturday, this one last. The database counts the days."""
    this_sunday = sunday_before(timezone.localdate())
    sundays = [this_sunday - dt.timedelta(weeks=weeks) for weeks in reversed(range(WEEKS))]
    since = timezone.make_aware(dt.datetime.combine(sundays[0], dt.time()))
    days = (
        Subscriber.objects.filter(created_at__gte=since)
        .annotate(day=TruncDate("created_at"))
        .order_by()
        .values_list("day")
        .annotate(confirmed=Count("pk", filter=Q(state=Subscriber.State.CONFIRMED)), signups=Count("pk"))
    )
    counted = dict.fromkeys(sundays, (0, 0))
    for day, confirmed, signups in days:
        sunday = sunday_before(day)
        confirmed_before, signups_before = counted.get(sunday, (0, 0))
        counted[sunday] = (confirmed_before + confirmed, signups_before + signups)
    most = max(signups for _confirmed, signups in counted.values()) or 1
    return [make_week(place, sunday, *counted[sunday], most) for place, sunday in enumerate(sundays)]


def sunday_before(day: dt.date) -> dt.date:
    """The first day of the day's week: a Sunday is its own."""
    return day - dt.timedelta(days=day.isoweekday() % 7)


def make_week(place: int, starts_on: dt.date, confirmed: int, signups: int, most: int) -> Week:
    height = confirmed * BAR_HEIGHT // most
    return Week(
        starts_on=starts_on,
        confirmed=confirmed,
        others=signups - confirmed,
        x=place * BAR_PITCH + 3,
        height=height,
        others_height=signups * BAR_HEIGHT // most - height,
    )


@dataclass(slots=True)
class Confirmations:
    """Those of a month or of a page, and how many of these readers have unsubscribed since or were erased."""

    english: int = 0
    hebrew: int = 0
    ended: int = 0

    @property
    def total(self) -> int:
        return self.english + self.hebrew

    @property
    def lasting(self) -> int:
        return self.total - self.ended

    def add(self, language: str, count: int, ended: int) -> None:
        if language == HEBREW:
            self.hebrew += count
        else:
            self.english += count
        self.ended += ended


def confirmations_by_month(events: QuerySet) -> dict[dt.date, Confirmations]:
    """By the month in which they happened, the newest first; of events `with_end`, like all below."""
    rows = events.annotate(month=TruncMonth("created_at")).order_by("-month")
    return gather((month.date(), *counts) for month, *counts in count_by(rows, "month"))


def confirmations_by_page(events: QuerySet) -> dict[str, Confirmations]:
    """By their origin, of events `with_origin`: the fifty of most, that of most first. Two queries."""
    origins = events.order_by().values_list("origin").annotate(count=Count("pk"))
    most = [origin for origin, _count in origins.order_by("-count", "origin")[:PAGES_SHOWN]]
    rows = gather(count_by(events.filter(origin__in=most).order_by(), "origin"))
    return {origin: rows[origin] for origin in most}


def total(events: QuerySet) -> Confirmations:
    row = Confirmations()
    for counts in count_by(events.order_by()):
        row.add(*counts)
    return row


def count_by(events: QuerySet, *keys: str) -> Iterable[tuple]:
    """(key, language, number of events, how many of them have ended). One query."""
    ended = Count("pk", filter=Q(has_ended=True))
    return events.values_list(*keys, "language").annotate(count=Count("pk"), ended=ended)


def gather(counts: Iterable[tuple]) -> dict[Any, Confirmations]:
    """{key: its row}, of what count_by() gives."""
    rows: dict[Any, Confirmations] = defaultdict(Confirmations)
    for key, *numbers in counts:
        rows[key].add(*numbers)
    return dict(rows)
