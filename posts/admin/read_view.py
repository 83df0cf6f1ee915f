"""The read-only view of a post for users who cannot edit it, and the text of a form that came too late."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from inss.audit.models import Revision
from inss.lib.bidi import direction
from inss.lib.dates import moment, time_element
from inss.lib.desk.combobox import is_key

from ..models import Byline, Post
from ..rights import may_take_back
from .checks import checks_for
from .languages import other_version
from .unsaved_text import UnsavedText, unsaved_text

WAITS_FOR: dict[str, Promise] = {
    Post.Status.REVIEW: _lazy("It waits for an editor, who reads it and sends it to a publisher."),
    Post.Status.READY: _lazy("It waits for a publisher."),
}
UNKNOWN = _lazy("There is no post at this address, or it is not shown to you yet.")


def read(request: HttpRequest, post: Post) -> HttpResponse:
    """The text as readers see it, and all that the form would show beside it."""
    waits_for = WAITS_FOR.get(post.status)
    context = about(request, post) | {
        "waits_for": waits_for,
        "checks": checks_for(post) if waits_for else [],
        "may_take_back": may_take_back(request.user, post),
        "other": other_version(request, post),
        "side_buttons": ["copy", "twin"],
        "direction": direction(post.language),
        "facts": [(label, values) for label, values in facts_of(post) if values],
    }
    return TemplateResponse(request, "admin/posts/post/read.html", context)


def facts_of(post: Post) -> list[tuple[str, list[Any]]]:
    """(label, values) of what stands beside the text; of what the post has none, no values."""
    return [
        (label_of("section"), [post.section.name]),
        (label_of("number"), [post.number] if post.number else []),
        (capfirst(str(Byline._meta.verbose_name_plural)), people_of(post)),
        (label_of("topics"), [link.topic.name for link in post.post_topics.select_related("topic")]),
        (label_of("tags"), [tag.name for tag in post.tags.all()]),
        (label_of("published_at"), moments(post.published_at)),
        (label_of("corrected_at"), moments(post.corrected_at)),
        (label_of("withdrawn_at"), moments(post.withdrawn_at)),
        (_("Address"), [format_html('<bdi dir="ltr">{}</bdi>', post.get_absolute_url())]),
    ]


def label_of(name: str) -> str:
    field: Any = Post._meta.get_field(name)
    return capfirst(str(field.verbose_name))


def moments(at: dt.datetime | None) -> list[SafeString]:
    return [time_element(at, moment(at))] if at else []


def people_of(post: Post) -> list[SafeString]:
    """Name, role and, where one was given, the affiliation of the time."""
    return [
        format_html(
            '<bdi>{}</bdi> <span class="meta">{}</span>',
            line.author,
            ", ".join(filter(None, [line.get_role_display(), line.affiliation])),
        )
        for line in post.bylines.select_related("author")
    ]


def too_late(request: HttpRequest, post: Post) -> HttpResponse:
    """403 with the text of a form that was sent after the post was no longer this person's to change."""
    saved_since = Revision.objects.since(post, opened_version(request, post))
    context = about(request, post) | {"saved_since": saved_since, "typed": unsaved_text(request.POST, post)}
    return TemplateResponse(request, "admin/posts/post/too_late.html", context, status=403)


def unknown(request: HttpRequest, typed: list[UnsavedText]) -> HttpResponse:
    """404 with the text of a form whose post is gone, or not shown to this person."""
    context = about(request, None) | {"typed": typed, "unknown": UNKNOWN}
    return TemplateResponse(request, "admin/posts/post/too_late.html", context, status=404)


def about(request: HttpRequest, post: Post | None) -> dict[str, Any]:
    title = post.title if post else _("Not saved")
    return admin.site.each_context(request) | {"post": post, "opts": Post._meta, "title": title}


def opened_version(request: HttpRequest, post: Post) -> int:
    """The version of the post that the form was opened with; the present one if it does not say."""
    version = request.POST.get("version", "")
    return int(version) if is_key(version) else post.version
