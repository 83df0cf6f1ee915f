"""URLs: make paths of this site absolute, and check the links that editors type."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .bidi import current_language, other

# A path of this site, or a URL with one of our schemes. Two slashes, or a slash and a backslash, would lead
# to another site.
SAFE = re.compile(r"/(?![/\\])\S*|https?://[^\s/]\S*|(mailto|tel):\S+", re.IGNORECASE)


def absolute(path: str) -> str:
    """Return a path of this site as an absolute URL. Return a URL of another site unchanged."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


def url_in_other_language(view_name: str, *args: object) -> str:
    """Return the URL of a page in the other language, for pages that exist in both."""
    with override(other(current_language())):
        return reverse(view_name, args=args)


def refuse_unsafe_links(row: models.Model, *names: str) -> None:
    """Raise ValidationError on each of these fields whose value is neither empty nor a safe link."""
    text = _("Enter a path of this site, like /contact/, or an address like https://www.tau.ac.il/.")
    links = {name: getattr(row, name) for name in names}
    if unsafe := [name for name, link in links.items() if link and not is_safe(link)]:
        raise ValidationError(dict.fromkeys(unsafe, text))


def is_safe(link: str) -> bool:
    return link.isprintable() and bool(SAFE.fullmatch(link))
