from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inss.lib.models import Timestamped

from .author import Author


class Byline(Timestamped):
    """A person who signs a post: role, order, and affiliation at the time."""

    class Role(models.TextChoices):
        AUTHOR = "author", pgettext_lazy("part in a post", "author")
        EDITOR = "editor", pgettext_lazy("part in a post", "editor")
        TRANSLATOR = "translator", pgettext_lazy("part in a post", "translator")
        INTERVIEWEE = "interviewee", pgettext_lazy("part in a post", "interviewee")

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, verbose_name=_("person"), on_delete=models.PROTECT, related_name="bylines"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.AUTHOR)
    affiliation = models.CharField(_("affiliation at the time"), max_length=200, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="person_has_a_role_once",
                fields=["post", "author", "role"],
                violation_error_message=_("This person is named twice in the same role."),
            )
        ]

    def __str__(self) -> str:
        return str(self.author)


def people_of(bylines: Iterable[Byline]) -> list[Author]:
    return list(dict.fromkeys(byline.author for byline in bylines))


def writers_of(bylines: Iterable[Byline]) -> list[Author]:
    """Return the people named on cards and in citations: the authors, or everybody if there is none."""
    return people_of(line for line in bylines if line.role == Byline.Role.AUTHOR) or people_of(bylines)
