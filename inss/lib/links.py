"""Addresses: those of this site made absolute, and those that people at the desk type checked."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .bidi import current_language, other

# A path of this site (two slashes, or a slash and a backslash, lead to another one) or a scheme of ours.
SAFE = re.compile(r"/(?![/\\])\S*|https?://[^\s/]\S*|(mailto|tel):\S+", re.IGNORECASE)


def absolute(path: str) -> str:
    """The whole address of a path of this site; an address elsewhere stays as it is."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


def url_in_other_language(view_name: str, *args: object) -> str:
    """The address, in the other language, of a page that both languages have."""
    with override(other(current_language())):
        return reverse(view_name, args=args)


def refuse_unsafe_links(row: models.Model, *names: str) -> None:
    """Raises ValidationError on each of these fields that is neither empty nor safe to follow."""
    text = _("Write a path of this site, like /contact/, or an address like https://www.tau.ac.il/.")
    links = {name: getattr(row, name) for name in names}
    if unsafe := [name for name, link in links.items() if link and not is_safe(link)]:
        raise ValidationError(dict.fromkeys(unsafe, text))


def is_safe(link: str) -> bool:
    return link.isprintable() and bool(SAFE.fullmatch(link))
