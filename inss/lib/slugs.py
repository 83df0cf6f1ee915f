"""Slugs are lower-case Latin letters, digits and hyphens in both languages."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 120

# fmt: off
RESERVED = frozenset([
    "admin", "api", "archive", "atom", "authors", "calendar", "count", "en", "events", "feed", "feeds",
    "files", "he", "healthz", "newsletter", "preview", "projects", "publication", "robots.txt", "search",
    "sitemap.xml", "static", "tags", "team", "topics", "wp-content",
])
# fmt: on

validate_slug = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
    _("Lower-case Latin letters, digits and single hyphens, like two-clocks-in-beijing."),
    code="slug",
)


def latin_slug(text: str) -> str:
    """Return a slug, cut at a hyphen to MAX_LENGTH; empty if `text` has no Latin letter and no digit."""
    slug = slugify(re.sub("[–—_]", "-", text))
    if len(slug) <= MAX_LENGTH:
        return slug
    return slug[: MAX_LENGTH + 1].rpartition("-")[0] or slug[:MAX_LENGTH]


def validate_not_reserved(slug: str) -> None:
    """Raise ValidationError for a first path segment that the site itself uses or will use."""
    if slug in RESERVED:
        raise ValidationError(
            _("The site itself uses “%(slug)s”. Choose another."),
            code="reserved",
            params={"slug": slug},
        )
