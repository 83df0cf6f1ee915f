import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

if TYPE_CHECKING:
    from .models import ConfirmationMail, Subscriber

BY_HAND, UNKNOWN_PAGE = "by-hand", "none"


def mails() -> "models.QuerySet[ConfirmationMail]":
    """All of them; found by name, since the models import this module."""
    return apps.get_model("newsletter", "ConfirmationMail").objects.all()


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def at(self, email: str) -> "Subscriber | None":
        """The one with this address, in its stored spelling."""
        return self.filter(email=email).first()

    def confirmed(self) -> Self:
        return self.filter(state=self.model.State.CONFIRMED)

    def unconfirmed(self) -> Self:
        return self.exclude(state=self.model.State.CONFIRMED)

    def unsubscribed(self) -> Self:
        return self.filter(state=self.model.State.UNSUBSCRIBED)

    def confirmed_in(self, month: dt.date) -> Self:
        """Who confirmed in the month of this day, in the site's time zone."""
        return self.filter(confirmed_at__year=month.year, confirmed_at__month=month.month)

    def with_last_mail(self) -> Self:
        """Adds `last_mail`: the state of the newest mail to each, or None."""
        newest = mails().filter(subscriber=OuterRef("pk")).order_by("-due_at", "-pk")
        return self.annotate(last_mail=Subquery(newest.values("state")[:1]))

    def with_origin(self) -> Self:
        """Adds `origin`: the path of the page they signed up on, else BY_HAND or UNKNOWN_PAGE."""
        events = apps.get_model("newsletter", "ConsentEvent")
        by_hand = events.objects.filter(subscriber=OuterRef("pk"), kind=events.Kind.ADDED)
        return self.annotate(
            origin=Case(
                When(~Q(page=""), then="page"),
                When(Exists(by_hand), then=Value(BY_HAND)),
                default=Value(UNKNOWN_PAGE),
            )
        )

    def whose_last_mail_is(self, *states: str) -> Self:
        """Starts from the mails in these states, of which there are few."""
        some = mails().filter(state__in=states).values("subscriber")
        return self.filter(pk__in=some).with_last_mail().filter(last_mail__in=states)

    def update(self, **values: Any) -> int:
        """A change of a row is a new version of it, for whoever has its form open."""
        return super().update(**({"version": F("version") + 1, "updated_at": timezone.now()} | values))


class ConfirmationMailQuerySet(models.QuerySet["ConfirmationMail"]):
    """The states of the queue; each step of the worker is a conditional UPDATE whose row count decides."""

    def waiting(self) -> Self:
        return self.filter(state__in=[self.model.State.QUEUED, self.model.State.DELAYED])

    def under_way(self) -> Self:
        """Claimed by a worker; its claim may have expired."""
        return self.filter(state__in=[self.model.State.CLAIMED, self.model.State.DATA])

    def unsent(self) -> Self:
        return self.waiting() | self.under_way()

    def asked_for(self) -> Self:
        """Mails that anybody can cause by typing an address, so those that the limits count."""
        return self.exclude(kind=self.model.Kind.WELCOME)

    def due(self) -> Self:
        """What the worker should send now, in turn."""
        return self.waiting().filter(next_try_at__lte=timezone.now()).order_by("next_try_at", "pk")

    def expired(self) -> Self:
        """Claimed by a worker that has not answered for longer than a claim lasts."""
        return self.under_way().filter(claim_expires_at__lt=timezone.now())

    def claim(self, pk: int, *, worker: uuid.UUID, lasts: dt.timedelta) -> bool:
        """True if the mail is now this worker's, and nobody else's until the claim expires."""
        claimed = self.due().filter(pk=pk).order_by()
        return bool(
            claimed.update(
                state=self.model.State.CLAIMED,
                claimed_by=worker,
                claim_expires_at=timezone.now() + lasts,
                attempts=F("attempts") + 1,
            )
        )

    def spend(self) -> int:
        """The links in these mails confirm nothing from now on."""
        return self.filter(spent_at=None).update(spent_at=timezone.now())

    def cancel(self) -> int:
        """Takes back what has not left yet; a worker that is just connecting will find its claim gone."""
        State = self.model.State
        not_left = self.filter(state__in=[State.QUEUED, State.DELAYED, State.CLAIMED])
        return not_left.update(state=State.CANCELLED, claimed_by=None, claim_expires_at=None)
