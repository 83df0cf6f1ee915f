"""The buttons of the state panel: what a user can do next with a post."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inss.accounts.models import User

from ..models import Post
from ..rights import may_edit, may_publish

PUBLISH_NOW = _("Publish now")
SCHEDULE = _("Schedule for WHEN (Jerusalem)")
GOES_OUT = _("Save and publish WHEN (Jerusalem)")


@dataclass(frozen=True, slots=True)
class Button:
    """A button. `later` is its label once a future date is typed; the date replaces WHEN."""

    name: str
    label: str | Promise
    later: str | Promise = ""


@dataclass(slots=True)
class Buttons:
    """The buttons of a form. `save` is its first button, which the Enter key presses.

    A public post has no `save`, so Enter does nothing: saving it publishes the changes, and only `main` does
    that.
    """

    save: Button | None = None
    main: Button | None = None
    others: list[Button] = field(default_factory=list)
    can_return: bool = False
    can_withdraw: bool = False
    gives_away: bool = False  # whether this person can no longer change the post after the main step

    @property
    def sends_on(self) -> bool:
        """Whether the post can be sent to an editor or a publisher, for whom what is missing is listed."""
        return any(button in (SUBMIT, READY) for button in (self.main, *self.others))


def buttons_for(post: Post | None, user: User, *, is_in_conflict: bool = False) -> Buttons:
    if post is not None and not may_edit(user, post):
        return Buttons()
    if is_in_conflict:
        return Buttons(save=Button("_continue", _("Save with these choices")))
    state = post.state if post else Post.Status.DRAFT
    if may_publish(user):
        return for_publisher(state)
    if user.has_perm("posts.edit_any_post"):
        return for_editor(state)
    return Buttons(Button("_continue", _("Save draft")), SUBMIT, gives_away=True)


READY = Button("_ready", _("Send to a publisher"))
SUBMIT = Button("_submit", _("Send to an editor"))


def for_editor(state: str) -> Buttons:
    match state:
        case "review":
            return Buttons(Button("_continue", _("Save")), READY, can_return=True)
        case "ready":
            return Buttons(Button("_continue", _("Save")), can_return=True)
    return Buttons(Button("_continue", _("Save draft")), READY, [SUBMIT])


def for_publisher(state: str) -> Buttons:
    publish = Button("_publish", PUBLISH_NOW, SCHEDULE)
    match state:
        case "review":
            return Buttons(Button("_continue", _("Save")), publish, [READY], can_return=True)
        case "ready":
            return Buttons(Button("_continue", _("Save")), publish, can_return=True)
        case "scheduled":
            main = Button("_publish", PUBLISH_NOW, GOES_OUT)
            now = Button("_publish_now", PUBLISH_NOW)
            return Buttons(Button("_continue", _("Save")), main, [now], can_return=True)
        case "published":
            return Buttons(main=Button("_continue", _("Publish changes now")), can_withdraw=True)
        case "withdrawn":
            return Buttons(Button("_continue", _("Save")), Button("_restore", _("Bring back")))
    return Buttons(Button("_continue", _("Save draft")), publish, [SUBMIT])
