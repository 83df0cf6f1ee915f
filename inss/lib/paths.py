"""Rows that live at a path of their own: sections and pages share one space of addresses."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from .slugs import validate_not_reserved, validate_slug
from .trees import Branch, lock, tree_of

MAX_PATH_LENGTH = 200


class Addressed(Branch):
    """`path` is the slugs from the root down, like "about/history", and moves with its whole branch.

    A row with a `language` holds its path in that language only, one without in both. A branch that readers
    know keeps its addresses: nothing leads on from an old one.
    """

    slug = models.CharField(_("slug"), max_length=60, validators=[validate_slug])
    path = models.CharField(max_length=MAX_PATH_LENGTH, editable=False)

    addressed: ClassVar[list[type["Addressed"]]] = []

    class Meta(Branch.Meta):
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Addressed.addressed.append(cls)

    def clean(self) -> None:
        super().clean()
        if self.parent_id is None:
            validate_root(self.slug)
        self.path = self.make_path()
        if len(self.path) > MAX_PATH_LENGTH:
            raise ValidationError({"slug": _("The whole address is longer than 200 characters.")})
        refuse_taken_path(self)
        refuse_to_lose_readers(self)

    def has_readers(self) -> bool:
        """Whether anything of this branch is or was public."""
        raise NotImplementedError

    def make_path(self) -> str:
        """From the parent's path as it is in the database: it may have moved since the parent was read."""
        if self.parent_id is None:
            return self.slug
        parent = tree_of(type(self)).filter(pk=self.parent_id)
        return "/".join([*parent.values_list("path", flat=True), self.slug])

    def save(self, **kwargs: Any) -> None:
        """Saves the row and, where its path changed, rewrites the branch below in the same transaction."""
        with transaction.atomic():
            lock(type(self))
            rows = tree_of(type(self))
            before = rows.filter(pk=self.pk).values_list("path", flat=True).first()
            self.path = self.make_path()
            super().save(**kwargs)
            if before is not None and before != self.path:
                below = rows.filter(pk__in=self.descendant_ids()).exclude(pk=self.pk)
                below.update(path=Concat(models.Value(self.path), Substr("path", len(before) + 1)))


def validate_root(slug: str) -> None:
    try:
        validate_not_reserved(slug)
    except ValidationError as error:
        raise ValidationError({"slug": error}) from error


def refuse_to_lose_readers(row: Addressed) -> None:
    """Raises ValidationError on `parent` when the path of a branch with readers would change."""
    is_moved = tree_of(type(row)).filter(pk=row.pk).exclude(path=row.path).exists()
    if is_moved and row.has_readers():
        raise ValidationError(
            {"parent": _("Readers know this address or one below it, so it stays where it is.")}
        )


def refuse_taken_path(row: Addressed) -> None:
    """Raises ValidationError on `slug` when another section or page has this path. A query a model."""
    for model in Addressed.addressed:
        same = {"path": row.path}
        if hasattr(row, "language") and hasattr(model, "language"):
            same["language"] = row.language
        taken = model._default_manager.filter(**same)
        if model is type(row):
            taken = taken.exclude(pk=row.pk)
        if taken.exists():
            raise ValidationError({"slug": _("The address /%(path)s/ is taken.") % {"path": row.path}})
