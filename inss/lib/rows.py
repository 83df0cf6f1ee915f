"""What every row of the site carries. Abstract: no table comes from here."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .bidi import ENGLISH, HEBREW, Text, current_language, other
from .markup import RENDERER_VERSION, render, sanitise


class Language(models.TextChoices):
    ENGLISH = ENGLISH, "English"
    HEBREW = HEBREW, "עברית"


class Dated(models.Model):
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        abstract = True


class Row(Dated):
    """`version` counts the saves: an edit form may only save over the version it was opened with."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def hold(cls, pk: Any) -> Self | None:
        """The row as it is now, locked until the end of the transaction; None where somebody deleted it."""
        return cls._base_manager.select_for_update().filter(pk=pk).first()


class Bilingual(models.Model):
    """One thing with two names: `text("name")` reads name_en or name_he."""

    class Meta:
        abstract = True

    def text(self, field: str) -> Text:
        """The field in the active language; where that is empty, the other language's, marked as such."""
        language = current_language()
        fallback = other(language)
        value = getattr(self, f"{field}_{language}")
        return Text(value, language) if value else Text(getattr(self, f"{field}_{fallback}"), fallback)


class Prose(models.Model):
    """A body kept twice: the sanitised source that editors edit, and the finished HTML made from it."""

    language: models.CharField  # of the row that has the body

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
            self.finish_body()
        super().save(**kwargs)

    def finish_body(self) -> None:
        """Sanitises the source and makes the public HTML from it, in the row's own language."""
        self.body = sanitise(self.body)
        finished = render(self.body, language=self.language)
        self.body_html = finished.html
        self.body_plain = finished.plain
        self.word_count = finished.words
        self.headings = finished.headings
        self.rendered_version = RENDERER_VERSION
