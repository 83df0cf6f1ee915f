"""How many signed up and confirmed: by week for the chart, by month, language and page for the tables.

The database counts.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

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
class ByLanguage:
    """Confirmed subscribers of a month or of a page."""

    english: int = 0
    hebrew: int = 0

    @property
    def total(self) -> int:
        return self.english + self.hebrew

    def add(self, language: str, count: int) -> None:
        if language == HEBREW:
            self.hebrew += count
        else:
            self.english += count


def confirmed_by_month(subscribers: QuerySet) -> dict[dt.date, ByLanguage]:
    """By the month of the confirmation, the newest first."""
    counts = (
        subscribers.annotate(month=TruncMonth("confirmed_at"))
        .order_by("-month")
        .values("month", "language")
        .annotate(count=Count("pk"))
    )
    return gather((row["month"].date(), row["language"], row["count"]) for row in counts)


def confirmed_by_page(subscribers: QuerySet) -> dict[str, ByLanguage]:
    """By their origin, of subscribers `with_origin`: the fifty of most, that of most first. Two queries."""
    origins = subscribers.order_by().values_list("origin").annotate(count=Count("pk"))
    most = [origin for origin, _count in origins.order_by("-count", "origin")[:PAGES_SHOWN]]
    some = subscribers.filter(origin__in=most).order_by()
    counts = some.values("origin", "language").annotate(count=Count("pk"))
    rows = gather((row["origin"], row["language"], row["count"]) for row in counts)
    return {origin: rows[origin] for origin in most}


def total(subscribers: QuerySet) -> ByLanguage:
    row = ByLanguage()
    for language, count in subscribers.order_by().values_list("language").annotate(count=Count("pk")):
        row.add(language, count)
    return row


def gather[Key](counts: Iterable[tuple[Key, str, int]]) -> dict[Key, ByLanguage]:
    rows: dict[Key, ByLanguage] = defaultdict(ByLanguage)
    for key, language, count in counts:
        rows[key].add(language, count)
    return dict(rows)
