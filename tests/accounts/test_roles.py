import pytest
from django.contrib.auth.models import Group, Permission

from inss.accounts.roles import CONTRIBUTOR, EDITOR, NEWSLETTER_DESK, PUBLISHER, ROLES
from tests.factories import make_contributor, make_editor, make_newsletter_desk, make_publisher

pytestmark = pytest.mark.django_db


def permissions_of(role):
    found = Permission.objects.filter(group__name=role).select_related("content_type")
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in found}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_exactly_the_permissions_of_the_table(role):
    assert permissions_of(role) == ROLES[role]


def test_there_are_four_roles():
    assert {group.name for group in Group.objects.all()} == {CONTRIBUTOR, EDITOR, PUBLISHER, NEWSLETTER_DESK}


def test_only_a_publisher_may_change_what_readers_see():
    users = [make_contributor(), make_editor(), make_publisher(), make_newsletter_desk()]
    assert [user.has_perm("posts.publish_post") for user in users] == [False, False, True, False]
    assert [user.has_perm("pages.publish_page") for user in users] == [False, False, True, False]


def test_the_newsletter_desk_sees_only_signups():
    assert {permission.partition(".")[0] for permission in ROLES[NEWSLETTER_DESK]} == {"newsletter"}
    assert not make_editor().has_perm("newsletter.view_subscriber")
