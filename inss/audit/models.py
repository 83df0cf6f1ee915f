"""Revisions: a record of each save of a row, with who, when, what, and the row afterwards."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inss.lib.models import Timestamped, Versioned

MAX_TITLE_LENGTH = 250
DAYS_UNTIL_GONE = 30  # for so long a deleted row can be brought back


class Action(models.TextChoices):
    """The action that a revision records."""

    EARLIER = "earlier", _("Saved before the history began.")
    CREATED = "created", _("Created.")
    SAVED = "saved", _("Saved.")
    SUBMITTED = "submitted", _("Sent to an editor.")
    TAKEN_BACK = "taken-back", _("Taken back to draft.")
    READY = "ready", _("Sent to a publisher.")
    RETURNED = "returned", _("Back to draft.")
    SCHEDULED = "scheduled", _("Scheduled.")
    PUBLISHED = "published", _("Published.")
    CHANGED = "changed", _("Published changes.")
    WITHDRAWN = "withdrawn", _("Withdrawn.")
    RESTORED = "restored", _("Back on the site.")
    UNPUBLISHED = "unpublished", _("Taken off the site, back to draft.")
    COPIED = "copied", _("Copied from another post.")
    TRANSLATION_STARTED = "translated", _("Started as a version in another language.")
    CONNECTED = "connected", _("Connected with its version in the other language.")
    DISCONNECTED = "disconnected", _("Disconnected from its version in the other language.")
    MOVED = "moved", _("Moved in the tree.")
    RETIRED = "retired", _("Retired.")
    DELETED = "deleted", _("Deleted.")
    BROUGHT_BACK = "brought-back", _("Brought back after it was deleted.")
    NOT_SAVED = "not-saved", _("Not saved: somebody else had saved first.")


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, row: models.Model) -> Self:
        return self.of_model(type(row)).filter(object_id=row.pk)

    def of_model(self, model: type[models.Model]) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def saved(self) -> Self:
        """Leave out texts that were kept but never saved."""
        return self.filter(version__isnull=False)

    def at_version(self, row: Versioned, version: int) -> "Revision | None":
        """Return the revision of the row at this version, or None if it is not known."""
        return self.of(row).filter(version=version).first()

    def deleted(self, model: type[models.Model]) -> Self:
        """Return the last revision of each row deleted in the last 30 days, newest first."""
        recent = timezone.now() - dt.timedelta(days=DAYS_UNTIL_GONE)
        found = self.of_model(model).filter(action=Action.DELETED, created_at__gte=recent)
        there = model._base_manager.filter(pk=OuterRef("object_id"))
        later = self.of_model(model).filter(object_id=OuterRef("object_id"), pk__gt=OuterRef("pk"))
        return found.exclude(Exists(there)).exclude(Exists(later)).select_related("by").newest_first()

    def since(self, row: Versioned, version: int) -> Self:
        """Return what was saved after this version of the row, newest first."""
        return self.of(row).filter(version__gt=version).select_related("by").newest_first()


class Revision(Timestamped):
    """One save. It refers to its row without a foreign key, so that it outlives the row.

    `version` is the row's version after the save, or None for a text that a conflict kept from being saved.
    `snapshot` is the whole row in format `format`; see snapshots.py.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    version = models.PositiveIntegerField(null=True)
    action = models.CharField(max_length=12, choices=Action)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="revisions"
    )
    note = models.TextField(blank=True)
    title = models.CharField(max_length=MAX_TITLE_LENGTH, blank=True)
    format = models.PositiveSmallIntegerField(default=1)
    snapshot = models.JSONField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                name="version_has_one_revision", fields=["content_type", "object_id", "version"]
            ),
            models.CheckConstraint(
                name="only_a_text_not_saved_has_no_version",
                condition=Q(version__isnull=False) | Q(action="not-saved"),
            ),
        ]
        indexes = [
            models.Index(name="revisions_of_a_row", fields=["content_type", "object_id", "-id"]),
            models.Index(name="revisions_by_action", fields=["content_type", "action", "-id"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def model(self) -> Any:
        """Return the model of the row."""
        return ContentType.objects.get_for_id(self.content_type_id).model_class()

    def earlier(self) -> "Revision | None":
        """Return the save before this one. One query."""
        rows = Revision.objects.filter(content_type=self.content_type_id, object_id=self.object_id)
        return rows.saved().filter(pk__lt=self.pk).newest_first().first()
