import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from inss.lib.models import Language, Timestamped

MAX_PAGE_LENGTH = 200
BY_HAND, UNKNOWN_PAGE = "by-hand", "none"


class ConsentEventQuerySet(models.QuerySet["ConsentEvent"]):
    def added_by_hand(self) -> Self:
        return self.filter(kind=ConsentEvent.Kind.ADDED)

    def confirmations(self) -> Self:
        """Each time that a reader confirmed, whatever became of it."""
        return self.filter(kind=ConsentEvent.Kind.CONFIRMED)

    def in_month(self, month: dt.date) -> Self:
        """In the month of this day, in the site's time zone."""
        return self.filter(created_at__year=month.year, created_at__month=month.month)

    def with_origin(self) -> Self:
        """Adds `origin`, as SubscriberQuerySet does."""
        by_hand = ConsentEvent.objects.added_by_hand().filter(subscriber=OuterRef("subscriber"))
        return self.annotate(origin=origin_of(by_hand))

    def with_end(self) -> Self:
        """Adds `has_ended`: whether the reader has unsubscribed since, or was erased."""
        later = ConsentEvent.objects.filter(subscriber=OuterRef("subscriber"), pk__gt=OuterRef("pk"))
        ended = Exists(later.filter(kind=ConsentEvent.Kind.UNSUBSCRIBED))
        return self.annotate(has_ended=Q(subscriber=None) | ended)


def origin_of(by_hand: ConsentEventQuerySet) -> Case:
    """The path of the page they signed up on, else BY_HAND or UNKNOWN_PAGE."""
    return Case(
        When(~Q(page=""), then="page"),
        When(Exists(by_hand), then=Value(BY_HAND)),
        default=Value(UNKNOWN_PAGE),
    )


class ConsentEvent(Timestamped):
    """A record of what a person agreed to or took back.

    It changes only when the person is erased or the same request is repeated.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", _("asked to subscribe")
        ADDED = "added", _("added by hand")
        SENT_AGAIN = "sent again", _("confirmation sent again")
        CONFIRMED = "confirmed", _("confirmed by the reader")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        ERASED = "erased", _("erased")

    subscriber = models.ForeignKey(
        "newsletter.Subscriber",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="consent",
        verbose_name=_("signup"),
    )
    kind = models.CharField(_("what"), max_length=12, choices=Kind, editable=False)
    wording = models.TextField(_("wording shown"), blank=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=Language, editable=False)
    page = models.CharField(_("page"), max_length=MAX_PAGE_LENGTH, blank=True, editable=False)
    repeated_at = models.DateTimeField(_("last asked again"), null=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )
    note = models.TextField(_("note"), blank=True, editable=False)

    objects = ConsentEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent event")
        verbose_name_plural = _("consent events")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
