"""The admin of users: only for superusers, roles as checkboxes, no deleting."""

import pytest
from django.urls import reverse

from inss.accounts.models import User
from tests.factories import make_contributor, make_user

LIST = reverse("admin:accounts_user_changelist")


@pytest.fixture
def office(client, db):
    client.force_login(make_user(is_staff=True, is_superuser=True, username="boss"))
    return client


def roles(page) -> dict[str, bool]:
    field = page.context["adminform"].form["groups"]
    return {box.choice_label: box.data["selected"] for box in field}


def change(client, user, **values):
    data = {"username": user.username, "language": "en", "is_active": "on", "is_staff": "on", "version": 1}
    return client.post(reverse("admin:accounts_user_change", args=[user.pk]), data | values)


def test_the_roles_are_boxes_with_words(office):
    page = office.get(reverse("admin:accounts_user_change", args=[make_contributor().pk]))

    assert roles(page) == {
        "Contributor": True,
        "Editor": False,
        "Publisher": False,
        "Newsletter desk": False,
    }


def test_a_new_user_comes_with_a_role_and_a_language(office):
    password = "a-long-enough-secret"
    data = {
        "username": "dana",
        "first_name": "Dana",
        "language": "he",
        "is_staff": "on",
        "groups": [
            box.data["value"]
            for box in office.get(reverse("admin:accounts_user_add")).context["adminform"].form["groups"]
        ][:1],
        "usable_password": "true",
        "password1": password,
        "password2": password,
    }

    response = office.post(reverse("admin:accounts_user_add"), data)

    assert response.status_code == 302
    dana = User.objects.get(username="dana")
    assert [group.name for group in dana.groups.all()] == ["contributor"]
    assert (dana.language, dana.is_staff, dana.check_password(password)) == ("he", True, True)


def test_a_role_is_taken_away_by_its_box(office):
    user = make_contributor()

    change(office, user)

    assert not user.groups.exists()


def test_no_single_permission_can_be_given(office):
    page = office.get(reverse("admin:accounts_user_change", args=[make_contributor().pk]))

    assert "user_permissions" not in page.context["adminform"].form.fields


def test_a_user_is_deactivated_and_never_deleted(office):
    user = make_contributor()

    assert (
        office.post(reverse("admin:accounts_user_delete", args=[user.pk]), {"post": "yes"}).status_code == 403
    )
    change(office, user, is_active="")

    user.refresh_from_db()
    assert not user.is_active


def test_the_list_says_who_does_what(office):
    make_contributor(username="dana")

    page = office.get(LIST, {"q": "dana"})

    [row] = page.context["cl"].result_list
    assert page.context["cl"].model_admin.role_words(row) == "Contributor"


def test_a_password_is_set_in_a_form_of_its_own(office):
    user = make_contributor()
    address = reverse("admin:auth_user_password_change", args=[user.pk])
    assert office.get(address).status_code == 200

    password = "another-long-secret"
    office.post(address, {"password1": password, "password2": password, "usable_password": "true"})

    user.refresh_from_db()
    assert user.check_password(password)
