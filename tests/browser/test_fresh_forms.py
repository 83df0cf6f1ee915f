"""A form that nobody has touched has no mistake in it, and says which fields must be filled in."""

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from inss.pages.models import SiteSettings
from tests.browser.desk import log_in
from tests.factories import make_editor, make_user

INVALID = "document.querySelectorAll(':invalid, [aria-invalid=true]').length"


def test_no_fresh_form_of_the_desk_has_a_mistake(page, live_server, transactional_db):
    boss = make_user(is_staff=True, is_superuser=True)
    log_in(page.context, live_server, boss)
    models = [model._meta for model in admin.site._registry if model is not SiteSettings]
    addresses = [
        *(reverse(f"admin:{model.app_label}_{model.model_name}_add") for model in models),
        reverse("admin:auth_user_password_change", args=[boss.pk]),
        reverse("admin:password_change"),
    ]
    mistakes = {}
    for address in addresses:
        assert page.goto(address).status == 200, address
        page.wait_for_load_state("networkidle")
        mistakes[address] = page.evaluate(INVALID)

    assert {address: count for address, count in mistakes.items() if count} == {}


@pytest.mark.parametrize("address", ["/admin/login/", "/newsletter/"])
def test_no_fresh_form_before_the_desk_has_a_mistake(page, live_server, transactional_db, address):
    page.goto(address)

    assert page.evaluate(INVALID) == 0


@pytest.mark.parametrize(
    ("address", "role", "name"),
    [
        ("/admin/posts/post/add/", "combobox", "Section"),
        ("/admin/posts/post/add/", "textbox", "Title"),
        ("/admin/login/", "textbox", "Username"),
        ("/newsletter/", "textbox", "Email address"),
    ],
)
def test_a_field_that_must_be_filled_in_says_so(page, live_server, transactional_db, address, role, name):
    if "login" not in address:
        log_in(page.context, live_server, make_editor())
    page.goto(address)

    expect(page.get_by_role(role, name=name, exact=True).last).to_have_attribute("aria-required", "true")
