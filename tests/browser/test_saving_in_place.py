"""A save does not leave the page: no letter typed around it is lost, or falls into another field."""

import os
import re
from dataclasses import dataclass
from itertools import cycle, product

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from inss.pages.models import MenuItem
from inss.pages.models import Page as StandingPage
from posts.models import Author, Post, Section, Tag
from tests.browser.desk import log_in
from tests.browser.post_form import ADD, Form, form_of
from tests.factories import (
    make_author,
    make_draft,
    make_menu_item,
    make_page,
    make_section,
    make_site,
    make_topic,
    make_user,
)
from topics.models import Topic

BEFORE, AFTER = "typed before, ", "and typed on while the form is under way"
KEY_MS = 45  # a quick typist
OLD = '<p>Old text.<span class="footnote" data-note="Old note. "></span></p>'


@dataclass(frozen=True, slots=True)
class Case:
    field: str
    press: str
    is_slow: bool
    is_new: bool

    def __str__(self) -> str:
        speed, row = "slow" if self.is_slow else "fast", "new" if self.is_new else "saved"
        return f"{self.field}-{self.press}-{speed}-{row}"


FIELDS = ("text", "note", "title", "standfirst", "name")
CASES = [
    Case(*choice) for choice in product(FIELDS, ("ctrl+s", "enter", "button"), (False, True), (False, True))
]


def cases() -> list[Case]:
    """Twelve in the daily suite; with ALL_CASES set, as `make measure` does, all sixty."""
    return CASES if os.environ.get("ALL_CASES") else CASES[::5]


@pytest.fixture
def page(page, live_server, transactional_db) -> Page:
    log_in(page.context, live_server, make_user(is_staff=True, is_superuser=True))
    return page


def type_around(page: Page, press: str) -> None:
    page.keyboard.type(BEFORE, delay=KEY_MS)
    if press == "button":
        page.locator("form [name=_continue]").click()
    else:
        page.keyboard.press({"ctrl+s": "Control+s", "enter": "Enter"}[press])
    page.keyboard.type(AFTER, delay=KEY_MS)


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator("form.is-unsaved")).to_have_count(0)
    expect(page.locator(".save")).to_have_class("save save--done")


@pytest.mark.parametrize("case", cases(), ids=str)
def test_no_letter_typed_around_a_save_is_lost(page, complaints, request, case):
    if case.is_slow:
        request.getfixturevalue("slow_server")
    write = write_name if case.field == "name" else write_post
    written, expected = write(page, case)
    assert written == expected
    assert complaints == []


def write_post(page: Page, case: Case) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What the post says in the end, and what it should say: the words of each field."""
    form = Form(page)
    if case.is_new:
        form.open(f"{ADD}?section={make_section().pk}").title.fill("A title")
        expected = {"title": "A title", "standfirst": "", "text": "", "note": ""}
    else:
        form.open(form_of(make_draft(title="A title", standfirst="", body=OLD)))
        expected = {"title": "A title", "standfirst": "", "text": "Old text.", "note": "Old note."}
    put_caret(form, case)
    type_around(page, case.press)
    save(page)
    leads_on = {"title": "standfirst", "note": "text"} if case.press == "enter" else {}
    expected[case.field] += f" {BEFORE}"
    expected[leads_on.get(case.field, case.field)] += f" {AFTER}"
    return words_of(Post.objects.get()), {name: text.split() for name, text in expected.items()}


def put_caret(form: Form, case: Case) -> None:
    """At the end of the field, where a person goes on."""
    if case.field in ("title", "standfirst"):
        field = form.title if case.field == "title" else form.page.get_by_role("textbox", name="Standfirst")
        field.press("Control+End")
        form.page.keyboard.type(" ")
    elif case.field == "note" and not case.is_new:
        form.page.get_by_label("Note 1").press("Control+End")
    else:
        form.text.click()
        form.page.keyboard.press("Control+End")
        form.page.keyboard.press("Control+Alt+f" if case.field == "note" else "Space")


def words_of(post: Post) -> dict[str, list[str]]:
    notes = " ".join(re.findall(r'data-note="([^"]*)"', post.body))
    texts = {
        "title": post.title,
        "standfirst": post.standfirst,
        "text": re.sub("<.*?>", " ", post.body),
        "note": notes,
    }
    return {name: text.split() for name, text in texts.items()}


# The other forms of the desk: what is in them, and the field whose name is typed.
NEW = cycle(
    [
        (Author, "name_en"),
        (Topic, "name_en"),
        (Tag, "name"),
        (Section, "name_en"),
        (StandingPage, "title"),
        (MenuItem, "label_en"),
    ]
)
SAVED = cycle(
    [
        (lambda: make_author("Old"), "name_en"),
        (lambda: make_topic("Old"), "name_en"),
        (lambda: make_page("Old", status="draft"), "title"),
        (lambda: make_user(first_name="Old"), "first_name"),
        (lambda: make_menu_item(label_en="Old"), "label_en"),
        (lambda: make_site(name_en="Old"), "name_en"),
    ]
)


def write_name(page: Page, case: Case) -> tuple[list[str], list[str]]:
    if case.is_new:
        model, name = next(NEW)
        page.goto(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"))
    else:
        make, name = next(SAVED)
        row = make()
        model = type(row)
        page.goto(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk]))
    field = page.locator(f"[name={name}]")
    field.press("End")
    page.keyboard.type(" ")
    type_around(page, case.press)
    save(page)
    written = getattr(model.objects.latest("pk"), name)
    return written.split(), ("" if case.is_new else "Old ").split() + f"{BEFORE}{AFTER}".split()
