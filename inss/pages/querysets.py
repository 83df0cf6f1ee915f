from typing import TYPE_CHECKING, Self

from django.db.models import F, OuterRef, QuerySet, Subquery
from tree_queries.query import TreeQuerySet

from inss.lib.bidi import LANGUAGES

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
    def with_page_titles(self) -> Self:
        """`page_title_en` and `page_title_he` of the item's page and its twin, published or not."""
        from .models import Page  # the models import this module

        twins = Page.objects.filter(twin_group=OuterRef("page__twin_group")).order_by()
        return self.annotate(
            **{
                f"page_title_{language}": Subquery(twins.in_language(language).values("title")[:1])
                for language in LANGUAGES
            }
        )

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
