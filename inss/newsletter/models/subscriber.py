import datetime as dt
import uuid
from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inss.lib.models import Language, Versioned

from ..addresses import MAX_EMAIL_LENGTH, normalise, validate_address
from .consent import MAX_PAGE_LENGTH, ConsentEvent, origin_of
from .mail import ConfirmationMail


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def with_address(self, email: str) -> "Subscriber | None":
        """Return the subscriber with this normalised address, or None."""
        return self.filter(email=email).first()

    def confirmed(self) -> Self:
        return self.filter(state=self.model.State.CONFIRMED)

    def unconfirmed(self) -> Self:
        return self.exclude(state=self.model.State.CONFIRMED)

    def unsubscribed(self) -> Self:
        return self.filter(state=self.model.State.UNSUBSCRIBED)

    def confirmed_in(self, month: dt.date) -> Self:
        """Subscribers who confirmed in the month of this date, in the site's time zone."""
        return self.filter(confirmed_at__year=month.year, confirmed_at__month=month.month)

    def with_last_mail(self) -> Self:
        """Add `last_mail`: the state of the newest mail to each, or None."""
        newest = ConfirmationMail.objects.filter(subscriber=OuterRef("pk")).order_by("-due_at", "-pk")
        return self.annotate(last_mail=Subquery(newest.values("state")[:1]))

    def with_origin(self) -> Self:
        """Add `origin`: the path of the page they signed up on, or BY_HAND or UNKNOWN_PAGE."""
        by_hand = ConsentEvent.objects.added_by_hand().filter(subscriber=OuterRef("pk"))
        return self.annotate(origin=origin_of(by_hand))

    def whose_last_mail_is(self, *states: str) -> Self:
        """Subscribers whose last mail has one of these states. Efficient when few mails do."""
        some = ConfirmationMail.objects.filter(state__in=states).values("subscriber")
        return self.filter(pk__in=some).with_last_mail().filter(last_mail__in=states)

    def update(self, **values: Any) -> int:
        """Update, and raise `version`, so that a form opened before is recognised as stale."""
        return super().update(**({"version": F("version") + 1, "updated_at": timezone.now()} | values))


class Subscriber(Versioned):
    """A reader's address, and whether the newsletter may be sent to it.

    The address never changes: a new address is a new subscriber, so that a link in an old mail cannot act for
    it. `key` identifies the subscriber in links.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Not confirmed yet")
        CONFIRMED = "confirmed", _("Confirmed")
        UNSUBSCRIBED = "unsubscribed", _("Unsubscribed")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.CharField(
        _("address"),
        max_length=MAX_EMAIL_LENGTH,
        unique=True,
        validators=[validate_address],
        error_messages={"unique": _("This address is on the list already.")},
    )
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.PENDING, editable=False, db_index=True
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.ENGLISH, db_index=True
    )
    page = models.CharField(
        _("page"),
        max_length=MAX_PAGE_LENGTH,
        blank=True,
        editable=False,
        db_index=True,
        help_text="The path of the page they signed up on.",
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False, db_index=True)
    confirmed_by = models.ForeignKey(
        ConfirmationMail,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        help_text="The mail whose link was the last to confirm.",
    )
    unsubscribed_at = models.DateTimeField(_("unsubscribed"), null=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("signup")
        verbose_name_plural = _("signups")
        ordering = ["-created_at", "-pk"]
        permissions = [("export_subscribers", "Can export the addresses of subscribers")]
        indexes = [models.Index(name="newest_signups", fields=["-created_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="confirmed_subscriber_has_a_date",
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="unsubscribed_subscriber_has_a_date",
                condition=~Q(state="unsubscribed") | Q(unsubscribed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Return no address: the admin's log keeps this text after the address has been erased."""
        return f"{self._meta.verbose_name} {self.pk}"

    def clean(self) -> None:
        self.email = normalise(self.email)

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def is_unsubscribed(self) -> bool:
        return self.state == self.State.UNSUBSCRIBED
