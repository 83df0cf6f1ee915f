"""The buttons that are steps: the verb of workflow.py each one calls, and what is said once it is done."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inss.accounts.models import User

from .. import workflow
from ..models import Post
from ..returns import RETURNED
from .post_form import PostForm

STEPS = {
    "_submit": _("Handed in."),
    "_ready": _("Marked as ready."),
    "_return": RETURNED,
    "_publish": _("Published."),
    "_publish_now": _("Published."),
    "_withdraw": _("Withdrawn."),
    "_restore": _("Brought back."),
}
SCHEDULED = _("Scheduled.")
SAVED = _("Saved.")
CHANGED = _("Published changes.")


def step_of(request: HttpRequest) -> str | None:
    return next((name for name in STEPS if name in request.POST), None)


def success_message(step: str | None, post: Post) -> Promise:
    """Of a post as it is after the step, or after a mere save."""
    if step is None:
        return CHANGED if post.is_live else SAVED
    return SCHEDULED if step == "_publish" and post.is_scheduled else STEPS[step]


def take(form: PostForm, *, by: User) -> None:
    """Takes the step that a saved form asks for; what is published stays ready for it."""
    post, moment = form.instance, form.moment
    match form.step:
        case "_submit":
            workflow.submit(post, by=by)
        case "_ready":
            workflow.mark_ready(post, by=by)
        case "_return":
            workflow.return_to_draft(post, by=by)
        case "_publish":
            workflow.publish(post, by=by, at=moment if moment and moment > timezone.now() else None)
        case "_publish_now":
            workflow.publish(post, by=by)
        case "_withdraw":
            data = form.cleaned_data
            workflow.withdraw(post, by=by, reason=data["reason"], hide_title=data["hide_title"])
        case "_restore":
            workflow.restore(post, by=by)
        case None if post.status == Post.Status.PUBLISHED:
            workflow.check_ready(post)
