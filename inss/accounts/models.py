from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from inss.lib.models import Language, Versioned


class User(Versioned, AbstractUser):
    """A person who works at the desk. Roles, which are groups, decide the permissions."""

    language = models.CharField(
        _("language of the desk"), max_length=2, choices=Language, default=Language.ENGLISH
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
