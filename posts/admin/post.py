"""The admin of posts: fields depend on state and rights, buttons call functions of workflow.py."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from inss.accounts.models import User
from inss.audit.models import Revision
from inss.lib.bidi import current_language

from .. import copies, workflow
from ..models import Post
from ..returns import returns_of
from ..rights import may_delete, may_edit, may_publish, may_see
from . import read_view
from .buttons import buttons_for
from .checks import checks_for, what_is_missing
from .languages import other_version
from .post_form import MOMENTS, PostForm
from .post_list import PostList
from .side_views import SIDE_BUTTONS, VIEWS
from .steps import SAVE, SENDING_ON, STEPS, step_name, success_message
from .unsaved_text import unsaved_text


def has_open_pieces(context: dict[str, Any]) -> bool:
    conflict = context["adminform"].form.conflict
    return bool(conflict and conflict.open)


def saved_by_another(post: Post | None, user: User) -> str:
    """Who saved the post last, unless that was `user`."""
    by = post and post.updated_by
    return str(by) if by and by != user else ""


@admin.register(Post)
class PostAdmin(PostList):
    form = PostForm

    class Media:
        js = [
            "admin/js/vendor/jquery/jquery.js",
            "admin/js/jquery.init.js",
            "admin/js/inlines.js",
            *(
                Script(f"js/desk/{name}.js", type="module")
                for name in ("length", "direction", "publish", "calendar", "ordered", "kinds", "slug")
            ),
        ]

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"posts_post_{name}")
            for name, view in VIEWS.items()
        ]
        return [*own, *super().get_urls()]

    # Rights

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).visible_to(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        return super().has_view_permission(request) and (obj is None or may_see(request.user, obj))

    def has_change_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        return super().has_change_permission(request) and (obj is None or may_edit(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        return super().has_delete_permission(request) and (obj is None or may_delete(request.user, obj))

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Post | None = None) -> list[Any]:
        return [
            (None, {"fields": [("section", "language"), "title", "standfirst", "body"]}),
            (_("Address"), {"fields": ["slug", "number"]}),
            (None, {"fields": ["topics", "tags"], "classes": ["side"]}),
            (_("When"), {"fields": self.dates(request, obj), "classes": ["state-fields"]}),
        ]

    def dates(self, request: HttpRequest, obj: Post | None) -> list[str]:
        if not may_publish(request.user) or (obj and obj.status == Post.Status.WITHDRAWN):
            return []
        return ["published_at", "corrected_at"] if obj and obj.is_live else ["published_at"]

    def get_form(
        self, request: HttpRequest, obj: Post | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.step = step_name(request)
        form.reviews_joined_text = bool(form.step or (obj and obj.status == Post.Status.PUBLISHED))
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Add the user's language to the values of the URL, without dates: their widget accepts no text."""
        given = {"language": current_language()} | super().get_changeform_initial_data(request)
        return {name: value for name, value in given.items() if name not in MOMENTS}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the form, or a read-only view with any typed text to users who cannot edit the post."""
        if request.method != "POST" and (post := self.read_only_post(request, object_id)):
            return read_view.read(request, post)
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except PermissionDenied:  # handed in, changed by an editor, or published since the form was opened
            if post := self.read_only_post(request, object_id):
                return read_view.too_late(request, post)
            raise

    def read_only_post(self, request: HttpRequest, object_id: str) -> Post | None:
        """Return the post if the user may see it but not change it, else None."""
        post = self.get_object(request, unquote(object_id))
        may_change = post is None or self.has_change_permission(request, post)
        return None if may_change else post

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Answer the same for a missing post and a hidden one, and show the text typed so far."""
        if typed := unsaved_text(request.POST):
            return read_view.unknown(request, typed)
        self.message_user(request, read_view.UNKNOWN, messages.WARNING)
        return redirect("admin:index")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add the post as it is saved, not as typed."""
        original = context.get("original")
        post = original and Post.objects.select_related("section", "updated_by").get(pk=original.pk)
        people = context["adminform"].form.people
        context |= {
            "post": post,
            "state": (post or Post()).state,
            "word": (post or Post()).state_label,
            "people": people,
            "errors": [*context["errors"], *people.error_lists()],
            "buttons": buttons_for(post, request.user, is_in_conflict=has_open_pieces(context)),
            "checks": checks_for(post) if post and not post.was_public else [],
            "returned": post and returns_of([post]).get(post.pk),
            "saved_by": saved_by_another(post, request.user),
            "side_buttons": list(SIDE_BUTTONS),
            "beside_language": post and "admin/posts/post/other_version.html",
            "other": post and other_version(request, post),
            "can_change": True,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    # Saving

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Create one post even if the add form is sent twice: the second response redirects to it."""
        if object_id is not None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        if post := self.already_created(request):
            return self.redirect_to_form(request, post)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if response.status_code == 200 and (post := self.already_created(request)):
            return self.redirect_to_form(request, post)  # the first request took its slug
        return response

    def already_created(self, request: HttpRequest) -> Post | None:
        """Return the post that this add form has already created, or None."""
        try:
            key = PostForm.base_fields["key"].clean(request.POST.get("key"))
        except ValidationError:
            return None
        return key and Post.objects.filter(twin_group=key, created_by=request.user).first()

    def save_model(self, request: HttpRequest, obj: Post, form: PostForm, change: bool) -> None:
        """Call the workflow function of the pressed button."""
        step = STEPS.get(form.step or "", SAVE)
        arguments = step.arguments(form.cleaned_data | {"moment": form.moment})
        step.verb(obj, by=request.user, relations=form.relations(), **arguments)

    def response_add(self, request: HttpRequest, obj: Post, post_url_continue: Any = None) -> HttpResponse:
        return self.message_and_redirect(request, obj)

    def response_change(self, request: HttpRequest, obj: Post) -> HttpResponse:
        return self.message_and_redirect(request, obj)

    def message_and_redirect(self, request: HttpRequest, post: Post) -> HttpResponse:
        step = step_name(request)
        self.message_user(request, success_message(step, post))
        if step in SENDING_ON and (lacks := what_is_missing(post)):
            self.message_user(request, lacks, messages.WARNING)
        return self.redirect_to_form(request, post)

    def may_see_all_deleted(self, request: HttpRequest) -> bool:
        return request.user.has_perm("posts.edit_any_post")

    def bring_back(self, revision: Revision, *, by: Any) -> Post:
        return copies.bring_back(revision, by=by)

    def delete_model(self, request: HttpRequest, obj: Post) -> None:
        workflow.delete(obj, by=request.user)

    def redirect_to_form(self, request: HttpRequest, post: Post) -> HttpResponse:
        form = HttpResponseRedirect(reverse("admin:posts_post_change", args=[post.pk]))
        return self.acknowledge(request, post, form)
