import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from inss.lib.dates import YEARS
from inss.lib.desk.columns import CountedFilter
from inss.newsletter.models import ConfirmationMail, Subscriber

from .display import origin_label

MONTHS_OFFERED = 36
PAGES_OFFERED = 20


class StateFilter(CountedFilter):
    title, parameter_name = _("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return Subscriber.State.choices

    def count(self, rows: Any) -> dict[Any, int]:
        counted = rows.values_list("state").annotate(count=Count("pk"))
        return dict.fromkeys(Subscriber.State.values, 0) | dict(counted)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(state=self.value()) if self.value() else queryset


class MailFilter(CountedFilter):
    """The last mail to each, where it did not simply arrive."""

    title, parameter_name = _("mail"), "mail"
    words: ClassVar = {
        ConfirmationMail.State.DELAYED: _("Mail delayed"),
        ConfirmationMail.State.FAILED: _("Mail failed"),
        ConfirmationMail.State.UNCERTAIN: ConfirmationMail.State.UNCERTAIN.label,
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(state.value, label) for state, label in self.words.items()]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        everything, *states = super().choices(changelist)
        yield from (everything | {"display": _("Any mail")}, *states)

    def count(self, rows: Any) -> dict[Any, int]:
        counted = rows.whose_last_mail_is(*self.words).values_list("last_mail").annotate(count=Count("pk"))
        return dict.fromkeys(self.words, 0) | dict(counted)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.whose_last_mail_is(self.value()) if self.value() else queryset


class SignedUpFilter(admin.DateFieldListFilter):
    """By date, under the name that the list has for it, with the month that reports are about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("signed up")
        *shorter, year = self.links
        self.links = (*shorter, (_("Last month"), self.last_month()), year)

    def last_month(self) -> dict[str, dt.datetime]:
        this_month = timezone.localdate().replace(day=1)
        last_month = (this_month - dt.timedelta(days=1)).replace(day=1)
        since, until = (
            timezone.make_aware(dt.datetime.combine(day, dt.time())) for day in (last_month, this_month)
        )
        return {self.lookup_kwarg_since: since, self.lookup_kwarg_until: until}


class ConfirmedFilter(admin.SimpleListFilter):
    """The month of the confirmation, as 2026-11."""

    title, parameter_name = _("confirmed in"), "confirmed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        months = (
            Subscriber.objects.confirmed()
            .annotate(month=TruncMonth("confirmed_at"))
            .order_by("-month")
            .values_list("month", flat=True)
            .distinct()
        )
        offered = months[:MONTHS_OFFERED]
        return [(f"{month:%Y-%m}", date_format(month, "YEAR_MONTH_FORMAT")) for month in offered]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.value():
            return queryset
        return queryset.filter(state=Subscriber.State.CONFIRMED).confirmed_in(parse_month(self.value()))


def parse_month(text: str) -> dt.date:
    """The first day of a month like 2026-11. Raises IncorrectLookupParameters."""
    try:
        month = dt.date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise IncorrectLookupParameters(f"{text!r} is no month; write 2026-11") from error
    if month.year not in YEARS:
        raise IncorrectLookupParameters(f"no mail left in {month.year}")
    return month


class PageFilter(admin.SimpleListFilter):
    """The pages with most signups; any other by its path in the address."""

    title, parameter_name = _("page"), "page"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        subscribers = Subscriber.objects.with_origin().order_by()
        origins = subscribers.values_list("origin").annotate(count=Count("pk"))
        offered = [origin for origin, _count in origins.order_by("-count", "origin")[:PAGES_OFFERED]]
        chosen = self.used_parameters.get(self.parameter_name)
        if chosen and chosen not in offered:
            offered.append(chosen)
        return [(origin, origin_label(origin)) for origin in offered]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(origin=self.value()) if self.value() else queryset
