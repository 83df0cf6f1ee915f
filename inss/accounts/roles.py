"""The permissions of contributors, editors, publishers and the newsletter desk.

A role is a group. Its permissions are defined here and written to the database after each migrate. Rights on
one object (such as one's own draft) are decided by its app: posts/rights.py.
"""

from typing import Any

from django.apps import apps as installed
from django.utils.translation import gettext_lazy as _

CONTRIBUTOR, EDITOR, PUBLISHER, NEWSLETTER_DESK = "contributor", "editor", "publisher", "newsletter desk"

ROLE_NAMES = {
    CONTRIBUTOR: _("contributor"),
    EDITOR: _("editor"),
    PUBLISHER: _("publisher"),
    NEWSLETTER_DESK: _("newsletter desk"),
}


def every(model: str, *actions: str) -> set[str]:
    """Return {"posts.add_post", …} for "posts.post" and its actions."""
    app, _dot, name = model.partition(".")
    return {f"{app}.{action}_{name}" for action in actions}


WRITES = every("posts.post", "add", "change", "view", "delete") | {
    permission
    for model in ("posts.author", "posts.section", "posts.tag", "topics.topic")
    for permission in every(model, "view")
}
EDITS = (
    WRITES
    | {"posts.edit_any_post"}
    | {
        permission
        for model in (
            "posts.author",
            "posts.section",
            "posts.tag",
            "topics.topic",
            "pages.page",
            "pages.menuitem",
        )
        for permission in every(model, "add", "change", "view", "delete")
    }
    | every("pages.sitesettings", "change", "view")
)
PUBLISHES = EDITS | {"posts.publish_post", "pages.publish_page"}
SIGNUPS = every("newsletter.subscriber", "add", "change", "view", "delete") | {
    "newsletter.export_subscribers"
}

ROLES: dict[str, set[str]] = {
    CONTRIBUTOR: WRITES,
    EDITOR: EDITS,
    PUBLISHER: PUBLISHES,
    NEWSLETTER_DESK: SIGNUPS,
}


def create_roles(using: str, apps: Any = installed, **kwargs: Any) -> None:
    """Create the groups with the permissions of ROLES that exist so far (post_migrate, after each app)."""
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for name, wanted in ROLES.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set([known[permission] for permission in wanted & known.keys()])
