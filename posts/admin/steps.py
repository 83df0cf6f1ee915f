"""The buttons that are workflow steps: the function each one calls, and its success message."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .. import workflow
from ..models import Post

type Data = dict[str, Any]  # the cleaned data of a valid form


class Step(NamedTuple):
    """A step. `arguments` returns further arguments for the workflow function from the form data."""

    verb: Callable[..., Any]
    done: str | Promise
    arguments: Callable[[Data], Data] = lambda data: {}


def moment(data: Data) -> Data:
    at = data.get("moment")
    return {"at": at if at and at > timezone.now() else None}


STEPS = {
    "_submit": Step(workflow.submit, _("Sent to an editor.")),
    "_ready": Step(workflow.mark_ready, _("Sent to a publisher.")),
    "_return": Step(workflow.return_to_draft, _("Back to draft."), lambda data: {"note": data["note"]}),
    "_publish": Step(workflow.publish, _("Published."), moment),
    "_publish_now": Step(workflow.publish, _("Published.")),
    "_withdraw": Step(
        workflow.withdraw,
        _("Withdrawn."),
        lambda data: {"reason": data["reason"], "hide_title": data["hide_title"]},
    ),
    "_restore": Step(workflow.restore, _("Brought back.")),
}
SAVE = Step(workflow.save, _("Saved."))
PUBLISHING = {"_publish", "_publish_now", "_restore"}
SENDING_ON = {"_submit", "_ready"}  # refused to nobody, whatever is missing


def step_name(request: HttpRequest) -> str | None:
    """Return the name of the pressed button, if it is a step."""
    return next((name for name in STEPS if name in request.POST), None)


def success_message(name: str | None, post: Post) -> str | Promise:
    """Return the message for a post after the step, or after a plain save."""
    if name is None:
        return _("Published changes.") if post.is_live else SAVE.done
    return _("Scheduled.") if name == "_publish" and post.is_scheduled else STEPS[name].done
