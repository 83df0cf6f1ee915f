"""No key typed while a form loads falls into another field."""

from playwright.sync_api import expect

from tests.browser.post_form import ADD, form_of
from tests.factories import (
    make_draft,
    make_section,
)


class Held:
    """Scripts that do not arrive before they are let go."""

    def __init__(self, page, pattern):
        self.routes, self.is_over = [], False
        page.route(pattern, self.take)

    def take(self, route):
        if self.is_over:
            route.continue_()
        else:
            self.routes.append(route)

    def let_go(self):
        self.is_over = True
        for route in self.routes:
            route.continue_()


def test_letters_typed_while_a_new_post_loads_are_its_title(form):
    section = make_section("Policy")
    make_section("Zoo")
    scripts = Held(form.page, "**/js/desk/**")
    form.page.goto(f"{ADD}?section={section.pk}", wait_until="commit")
    expect(form.title).to_be_focused()
    form.page.keyboard.type("Zero ")
    scripts.let_go()
    form.page.keyboard.type("hour")
    form.text.wait_for()
    form.page.keyboard.type(" today")
    expect(form.title).to_have_value("Zero hour today")
    expect(form.page.get_by_label("Section")).to_have_value(str(section.pk))


def test_letters_typed_into_the_text_while_its_editor_loads_stay_in_it(form):
    scripts = Held(form.page, "**/prose/**")
    form.page.goto(form_of(make_draft(body="")), wait_until="commit")
    form.page.locator("#id_body").click()
    form.page.keyboard.type("Early")
    scripts.let_go()
    form.text.wait_for()
    form.page.keyboard.type(" words")
    expect(form.text).to_have_text("Early words")
