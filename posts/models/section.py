from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inss.lib.bidi import Text
from inss.lib.models import Bilingual, HasPath

from ..kinds import CHOICES, KINDS, TEXT, Kind


class Section(Bilingual, HasPath):
    """A series, a journal or another group of posts. `path` is its URL."""

    name_en = models.CharField(_("name"), max_length=120)
    name_he = models.CharField(_("name in Hebrew"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=CHOICES, default=TEXT)
    in_all_publications = models.BooleanField(_("in “All Publications”"), default=True)

    NAMED_BY = ("name_en", "name_he")

    class Meta(HasPath.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(name="section_has_a_path_of_its_own", fields=["path"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("by_path", args=[f"{self.path}/"])

    def branch_was_public(self) -> bool:
        return self.posts.model.objects.public().in_section(self).exists()

    @property
    def name(self) -> Text:
        return self.text("name")

    @property
    def rules(self) -> Kind:
        return KINDS[self.kind]
