"""A post in its other language: the version there, or the ways to one; on its form and its read-only page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inss.lib.bidi import ENGLISH, HEBREW, other

from ..models import Post
from ..rights import may_edit, may_see
from .side_views import address_of_twin, refused_twin

NAMES: dict[str, Promise] = {ENGLISH: _("English version"), HEBREW: _("Hebrew version")}
WRITE: dict[str, Promise] = {ENGLISH: _("Write the English version"), HEBREW: _("Write the Hebrew version")}


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """`post` is the version, as far as this person may see it; `is_hidden` if there is one they may not."""

    name: Promise
    write: Promise
    post: Post | None
    is_hidden: bool
    is_behind: bool
    may_write: bool
    may_connect: bool
    may_disconnect: bool
    refused: dict[str, str] | None
    example: str


def other_version(request: HttpRequest, post: Post) -> OtherVersion:
    language, user = other(post.language), request.user
    found = Post.objects.twins_of(post).first()
    shown = found if found and may_see(user, found) else None
    edits = may_edit(user, post)
    return OtherVersion(
        name=NAMES[language],
        write=WRITE[language],
        post=shown,
        is_hidden=found is not None and shown is None,
        is_behind=shown is not None and is_behind(shown, post),
        may_write=found is None and user.has_perm("posts.add_post"),
        may_connect=found is None and edits,
        may_disconnect=shown is not None and edits and may_edit(user, shown),
        refused=refused_twin(request, post),
        example=address_of_twin(post, slug="two-clocks"),
    )


def is_behind(version: Post, source: Post) -> bool:
    """Whether the source of this translation was saved after it, by minutes, as they are shown."""
    saved, changed = (post.updated_at.replace(second=0, microsecond=0) for post in (version, source))
    return version.created_at > source.created_at and saved < changed
