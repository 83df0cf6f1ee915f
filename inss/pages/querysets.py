from typing import TYPE_CHECKING, Self

from django.db.models import F, OuterRef, QuerySet, Subquery
from tree_queries.query import TreeQuerySet

if TYPE_CHECKING:
    from .models import Page


class PageQuerySet(TreeQuerySet["Page"]):
    def published(self) -> Self:
        """What the public may read now."""
        return self.filter(status=self.model.Status.PUBLISHED)

    def in_language(self, language: str) -> Self:
        return self.filter(language=language)

    def twins_of(self, page: "Page") -> Self:
        return self.filter(twin_group=page.twin_group).exclude(pk=page.pk)


class MenuQuerySet(TreeQuerySet):
    def for_language(self, language: str) -> QuerySet:
        """The whole tree with what its links need, in one query.

        Adds `page_path` and `page_title` of the item's page in `language`; None without a published twin.
        """
        from .models import Page  # the models import this module

        twins = Page.objects.published().in_language(language).filter(twin_group=OuterRef("page__twin_group"))
        return (
            self.select_related("topic", "section")
            .annotate(
                page_path=Subquery(twins.values("path")[:1]), page_title=Subquery(twins.values("title")[:1])
            )
            .order_by(F("parent").asc(nulls_first=True), "position", "pk")
        )
