import pytest
from django.contrib.auth.models import Group, Permission

from inss.accounts.roles import CONTRIBUTOR, EDITOR, NEWSLETTER_DESK, PUBLISHER, ROLES, create_roles

pytestmark = pytest.mark.django_db


def permissions_of(role):
    found = Permission.objects.filter(group__name=role).select_related("content_type")
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in found}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_exactly_the_permissions_of_the_table(role):
    assert permissions_of(role) == ROLES[role]


def test_a_permission_that_left_the_table_is_taken_from_the_role_by_the_next_migrate():
    Group.objects.get(name=EDITOR).permissions.add(Permission.objects.get(codename="publish_post"))
    create_roles(using="default")
    assert permissions_of(EDITOR) == ROLES[EDITOR]


def test_there_are_four_roles():
    assert {group.name for group in Group.objects.all()} == {CONTRIBUTOR, EDITOR, PUBLISHER, NEWSLETTER_DESK}


WRITERS, EDITORS = {CONTRIBUTOR, EDITOR, PUBLISHER}, {EDITOR, PUBLISHER}


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("posts.add_post", WRITERS),
        ("posts.view_post", WRITERS),
        ("posts.edit_any_post", EDITORS),
        ("posts.publish_post", {PUBLISHER}),
        ("topics.view_topic", WRITERS),
        ("topics.add_topic", EDITORS),
        ("posts.change_author", EDITORS),
        ("pages.change_page", EDITORS),
        ("pages.publish_page", {PUBLISHER}),
        ("pages.change_sitesettings", EDITORS),
        ("pages.delete_sitesettings", set()),
        ("newsletter.view_subscriber", {NEWSLETTER_DESK}),
        ("newsletter.export_subscribers", {NEWSLETTER_DESK}),
        ("accounts.change_user", set()),
    ],
)
def test_a_right_is_the_roles_that_the_house_gives_it_to(permission, roles):
    assert {role for role in ROLES if permission in permissions_of(role)} == roles


def test_the_newsletter_desk_sees_only_signups():
    assert {permission.partition(".")[0] for permission in ROLES[NEWSLETTER_DESK]} == {"newsletter"}
