"""What can be done with a post beside its form: preview, copy, twins. Each view asks for its right."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.csp import CSP, build_policy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from .. import copies, workflow
from ..addresses import find_post
from ..models import Post
from ..reading import post_page
from ..rights import may_edit

# A preview is the public page, and may stand in a frame of the desk.
PREVIEW_CSP = build_policy(settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]})

TAKEN_BACK = _lazy("Taken back to draft.")

Step = Callable[[HttpRequest, Post], Post]


def form_of(post: Post) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:posts_post_change", args=[post.pk]))


class PostViews:
    """The side views' half of PostAdmin. A post that this person may not see is a 404."""

    def get_urls(self) -> list[URLPattern]:
        views = {"preview": xframe_options_sameorigin(require_safe(self.preview))}
        views |= {name: self.step(act) for name, act in SIDE_STEPS.items()}
        views["takeback"] = self.step(self.take_back)
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"posts_post_{name}")
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def seen(self, request: HttpRequest, pk: int) -> Post:
        return get_object_or_404(self.get_queryset(request).with_people_and_topics(), pk=pk)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page as readers would see it now, in the post's own language; saved text only."""
        post = self.seen(request, pk)
        with override(post.language):
            request.place = post.section.get_absolute_url()
            context = post_page(post) | {"is_preview": not post.is_live}
            page = render_to_string("posts/post.html", context, request)
        return HttpResponse(page, headers={"Content-Security-Policy": PREVIEW_CSP})

    def take_back(self, request: HttpRequest, post: Post) -> Post:
        workflow.take_back(post, by=request.user)
        self.log_step(request, post, TAKEN_BACK)
        messages.success(request, TAKEN_BACK)
        return post

    def step(self, act: Step) -> Callable[..., HttpResponse]:
        """A POST that does one thing and leads to the form of the post that comes of it."""

        @wraps(act)
        @require_POST
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            post = self.seen(request, pk)
            try:
                return form_of(act(request, post))
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            except (workflow.StaleVersion, IntegrityError):
                messages.error(request, _("Somebody changed it just now. Try again."))
            return form_of(post)

        return view


def copy(request: HttpRequest, post: Post) -> Post:
    made = copies.copy(post, by=request.user)
    messages.success(request, _("This is the copy: a new draft."))
    return made


def make_twin(request: HttpRequest, post: Post) -> Post:
    made = copies.make_twin(post, by=request.user)
    messages.success(request, _("This is the twin: a new draft with everything but the text."))
    return made


def join_twin(request: HttpRequest, post: Post) -> Post:
    twin = find_post(request.POST.get("address", ""), Post.objects.visible_to(request.user))
    if twin is None:
        raise ValidationError(
            _("No post has this address. Copy it from the browser, on the post’s page or its form.")
        )
    if not may_edit(request.user, twin):
        raise ValidationError(_("Joining changes both posts, and this one is a publisher’s to change."))
    copies.join_twins(post, twin, by=request.user)
    messages.success(request, _("The two are twins now."))
    return post


def separate_twin(request: HttpRequest, post: Post) -> Post:
    copies.separate_twins(post, by=request.user)
    messages.success(request, _("The two are no longer twins."))
    return post


SIDE_STEPS: dict[str, Step] = {
    "copy": copy,
    "twin": make_twin,
    "join": join_twin,
    "separate": separate_twin,
}
