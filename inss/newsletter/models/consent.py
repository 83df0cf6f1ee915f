from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from inss.lib.models import Language, Timestamped

MAX_PAGE_LENGTH = 200


class ConsentEvent(Timestamped):
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

    class Meta:
        verbose_name = _("consent event")
        verbose_name_plural = _("consent events")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
