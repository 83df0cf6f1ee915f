from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from tree_queries.query import TreeQuerySet

from inss.lib.bidi import LANGUAGES
from inss.lib.links import refuse_unsafe_links
from inss.lib.models import Bilingual, TreeNode
from posts.models import Section
from topics.models import Topic

from .page import Page


class MenuQuerySet(TreeQuerySet):
    def with_page_titles(self) -> Self:
        """Add `page_title_en` and `page_title_he` of the item's page and its twin, published or not."""
        twins = Page.objects.filter(twin_group=OuterRef("page__twin_group")).order_by()
        return self.annotate(
            **{
                f"page_title_{language}": Subquery(twins.in_language(language).values("title")[:1])
                for language in LANGUAGES
            }
        )

    def for_language(self, language: str) -> QuerySet:
        """Return the whole tree with the data of its links. One query.

        Adds `page_path` and `page_title` of the item's page in `language`, or None without a published one.
        """
        twins = Page.objects.published().in_language(language).filter(twin_group=OuterRef("page__twin_group"))
        return (
            self.select_related("topic", "section")
            .annotate(
                page_path=Subquery(twins.values("path")[:1]), page_title=Subquery(twins.values("title")[:1])
            )
            .order_by(F("parent").asc(nulls_first=True), "position", "pk")
        )


class MenuItem(Bilingual, TreeNode):
    """An entry of the one tree for header, drawer and footer.

    Without a target it is a heading without a link.
    """

    class View(models.TextChoices):
        HOME = "home", _("home page")
        TOPICS = "topics", _("all topics")
        PROJECTS = "projects", _("all projects")
        ARCHIVE = "archive", _("archive")
        EVENTS = "events", _("events")
        TEAM = "team", _("team")
        NEWSLETTER = "newsletter", _("newsletter")
        SEARCH = "search", _("search")
        OTHER_LANGUAGE = "other-language", _("other language")

    class Area(models.TextChoices):
        HEADER = "header", _("header")
        DRAWER = "drawer", _("menu on small screens")
        FOOTER = "footer", _("footer")

    class Zone(models.TextChoices):
        """The area in which an entry of the first level is shown, with its branch."""

        MAIN = "main", _("the main row")
        UTILITY = "utility", _("the bar at the top")
        SMALL_PRINT = "small-print", _("the last line of the footer")

    label_en = models.CharField(_("label"), max_length=120, blank=True)
    label_he = models.CharField(_("label in Hebrew"), max_length=120, blank=True)
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="menu_items",
    )
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="menu_items",
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="menu_items",
    )
    view = models.CharField(_("view"), max_length=20, choices=View, blank=True)
    url_en = models.CharField(pgettext_lazy("of the English site", "address"), max_length=500, blank=True)
    url_he = models.CharField(_("address in Hebrew"), max_length=500, blank=True)
    hidden_in = models.CharField(_("hidden in"), max_length=10, choices=Area, blank=True)
    zone = models.CharField(_("stands in"), max_length=12, choices=Zone, default=Zone.MAIN)

    MAX_DEPTH = 4

    # Set only by `for_language`: the published page in that language.
    page_path: str | None
    page_title: str | None
    # Set only by with_page_titles(): the page and its twin.
    page_title_en: str | None = None
    page_title_he: str | None = None

    objects = MenuQuerySet.as_manager()

    class Meta(TreeNode.Meta):
        verbose_name = _("menu item")
        verbose_name_plural = _("menu")
        constraints = [
            models.CheckConstraint(
                name="menu_item_has_at_most_one_target",
                condition=(
                    Q(topic__isnull=True, section__isnull=True, page__isnull=True, url_en="", url_he="")
                    | Q(topic__isnull=True, section__isnull=True, page__isnull=True, view="")
                    | Q(topic__isnull=True, section__isnull=True, view="", url_en="", url_he="")
                    | Q(topic__isnull=True, page__isnull=True, view="", url_en="", url_he="")
                    | Q(section__isnull=True, page__isnull=True, view="", url_en="", url_he="")
                ),
                violation_error_message=_(
                    "Choose one target only: a topic, a section, a page, a view or an address."
                ),
            ),
            models.CheckConstraint(
                name="menu_heading_has_a_label",
                condition=~Q(
                    topic__isnull=True, section__isnull=True, page__isnull=True, view="", label_en=""
                ),
                violation_error_message=_("A heading or an address needs a label."),
            ),
        ]

    def __str__(self) -> str:
        return self.text("label") or self.target_name or self.get_view_display()

    @property
    def target_name(self) -> str:
        """Return the target's name in the active language. For a page this needs with_page_titles()."""
        twin = self.text("page_title") if self.page_title_en or self.page_title_he else ""
        return twin or str(self.target or "")

    @property
    def target(self) -> Topic | Section | Page | None:
        return self.topic or self.section or self.page

    def clean(self) -> None:
        super().clean()
        refuse_unsafe_links(self, "url_en", "url_he")
        above = 0
        if self.parent_id:  # by id: the path of a parent read earlier may be outdated
            above = MenuItem.objects.ancestors(self.parent_id, include_self=True).count()
        below = 1 if self._state.adding else self.height()
        if above + below > self.MAX_DEPTH:
            raise ValidationError({"parent": _("The menu is four levels deep at most.")})

    def height(self) -> int:
        """Return the number of levels from this item down, itself included."""
        depths = [item.tree_depth for item in self.descendants(include_self=True)]
        return max(depths) - min(depths) + 1
