import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from inss.lib.bidi import Text
from inss.lib.links import refuse_unsafe_links
from inss.lib.paths import Addressed
from inss.lib.rows import Bilingual, Language, Prose, Row
from inss.lib.trees import Branch
from posts.models import Section
from topics.models import Topic

from .querysets import MenuQuerySet, PageQuerySet


class Page(Prose, Addressed):
    """A standing page: one row a language; twins share `twin_group`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    language = models.CharField(
        _("language of the text"), max_length=2, choices=Language, default=Language.ENGLISH
    )
    twin_group = models.UUIDField(default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = PageQuerySet.as_manager()

    class Meta(Addressed.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        permissions = [("publish_page", "Can publish pages and change published ones")]
        constraints = [
            models.UniqueConstraint(name="page_has_a_path_of_its_own", fields=["language", "path"]),
            models.UniqueConstraint(
                name="page_twins_differ_in_language",
                fields=["twin_group", "language"],
                violation_error_message=_("There is already a twin in this language."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The public address, in the page's own language whatever the active one is."""
        with override(self.language):
            return reverse("by_path", args=[f"{self.path}/"])

    @property
    def is_live(self) -> bool:
        return self.status == self.Status.PUBLISHED

    def has_readers(self) -> bool:
        return self.branch().filter(status=self.Status.PUBLISHED).exists()

    def clean(self) -> None:
        super().clean()
        if self.parent and self.parent.language != self.language:
            raise ValidationError({"parent": _("Choose a page in the same language.")})


class MenuItem(Bilingual, Branch):
    """One tree feeds header, drawer and footer. An item without a target is a heading without a link."""

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

    class Place(models.TextChoices):
        HEADER = "header", _("header")
        DRAWER = "drawer", _("menu on small screens")
        FOOTER = "footer", _("footer")

    class Zone(models.TextChoices):
        """Where an entry of the first level stands, and its branch with it."""

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
    hidden_in = models.CharField(_("hidden in"), max_length=10, choices=Place, blank=True)
    zone = models.CharField(_("stands in"), max_length=12, choices=Zone, default=Zone.MAIN)

    MAX_DEPTH = 4

    # Of the published page in the language that `for_language` was asked for; only it reads them.
    page_path: str | None
    page_title: str | None
    # Of the page and its twin; only with_page_titles() reads them.
    page_title_en: str | None = None
    page_title_he: str | None = None

    objects = MenuQuerySet.as_manager()

    class Meta(Branch.Meta):
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
        """The target's name in the active language. Of a page that needs with_page_titles()."""
        twin = self.text("page_title") if self.page_title_en or self.page_title_he else ""
        return twin or str(self.target or "")

    @property
    def target(self) -> Topic | Section | Page | None:
        return self.topic or self.section or self.page

    def clean(self) -> None:
        super().clean()
        refuse_unsafe_links(self, "url_en", "url_he")
        above = 0
        if self.parent_id:  # by its id: a parent read with its path says where it stood then
            above = MenuItem.objects.ancestors(self.parent_id, include_self=True).count()
        below = self.height() if self.pk else 1
        if above + below > self.MAX_DEPTH:
            raise ValidationError({"parent": _("The menu is four levels deep at most.")})

    def height(self) -> int:
        """Levels from this item down, itself included."""
        depths = [item.tree_depth for item in self.branch()]
        return max(depths) - min(depths) + 1


class SiteSettings(Bilingual, Row):
    """The institute's facts, one row."""

    name_en = models.CharField(_("name"), max_length=120)
    name_he = models.CharField(_("name in Hebrew"), max_length=120, blank=True)
    short_name_en = models.CharField(_("short name"), max_length=20)
    short_name_he = models.CharField(_("short name in Hebrew"), max_length=20, blank=True)
    tagline_en = models.CharField(_("tagline"), max_length=200, blank=True)
    tagline_he = models.CharField(_("tagline in Hebrew"), max_length=200, blank=True)
    affiliation_en = models.CharField(_("affiliation"), max_length=120, blank=True)
    affiliation_he = models.CharField(_("affiliation in Hebrew"), max_length=120, blank=True)
    affiliation_url = models.URLField(_("address of the affiliation’s site"), blank=True)
    address_en = models.TextField(_("postal address"), blank=True)
    address_he = models.TextField(_("postal address in Hebrew"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    fax = models.CharField(_("fax"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    credit_en = models.CharField(_("credit line"), max_length=200, blank=True)
    credit_he = models.CharField(_("credit line in Hebrew"), max_length=200, blank=True)

    SINGLETON_PK = 1

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [models.CheckConstraint(name="site_has_one_row_of_settings", condition=Q(pk=1))]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        super().clean()
        refuse_unsafe_links(self, "affiliation_url")

    @classmethod
    def load(cls) -> "SiteSettings":
        """The row; on an empty database an unsaved one with the name the software came with."""
        row = cls.objects.filter(pk=cls.SINGLETON_PK).first()
        return row or cls(pk=cls.SINGLETON_PK, name_en="Institute", short_name_en="Institute")

    @property
    def name(self) -> Text:
        return self.text("name")

    @property
    def short_name(self) -> Text:
        return self.text("short_name")

    @property
    def tagline(self) -> Text:
        return self.text("tagline")

    @property
    def affiliation(self) -> Text:
        return self.text("affiliation")

    @property
    def address(self) -> Text:
        return self.text("address")

    @property
    def credit(self) -> Text:
        return self.text("credit")
