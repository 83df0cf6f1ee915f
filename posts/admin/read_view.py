"""A post to whom may not change it: its page, what it waits for, and what was typed while it was theirs."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from inss.lib.desk.combobox import is_key
from inss.lib.desk.history import saved_since

from ..models import Post
from ..rights import may_take_back
from .checks import checks_for
from .unsaved_text import unsaved_text

WAITS_FOR: dict[str, Promise] = {
    Post.Status.REVIEW: _lazy("It waits for an editor, who reads it and marks it as ready."),
    Post.Status.READY: _lazy("It waits for a publisher."),
}
UNKNOWN = _lazy("There is no post at this address, or it is not shown to you yet.")


class ReadView:
    """The reader's half of PostAdmin."""

    def read(self, request: HttpRequest, post: Post) -> HttpResponse:
        """The page in a frame, beside what is known about it."""
        waits_for = WAITS_FOR.get(post.status)
        context = self.about(request, post) | {
            "has_twin": Post.objects.twins_of(post).exists(),
            "waits_for": waits_for,
            "checks": checks_for(post) if waits_for else [],
            "may_take_back": may_take_back(request.user, post),
        }
        return TemplateResponse(request, "admin/posts/post/read.html", context)

    def return_what_was_typed(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """403 with the words of a form that came too late. Raises PermissionDenied for any other refusal."""
        post = self.get_object(request, object_id)
        if post is None or self.has_change_permission(request, post):
            raise PermissionDenied
        context = self.about(request, post) | {
            "log": saved_since(post, opened_version(request, post)),
            "typed": unsaved_text(request.POST, post),
        }
        return TemplateResponse(request, "admin/posts/post/too_late.html", context, status=403)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Says the same of a post that is none and of one not shown to this person, and loses no words."""
        if typed := unsaved_text(request.POST):
            context = self.about(request, None) | {"typed": typed, "unknown": UNKNOWN}
            return TemplateResponse(request, "admin/posts/post/too_late.html", context, status=404)
        self.message_user(request, UNKNOWN, messages.WARNING)
        return redirect("admin:index")

    def about(self, request: HttpRequest, post: Post | None) -> dict[str, Any]:
        title = post.title if post else _("Not saved")
        return self.admin_site.each_context(request) | {"post": post, "opts": self.opts, "title": title}


def opened_version(request: HttpRequest, post: Post) -> int:
    """The version of the post that the form was opened with; the present one where it does not say."""
    version = request.POST.get("version", "")
    return int(version) if is_key(version) else post.version
