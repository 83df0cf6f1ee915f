"""The form a post is written in: fields by state and right, and buttons that are verbs of workflow.py."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.forms import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inss.lib.desk.admin import DeskAdmin
from inss.lib.desk.browser_drafts import acknowledge
from inss.lib.desk.history import step_part

from .. import workflow
from ..models import Byline, Post
from ..returns import returns_of
from ..rights import may_delete, may_edit, may_publish, may_see
from .buttons import buttons_for
from .byline_forms import MAX_PEOPLE, BylineForm, BylineFormSet
from .checks import checks_for
from .post_form import MOMENTS, PostForm
from .post_list import PostList
from .read_view import ReadView
from .side_views import SIDE_STEPS, PostViews, address_of_twin, form_of, refused_twin
from .steps import step_of, success_message, take


class BylineInline(admin.StackedInline):
    """The people, in order. Whoever may edit the post may edit them."""

    model, form, formset, extra = Byline, BylineForm, BylineFormSet, 0
    template, classes = "admin/edit_inline/ordered.html", ["side"]
    fields = ["author", "role", "affiliation", "position"]
    max_num = MAX_PEOPLE  # no more are made or shown, whatever number a form claims to have

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("author")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, absolute_max=self.max_num, **kwargs)
        formset.form.user = request.user
        return formset

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A box for whoever signs it, until somebody does."""
        return 0 if obj and obj.bylines.exists() else 1

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("posts.view_post")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("posts.change_post")

    has_delete_permission = has_change_permission

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("posts.change_post")


def offered_people(request: HttpRequest) -> list[dict[str, Any]]:
    """Who signs a new post unless told otherwise: the author this user is."""
    author = getattr(request.user, "author", None)
    return [{"author": author.pk, "position": 1}] if author else []


@admin.register(Post)
class PostAdmin(PostViews, ReadView, PostList, DeskAdmin):
    form = PostForm
    inlines = (BylineInline,)

    class Media:
        js = [
            Script(f"js/desk/{name}.js", type="module")
            for name in ("length", "direction", "publish", "calendar", "ordered", "kinds", "slug")
        ]

    # Rights

    def get_queryset(self, request: HttpRequest) -> QuerySet:
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
        form = super().get_form(request, obj, change, **kwargs)
        form.user, form.step = request.user, step_of(request)
        form.refusal = getattr(request, "refusal", None)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """This person’s own language, and what a link fills in. No moment: its widget takes no text."""
        given = {"language": request.user.language} | super().get_changeform_initial_data(request)
        return {name: value for name, value in given.items() if name not in MOMENTS}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in MOMENTS:
            field.widget.widgets[1].format = "%H:%M"
        return field

    def get_formset_kwargs(self, request: HttpRequest, obj: Post, inline: Any, prefix: str) -> dict[str, Any]:
        offered = {} if obj.pk else {"initial": offered_people(request)}
        return super().get_formset_kwargs(request, obj, inline, prefix) | offered

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The form; to whom may only read the post, its page, and whatever was typed into the form before."""
        post = self.get_object(request, unquote(object_id))
        if post and request.method != "POST" and not self.has_change_permission(request, post):
            return self.read(request, post)
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except PermissionDenied:  # a post that is handed in, taken on or published meanwhile
            return self.return_what_was_typed(request, unquote(object_id))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the post as it is saved, whatever was typed over it."""
        original = context.get("original")
        post = original and Post.objects.select_related("section", "updated_by").get(pk=original.pk)
        twin = post and Post.objects.visible_to(request.user).twins_of(post).first()
        context |= {
            "post": post,
            "buttons": buttons_for(post, request.user),
            "checks": checks_for(post) if post and not post.was_public else [],
            "returned": post and returns_of([post]).get(post.pk),
            "saved_by": post
            and post.updated_by
            and (post.updated_by.get_full_name() or str(post.updated_by)),
            "side_steps": list(SIDE_STEPS),
            "twin": twin,
            "may_separate": twin and may_edit(request.user, twin),
            "twin_example": post and address_of_twin(post, slug="two-clocks"),
            "refused": refused_twin(request, post),
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
        """Saves and takes the step asked for, both or neither.

        What the workflow refuses is shown in the form: it is run again, knowing the refusal, with all
        that was typed. The add form sent twice makes one post.
        """
        run = super().changeform_view
        if made := self.already_created(request, object_id):
            return self.go_on(request, made)
        try:
            with transaction.atomic():
                return run(request, object_id, form_url, extra_context)
        except (workflow.NotReady, workflow.WrongState) as refusal:
            request.refusal = refusal
        except workflow.StaleVersion:
            pass  # the form finds it by itself, and says who and what
        except IntegrityError:  # somebody was faster, perhaps this very form: its second run will find out
            if made := self.already_created(request, object_id):
                return self.go_on(request, made)
        return run(request, object_id, form_url, extra_context)

    def already_created(self, request: HttpRequest, object_id: str | None) -> Post | None:
        """The post that this very add form has made already."""
        try:
            key = PostForm.base_fields["key"].clean(request.POST.get("key"))
        except ValidationError:
            return None
        if object_id or key is None:
            return None
        return Post.objects.filter(twin_group=key, created_by=request.user).first()

    def save_model(self, request: HttpRequest, obj: Post, form: PostForm, change: bool) -> None:
        key = form.cleaned_data.get("key")
        others = Post.objects.filter(twin_group=key).exclude(created_by=request.user)
        if not change and key and not others.exists():
            obj.twin_group = key
        workflow.save(obj, by=request.user)

    def save_related(self, request: HttpRequest, form: PostForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        take(form, by=request.user)

    def construct_change_message(
        self, request: HttpRequest, form: PostForm, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        """With the step that was taken: one press is one line of the history."""
        message = super().construct_change_message(request, form, formsets, add)
        if form.step:
            note = form.cleaned_data["note"] if form.step == "_return" else ""
            message.append(step_part(success_message(form.step, form.instance), note))
        return message

    def response_add(self, request: HttpRequest, obj: Post, post_url_continue: Any = None) -> HttpResponse:
        return self.message_and_redirect(request, obj)

    def response_change(self, request: HttpRequest, obj: Post) -> HttpResponse:
        return self.message_and_redirect(request, obj)

    def message_and_redirect(self, request: HttpRequest, post: Post) -> HttpResponse:
        self.message_user(request, success_message(step_of(request), post))
        return self.go_on(request, post)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """A post that somebody saved or published since the question was asked stays."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except workflow.StaleVersion as stale:
            messages.error(request, _("Somebody changed it just now. Try again."))
            return form_of(stale.current)

    def delete_model(self, request: HttpRequest, obj: Post) -> None:
        workflow.delete(obj, by=request.user)

    def go_on(self, request: HttpRequest, post: Post) -> HttpResponse:
        return acknowledge(request, HttpResponseRedirect(reverse("admin:posts_post_change", args=[post.pk])))
