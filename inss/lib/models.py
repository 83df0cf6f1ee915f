"""Abstract models shared by the rows of several apps. This module creates no table."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.models import OrderableTreeNode

from .bidi import ENGLISH, HEBREW, Text, current_language, other
from .markup import RENDERER_VERSION, render, sanitise
from .slugs import validate_not_reserved, validate_slug
from .trees import lock_tree, tree_of

MAX_PATH_LENGTH = 200


class Language(models.TextChoices):
    """Each by its own name, in itself."""

    ENGLISH = ENGLISH, Text("English", ENGLISH)
    HEBREW = HEBREW, Text("עברית", HEBREW)


class Timestamped(models.Model):
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        abstract = True


class StaleVersion(Exception):
    """Somebody saved the row since it was read.

    `current` is the row as it is now, or None if it was deleted.
    """

    def __init__(self, current: "Versioned | None") -> None:
        super().__init__(f"now at version {current.version}" if current else "deleted")
        self.current = current


class Versioned(Timestamped):
    """A row that is saved only over the version that was read. `version` counts the saves."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def get_locked(cls, pk: Any) -> Self | None:
        """Return the current row, locked until the end of the transaction, or None if it was deleted."""
        return cls._base_manager.select_for_update().filter(pk=pk).first()

    def lock(self) -> Self:
        """Lock the current row until the end of the transaction and return it.

        Raise StaleVersion if this one is older.
        """
        current = self.get_locked(self.pk)
        if current is None or current.version != self.version:
            raise StaleVersion(current)
        return current

    def normalise(self) -> None:
        """Normalise the fields to the form in which they are saved."""


class Owned(models.Model):
    """A row that records who created it and who saved it last."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True


class Twinned(models.Model):
    """One row for each language. A row and its version in the other language share `twin_group`."""

    language = models.CharField(
        _("language of the text"), max_length=2, choices=Language, default=Language.ENGLISH
    )
    twin_group = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Filterable(Protocol):
    """A queryset of any model."""

    def filter(self, *args: Any, **kwargs: Any) -> Self: ...


class TwinQueries:
    """Queryset methods for a Twinned model."""

    def in_language[Rows: Filterable](self: Rows, language: str) -> Rows:
        return self.filter(language=language)

    def twins_of[Rows: Filterable](self: Rows, row: Twinned) -> Rows:
        """Return the version in the other language.

        Both columns are named, so that the unique index is used.
        """
        return self.filter(twin_group=row.twin_group, language=other(row.language))


class Bilingual(models.Model):
    """A row with texts in both languages: `text("name")` reads name_en or name_he."""

    class Meta:
        abstract = True

    def text(self, field: str) -> Text:
        """Return the field in the active language, or the other language's text if it is empty."""
        language = current_language()
        fallback = other(language)
        value = getattr(self, f"{field}_{language}")
        return Text(value, language) if value else Text(getattr(self, f"{field}_{fallback}"), fallback)


class Prose(models.Model):
    """A body stored twice: the sanitised source that editors edit, and the finished HTML made from it."""

    language: models.CharField  # the language of the body

    body = models.TextField(_("text"), blank=True)
    body_html = models.TextField(editable=False, blank=True)
    body_plain = models.TextField(editable=False, blank=True)
    word_count = models.PositiveIntegerField(default=0, editable=False)
    headings = models.JSONField(default=list, editable=False)
    rendered_version = models.PositiveIntegerField(default=0, editable=False)

    FINISHED: ClassVar = ("body_html", "body_plain", "word_count", "headings", "rendered_version")

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            self.normalise()
            self.finish_body()
        super().save(**kwargs)

    def normalise(self) -> None:
        self.body = sanitise(self.body)

    def finish_body(self) -> None:
        """Render the public HTML from the source, in the row's own language."""
        finished = render(self.body, language=self.language)
        self.body_html = finished.html
        self.body_plain = finished.plain
        self.word_count = finished.words
        self.headings = finished.headings
        self.rendered_version = RENDERER_VERSION


class TreeNode(Versioned, OrderableTreeNode):
    """A node of a tree, with a parent and a position among its siblings.

    A node in use cannot be deleted (PROTECT).
    """

    parent = TreeNodeForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("inside"),
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    if TYPE_CHECKING:
        parent_id: int | None

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def save(self, **kwargs: Any) -> None:
        """Save with the tree locked, so that two people who move nodes at once cannot create a loop."""
        with transaction.atomic():
            if self.parent_id and self.pk:
                lock_tree(type(self))
                self.refuse_loop()
            super().save(**kwargs)

    @classmethod
    def get_locked(cls, pk: Any) -> Self | None:
        """Lock the whole tree first, as a move does; otherwise two transactions could deadlock."""
        lock_tree(cls)
        return super().get_locked(pk)

    def clean(self) -> None:
        """Lock the tree, so that the checks still hold when the transaction ends."""
        with transaction.atomic():
            lock_tree(type(self))
            self.refuse_loop()

    def refuse_loop(self) -> None:
        """Raise ValidationError on `parent` if the node would be its own ancestor. Two queries at most."""
        try:
            super().clean()
        except ValidationError as loop:
            text = _("It cannot be inside itself or inside a part of itself.")
            raise ValidationError({"parent": text}) from loop

    def descendant_ids(self) -> list[int]:
        """Return the ids of the whole branch, this node included. One query."""
        return list(self.descendants(include_self=True).values_list("pk", flat=True))


class HasPath(TreeNode):
    """A row with a URL path: sections and pages share one space of paths.

    `path` joins the slugs from the root down, like "about/history", and changes for the whole branch. A row
    with a `language` claims its path in that language only, a row without one in both. The paths of a branch
    that was public never change, because no redirect leads from an old path.
    """

    slug = models.CharField(_("slug"), max_length=60, validators=[validate_slug])
    path = models.CharField(max_length=MAX_PATH_LENGTH, editable=False)

    models_with_paths: ClassVar[list[type["HasPath"]]] = []

    class Meta(TreeNode.Meta):
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        HasPath.models_with_paths.append(cls)

    def save(self, **kwargs: Any) -> None:
        """Save the row.

        If its path changed, rewrite the paths of the branch below it in the same transaction.
        """
        with transaction.atomic():
            lock_tree(type(self))
            rows = tree_of(type(self))
            before = rows.filter(pk=self.pk).values_list("path", flat=True).first()
            self.path = self.make_path()
            super().save(**kwargs)
            if before is not None and before != self.path:
                below = rows.filter(pk__in=self.descendant_ids()).exclude(pk=self.pk)
                below.update(path=Concat(models.Value(self.path), Substr("path", len(before) + 1)))

    @property
    def told_apart_by(self) -> str:
        """From others of the same name, in a combobox."""
        return self.path

    def branch_was_public(self) -> bool:
        """Return whether anything in this branch is or was public."""
        raise NotImplementedError

    def clean(self) -> None:
        super().clean()
        if self.parent_id is None:
            self.refuse_reserved_slug()
        self.path = self.make_path()
        if len(self.path) > MAX_PATH_LENGTH:
            raise ValidationError({"slug": _("The whole address is longer than 200 characters.")})
        self.refuse_taken_path()
        self.refuse_to_move_public_branch()

    def refuse_reserved_slug(self) -> None:
        try:
            validate_not_reserved(self.slug)
        except ValidationError as error:
            raise ValidationError({"slug": error}) from error

    def refuse_taken_path(self) -> None:
        """Raise ValidationError on `slug` if another section or page has this path.

        One query for each model.
        """
        for model in HasPath.models_with_paths:
            same = {"path": self.path}
            if hasattr(self, "language") and hasattr(model, "language"):
                same["language"] = self.language
            taken = model._default_manager.filter(**same)
            if model is type(self):
                taken = taken.exclude(pk=self.pk)
            if taken.exists():
                raise ValidationError({"slug": _("The address /%(path)s/ is taken.") % {"path": self.path}})

    def refuse_to_move_public_branch(self) -> None:
        """Raise ValidationError on `parent` if the path of a public branch would change."""
        is_moved = tree_of(type(self)).filter(pk=self.pk).exclude(path=self.path).exists()
        if is_moved and self.branch_was_public():
            raise ValidationError(
                {"parent": _("This address or one below it is public, so it cannot be changed.")}
            )

    def make_path(self) -> str:
        """Build the path on the parent's path in the database, which may have changed since it was read."""
        if self.parent_id is None:
            return self.slug
        parent = tree_of(type(self)).filter(pk=self.parent_id)
        return "/".join([*parent.values_list("path", flat=True), self.slug])
