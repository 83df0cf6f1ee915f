import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inss.lib.rows import Dated, Language, Row

from .querysets import ConfirmationMailQuerySet, SubscriberQuerySet

MAX_EMAIL_LENGTH = 254
MAX_LOCAL_PART_LENGTH = 64  # RFC 5321, 4.5.3.1.1
MAX_PAGE_LENGTH = 200
ADDRESS_WANTED = _("Enter an email address in the form name@example.com")

validate_email = EmailValidator(message=ADDRESS_WANTED, allowlist=[])  # no localhost


def normalise(email: str) -> str:
    """The one spelling in which an address is stored and looked for."""
    return email.strip().lower()


def validate_address(email: str) -> None:
    """One address that can stand in a header as it is: no quoted part, no comma, nothing invisible.

    Its domain is a name: this machine and numbers in brackets get no mail.
    """
    validate_email(email)
    local_part = email.rpartition("@")[0]
    is_plain = email.isprintable() and not any(sign in email for sign in ',"\\[')
    if not is_plain or len(local_part) > MAX_LOCAL_PART_LENGTH:
        raise ValidationError(ADDRESS_WANTED)


class Subscriber(Row):
    """A reader's address and whether the newsletter may be sent to it.

    The address never changes: another address is another subscriber, so that a link in an old mail
    cannot speak for a new address. `key` stands for the person in links.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting for the reader")
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
        "ConfirmationMail",
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
        """Not the address: the admin's log keeps this text after the address has been erased."""
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


class ConsentEvent(Dated):
    """What a person agreed to or took back.

    Changed only by an erasure, which takes the person out of it, and by the same request made once more.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", _("asked to subscribe")
        ADDED = "added", _("added by hand")
        SENT_AGAIN = "sent again", _("confirmation sent again")
        CONFIRMED = "confirmed", _("confirmed by the reader")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        ERASED = "erased", _("erased")

    subscriber = models.ForeignKey(
        Subscriber,
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

    class Meta:
        verbose_name = _("consent event")
        verbose_name_plural = _("consent events")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class ConfirmationMail(Row):
    """One mail to one subscriber. These rows are the queue: the worker sends what is due.

    A row is claimed before the worker connects, and marked as data just before the message's body leaves.
    Lost before that, it is sent later. Lost after it, nobody knows: it is uncertain and never resent alone.
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
        UNCERTAIN = "uncertain", _("Perhaps sent")
        CANCELLED = "cancelled", _("No longer needed")

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, editable=False, related_name="mails", verbose_name=_("signup")
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
        """Whether it is by this mail's link that the reader is confirmed now."""
        return self.subscriber.is_confirmed and self.subscriber.confirmed_by_id == self.pk

    @property
    def is_waiting(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.DELAYED}

    @property
    def was_refused(self) -> bool:
        """For good: the server's answer starts with 5 (see delivery.settle_refusal)."""
        return self.state == self.State.FAILED and self.last_error.startswith("5")

    @property
    def waits_its_turn(self) -> bool:
        """Held back by our limits (limits.py), not by a mail server."""
        return self.state == self.State.DELAYED and not self.attempts
