import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inss.lib.models import Versioned


class ConfirmationMailQuerySet(models.QuerySet["ConfirmationMail"]):
    """Queries for the queue. The worker changes states by conditional UPDATEs and checks the row count."""

    def waiting(self) -> Self:
        return self.filter(state__in=[self.model.State.QUEUED, self.model.State.DELAYED])

    def under_way(self) -> Self:
        """Mails claimed by a worker, expired claims included."""
        return self.filter(state__in=[self.model.State.CLAIMED, self.model.State.DATA])

    def unsent(self) -> Self:
        return self.waiting() | self.under_way()

    def asked_for(self) -> Self:
        """Mails that anybody can cause by typing an address. The limits count only these."""
        return self.exclude(kind=self.model.Kind.WELCOME)

    def due(self) -> Self:
        """Mails that should be sent now, in order."""
        return self.waiting().filter(next_try_at__lte=timezone.now()).order_by("next_try_at", "pk")

    def expired(self) -> Self:
        """Mails whose claim has expired without a result."""
        return self.under_way().filter(claim_expires_at__lt=timezone.now())

    def claim(self, pk: int, *, worker: uuid.UUID, lasts: dt.timedelta) -> bool:
        """Claim the mail for this worker until the claim expires. Return whether that succeeded."""
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
        """Make the links in these mails unusable for confirming."""
        return self.filter(spent_at=None).update(spent_at=timezone.now())

    def cancel(self) -> int:
        """Cancel mails that were not sent yet. A worker that is just connecting loses its claim."""
        State = self.model.State
        not_left = self.filter(state__in=[State.QUEUED, State.DELAYED, State.CLAIMED])
        return not_left.update(state=State.CANCELLED, claimed_by=None, claim_expires_at=None)


class ConfirmationMail(Versioned):
    """One mail to one subscriber. These rows are the queue: the worker sends those that are due.

    A row is claimed before the worker connects, and marked as data just before the body is sent. If the
    worker is lost before that, the mail is sent later. If it is lost afterwards, the mail is uncertain and
    never resent automatically.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("please confirm")
        ALREADY = "already", _("already subscribed")
        WELCOME = "welcome", _("welcome")

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        DELAYED = "delayed", _("Delayed")
        CLAIMED = "claimed", _("About to be sent")
        DATA = "data", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        UNCERTAIN = "uncertain", _("No word from the mail server: it may have gone out")
        CANCELLED = "cancelled", _("No longer needed")

    subscriber = models.ForeignKey(
        "newsletter.Subscriber",
        on_delete=models.CASCADE,
        editable=False,
        related_name="mails",
        verbose_name=_("signup"),
    )
    key = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="In the link and in the Message-ID."
    )
    kind = models.CharField(_("mail"), max_length=8, choices=Kind, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED, editable=False)
    client = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Keyed hash of the asking client’s address."
    )
    due_at = models.DateTimeField(_("its turn"), editable=False)
    next_try_at = models.DateTimeField(_("next try"), editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    last_error = models.CharField(_("last error"), max_length=500, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    spent_at = models.DateTimeField(_("link used"), null=True, editable=False)
    claimed_by = models.UUIDField(null=True, editable=False)
    claim_expires_at = models.DateTimeField(null=True, editable=False)

    objects = ConfirmationMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation mail")
        verbose_name_plural = _("confirmation mails")
        ordering = ["-due_at", "-pk"]
        indexes = [
            models.Index(name="mail_by_turn", fields=["state", "next_try_at"]),
            models.Index(name="mail_by_client", fields=["client", "due_at"]),
            models.Index(name="mail_by_slot", fields=["due_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="subscriber_has_one_unsent_mail_of_a_kind",
                fields=["subscriber", "kind"],
                condition=Q(state__in=["queued", "delayed", "claimed"]),
            ),
            models.CheckConstraint(
                name="claimed_mail_has_an_owner",
                condition=~Q(state__in=["claimed", "data"])
                | Q(claimed_by__isnull=False, claim_expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sent_mail_has_a_date", condition=~Q(state="sent") | Q(sent_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def can_confirm(self) -> bool:
        return self.spent_at is None and self.subscriber.is_pending

    @property
    def has_confirmed(self) -> bool:
        """Return whether the reader's confirmation came from this mail's link."""
        return self.subscriber.is_confirmed and self.subscriber.confirmed_by_id == self.pk

    @property
    def is_waiting(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.DELAYED}

    @property
    def was_refused(self) -> bool:
        """Return whether the server refused it for good, with a code 5xx (see delivery.settle_refusal)."""
        return self.state == self.State.FAILED and self.last_error.startswith("5")

    @property
    def waits_its_turn(self) -> bool:
        """Return whether our limits (limits.py) delay it, not a mail server."""
        return self.state == self.State.DELAYED and not self.attempts
