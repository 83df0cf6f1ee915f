"""The form a post is written in, as a person uses it."""

from django.urls import reverse

from tests.browser.desk import until

ADD = "/admin/posts/post/add/"


def form_of(post):
    return reverse("admin:posts_post_change", args=[post.pk])


class Form:
    """The post form as a person uses it."""

    def __init__(self, page):
        self.page = page
        # The tools come a moment after the text, and move it.
        self.text = page.locator(".prose-menubar ~ .tiptap[contenteditable=true]")
        self.title = page.get_by_role("textbox", name="Title", exact=True)
        self.offer = page.locator("desk-keep .notice")

    def open(self, address):
        self.page.goto(address)
        self.text.wait_for()
        return self

    def press(self, name):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()
        self.text.wait_for()

    def pick(self, label, word):
        box = self.page.get_by_role("combobox", name=label, exact=True)
        box.press_sequentially(word)
        self.page.get_by_role("option", name=word, exact=True).click()

    def kept(self):
        return self.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('keep:'))")

    def wait_until_kept(self):
        until(self.kept)
