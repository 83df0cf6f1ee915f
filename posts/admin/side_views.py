"""Views beside the form of a post: preview, copy, and the version in the other language.

A post that the user may not see is a 404.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.csp import CSP, build_policy
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from inss.lib.bidi import other
from inss.lib.http import MenuRequest
from inss.lib.models import StaleVersion

from .. import copies, workflow
from ..models import Post
from ..post_page import post_page
from ..rights import may_edit
from .address_finder import find_post

# A preview is the public page, and may be shown in a frame of the desk.
PREVIEW_CSP = build_policy(settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]})

REFUSED_TWIN = "refused_twin"  # session key: the refused address and its error, shown once
MAX_ADDRESS_LENGTH = 500

type View = Callable[..., HttpResponse]
type Act = Callable[[HttpRequest, Post], Post]


class RefusedTwin(Exception):
    """The typed address of a twin, with the reason why it was refused."""

    def __init__(self, address: str, error: ValidationError) -> None:
        super().__init__(address)
        self.address, self.error = address, error

    def as_typed(self) -> dict[str, str]:
        return {"address": self.address[:MAX_ADDRESS_LENGTH], "error": " ".join(self.error.messages)}


def refused_twin(request: HttpRequest, post: Post | None) -> dict[str, str] | None:
    """Return the last refused attempt to add a twin to this post, and forget it."""
    refused = request.session.get(REFUSED_TWIN)
    if not post or not refused or refused["post"] != post.pk:
        return None
    return request.session.pop(REFUSED_TWIN)


def form_of(post: Post) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:posts_post_change", args=[post.pk]))


def visible_post(request: HttpRequest, pk: int) -> Post:
    posts = Post.objects.visible_to(request.user).select_related("section")
    return get_object_or_404(posts, pk=pk)


@xframe_options_sameorigin
@require_safe
def preview(request: MenuRequest, pk: int) -> HttpResponse:
    """Show the saved page as readers would see it now, in the post's own language."""
    post = visible_post(request, pk)
    with override(post.language):
        request.menu_path = post.section.get_absolute_url()
        context = post_page(post) | {"is_preview": not post.is_live}
        page = render_to_string("posts/post.html", context, request)
    return HttpResponse(page, headers={"Content-Security-Policy": PREVIEW_CSP})


def button(act: Act) -> View:
    """Return a POST view that calls `act` and redirects to the form of the post it returns."""

    @wraps(act)
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        post = visible_post(request, pk)
        try:
            return form_of(act(request, post))
        except RefusedTwin as refused:
            request.session[REFUSED_TWIN] = {"post": pk} | refused.as_typed()
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except (StaleVersion, IntegrityError):
            messages.error(request, _("Somebody changed it just now. Try again."))
        return form_of(post)

    return view


@button
def take_back(request: HttpRequest, post: Post) -> Post:
    workflow.take_back(post, by=request.user)
    messages.success(request, _("Taken back to draft."))
    return post


@button
def copy(request: HttpRequest, post: Post) -> Post:
    made = copies.copy(post, by=request.user)
    messages.success(request, _("This is a copy, saved as a new draft."))
    return made


@button
def make_twin(request: HttpRequest, post: Post) -> Post:
    made = copies.make_twin(post, by=request.user)
    text = _("This is the version in the other language: a new draft with everything but the text.")
    messages.success(request, text)
    return made


@button
def join_twin(request: HttpRequest, post: Post) -> Post:
    address = request.POST.get("address", "")
    try:
        copies.join_twins(post, twin_at(address, request), by=request.user)
    except ValidationError as error:
        raise RefusedTwin(address, error) from error
    messages.success(request, _("The two versions are connected."))
    return post


def twin_at(address: str, request: HttpRequest) -> Post:
    twin = find_post(address, Post.objects.visible_to(request.user))
    if twin is None:
        raise ValidationError(
            _("No post has this address. Copy the address of the post’s page or form from the browser.")
        )
    if not may_edit(request.user, twin):
        raise ValidationError(_("Connecting changes both posts, and only a publisher can change this one."))
    return twin


def address_of_twin(post: Post, *, slug: str) -> str:
    """Return the public URL of a post with this slug in the language of a future twin."""
    return Post(slug=slug, language=other(post.language)).get_absolute_url()


@button
def separate_twin(request: HttpRequest, post: Post) -> Post:
    if not all(may_edit(request.user, twin) for twin in Post.objects.twins_of(post)):
        raise ValidationError(_("Disconnecting changes both posts, and you cannot change the other one."))
    copies.separate_twins(post, by=request.user)
    messages.success(request, _("The two versions are no longer connected."))
    return post


# The buttons beside the form. Each has a small form of its own on the page.
SIDE_BUTTONS: dict[str, View] = {
    "copy": copy,
    "twin": make_twin,
    "join": join_twin,
    "separate": separate_twin,
}
VIEWS: dict[str, View] = SIDE_BUTTONS | {"preview": preview, "takeback": take_back}
