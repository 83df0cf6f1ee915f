"""The form of a post, used as a person uses it."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.desk import until

ADD = "/admin/posts/post/add/"
SAVED = re.compile(r"^Saved \d\d:\d\d$")


def form_of(post):
    return reverse("admin:posts_post_change", args=[post.pk])


class Form:
    """The post form as a person uses it."""

    def __init__(self, page):
        self.page = page
        # The tools come a moment after the text, and move it.
        self.text = page.locator(".prose-menubar ~ .tiptap[contenteditable=true]")
        self.title = page.get_by_role("textbox", name="Title", exact=True)
        self.offer = page.locator("browser-draft .notice")
        self.status = page.locator("save-line [role=status]")

    def open(self, address):
        self.page.goto(address)
        self.text.wait_for()
        return self

    def press(self, name):
        """Presses a button that saves, and comes back to this form."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.wait_until_saved()

    def save(self):
        self.page.keyboard.press("Control+s")
        self.wait_until_saved()

    def wait_until_saved(self):
        expect(self.status).to_have_class("save save--done")
        expect(self.page.locator("form.is-unsaved")).to_have_count(0)

    def save_in_vain(self):
        self.page.keyboard.press("Control+s")
        expect(self.status).to_have_class("save save--part")

    def pick(self, label, word):
        box = self.page.get_by_role("combobox", name=label, exact=True)
        box.press_sequentially(word)
        self.page.get_by_role("option", name=word, exact=True).click()

    def kept(self):
        """The names of the copies that this browser holds."""
        return self.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")

    def wait_until_kept(self):
        until(self.kept)
