"""The read-only view of a post for users who cannot edit it, and the text of a form that came too late."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from inss.audit.models import Revision
from inss.lib.desk.combobox import is_key

from ..models import Post
from ..rights import may_take_back
from .checks import checks_for
from .unsaved_text import UnsavedText, unsaved_text

WAITS_FOR: dict[str, Promise] = {
    Post.Status.REVIEW: _lazy("It waits for an editor, who reads it and sends it to a publisher."),
    Post.Status.READY: _lazy("It waits for a publisher."),
}
UNKNOWN = _lazy("There is no post at this address, or it is not shown to you yet.")


def read(request: HttpRequest, post: Post) -> HttpResponse:
    """The page in a frame, beside what is known about it."""
    waits_for = WAITS_FOR.get(post.status)
    context = about(request, post) | {
        "has_twin": Post.objects.twins_of(post).exists(),
        "waits_for": waits_for,
        "checks": checks_for(post) if waits_for else [],
        "may_take_back": may_take_back(request.user, post),
    }
    return TemplateResponse(request, "admin/posts/post/read.html", context)


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
