from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inss.lib.bidi import Text, current_language
from inss.lib.links import refuse_unsafe_links
from inss.lib.models import Bilingual, Versioned


class SiteSettings(Bilingual, Versioned):
    """The name, address and other facts of the institute, in one row."""

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
        """Return the row; for an empty database an unsaved one with a default name."""
        row = cls.objects.filter(pk=cls.SINGLETON_PK).first()
        return row or cls(pk=cls.SINGLETON_PK, name_en="Institute", short_name_en="Institute")

    @property
    def name(self) -> Text:
        return self.text("name")

    @property
    def short_name(self) -> Text:
        return self.text("short_name")

    @property
    def brief_name(self) -> Text:
        """The short name; the full one where only the other language has a short one."""
        brief = self.short_name
        return brief if brief.lang == current_language() else self.name

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
