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


def permissions_on(model: str, *actions: str) -> set[str]:
    """Return {"posts.add_post", …} for "posts.post" and its actions."""
    app, _dot, name = model.partition(".")
    return {f"{app}.{action}_{name}" for action in actions}


CONTRIBUTOR_PERMISSIONS = permissions_on("posts.post", "add", "change", "view", "delete") | {
    permission
    for model in ("posts.author", "posts.section", "posts.tag", "topics.topic")
    for permission in permissions_on(model, "view")
}
EDITOR_PERMISSIONS = (
    CONTRIBUTOR_PERMISSIONS
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
        for permission in permissions_on(model, "add", "change", "view", "delete")
    }
    | permissions_on("pages.sitesettings", "change", "view")
)
PUBLISHER_PERMISSIONS = EDITOR_PERMISSIONS | {"posts.publish_post", "pages.publish_page"}
NEWSLETTER_PERMISSIONS = permissions_on("newsletter.subscriber", "add", "change", "view", "delete") | {
    "newsletter.export_subscribers"
}

ROLES: dict[str, set[str]] = {
    CONTRIBUTOR: CONTRIBUTOR_PERMISSIONS,
    EDITOR: EDITOR_PERMISSIONS,
    PUBLISHER: PUBLISHER_PERMISSIONS,
    NEWSLETTER_DESK: NEWSLETTER_PERMISSIONS,
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
