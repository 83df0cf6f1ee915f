"""One press of a button cleans, renders, saves and records once; without a change it does not."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

import inss.lib.models
from inss.audit.models import Revision
from inss.lib.markup import source
from inss.pages import workflow as page_verbs
from inss.pages.models import Page
from posts import workflow
from posts.admin.buttons import buttons_for
from posts.models import Post
from tests.factories import make_author, make_publisher, make_section, make_topic
from tests.posts.sending import ADD, change, new_post, sent_by, tomorrow

pytestmark = pytest.mark.django_db

ONCE = {"sanitise": 1, "render": 1, "save": 1, "revision": 1}


@dataclass
class Counter:
    """How often each thing was done since start()."""

    counts: dict[str, int]

    def start(self):
        self.counts.update(dict.fromkeys(ONCE, 0))

    def counting(self, name, original):
        def counted(*args, **kwargs):
            self.counts[name] += 1
            return original(*args, **kwargs)

        return counted


@pytest.fixture
def counter(monkeypatch):
    counter = Counter(dict.fromkeys(ONCE, 0))
    for name, place, attribute in [
        ("sanitise", source, "clean"),
        ("render", inss.lib.models, "render"),
        ("save", Post, "save_base"),
        ("save", Page, "save_base"),
        ("revision", Revision, "save_base"),
    ]:
        monkeypatch.setattr(place, attribute, counter.counting(name, getattr(place, attribute)))
    return counter


@pytest.fixture
def publisher():
    return make_publisher()


@pytest.fixture
def browser(publisher):
    client = Client()
    client.force_login(publisher)
    return client


def write(by):
    """A complete draft, made by the verb."""
    post = Post(
        section=make_section(), title="Two clocks", slug="two-clocks", body="<p>One.</p>", created_by=by
    )
    people = [{"author": make_author().pk, "role": "author", "affiliation": ""}]
    workflow.save(post, by=by, relations={"bylines": people, "topics": [make_topic().pk]})
    return post


def ready(by):
    post = write(by)
    workflow.mark_ready(post, by=by)
    return post


def live(by):
    post = write(by)
    workflow.publish(post, by=by)
    return post


def withdrawn(by):
    post = live(by)
    workflow.withdraw(post, by=by, reason="An error in the data.")
    return post


def scheduled(by):
    post = write(by)
    workflow.publish(post, by=by, at=tomorrow())
    return post


def in_review(by):
    post = write(by)
    workflow.submit(post, by=by)
    return post


STATES = {
    "draft": (write, ["_continue", "_submit", "_ready", "_publish"]),
    "review": (in_review, ["_continue", "_ready", "_publish", "_return"]),
    "ready": (ready, ["_continue", "_publish", "_return"]),
    "scheduled": (scheduled, ["_continue", "_publish_now", "_return"]),
    "published": (live, ["_continue", "_withdraw"]),
    "withdrawn": (withdrawn, ["_continue", "_restore"]),
}
BUTTONS = [(state, button) for state, (_make, buttons) in STATES.items() for button in buttons]
SAVES = [(state, button) for state, button in BUTTONS if button == "_continue"]


def test_the_table_has_every_button_of_a_publisher(publisher):
    for state, (make, named) in STATES.items():
        offered = buttons_for(make(publisher), publisher)
        buttons = {one.name for one in [offered.save, offered.main, *offered.others] if one}
        assert buttons - set(named) <= {"_publish"}, state
        Post.objects.all().delete()


@pytest.mark.parametrize(("state", "button"), BUTTONS)
def test_a_press_with_a_change_does_everything_once(browser, publisher, counter, state, button):
    post = STATES[state][0](publisher)
    typed = {"body": "<p onclick='x()'>Two.</p>", "reason": "An error in the data.", button: ""}
    data = sent_by(browser, change(post)) | typed
    counter.start()
    response = browser.post(change(post), data)
    assert response.status_code == 302
    assert counter.counts == ONCE
    assert Post.objects.get().body == "<p>Two.</p>"


@pytest.mark.parametrize(("state", "button"), SAVES)
def test_a_save_without_a_change_writes_nothing(browser, publisher, counter, state, button):
    post = STATES[state][0](publisher)
    data = sent_by(browser, change(post)) | {button: ""}
    counter.start()
    assert browser.post(change(post), data).status_code == 302
    assert counter.counts == {"sanitise": 1, "render": 0, "save": 0, "revision": 0}


@pytest.mark.parametrize("button", ["_continue", "_submit", "_ready", "_publish"])
def test_a_new_post_is_made_once(browser, counter, button):
    typed = {"topics": [make_topic().pk], "bylines-0-author": make_author().pk, button: ""}
    data = new_post(browser) | typed
    counter.start()
    response = browser.post(ADD, data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert counter.counts == ONCE


def write_page(by, status="draft"):
    page = Page(title="History", slug="history", body="<p>One.</p>", created_by=by)
    page_verbs.save(page, by=by)
    if status == "published":
        page_verbs.publish(page, by=by)
    return page


PAGE_BUTTONS = [("draft", "_continue"), ("draft", "_publish"), ("published", "_continue")]


@pytest.mark.parametrize(("status", "button"), [*PAGE_BUTTONS, ("published", "_unpublish")])
def test_a_press_on_a_page_with_a_change_does_everything_once(browser, publisher, counter, status, button):
    page = write_page(publisher, status)
    address = reverse("admin:pages_page_change", args=[page.pk])
    data = sent_by(browser, address) | {"body": "<p>Two.</p>", button: "1"}
    counter.start()
    assert browser.post(address, data).status_code == 302
    assert counter.counts == ONCE


@pytest.mark.parametrize("status", ["draft", "published"])
def test_a_save_of_a_page_without_a_change_writes_nothing(browser, publisher, counter, status):
    page = write_page(publisher, status)
    address = reverse("admin:pages_page_change", args=[page.pk])
    data = sent_by(browser, address) | {"_continue": "1"}
    counter.start()
    assert browser.post(address, data).status_code == 302
    assert counter.counts == {"sanitise": 1, "render": 0, "save": 0, "revision": 0}


@pytest.mark.parametrize("button", ["_continue", "_publish"])
def test_a_new_page_is_made_once(browser, counter, button):
    data = {"language": "en", "title": "History", "slug": "history", "body": "<p>One.</p>", button: "1"}
    counter.start()
    assert browser.post(reverse("admin:pages_page_add"), data).status_code == 302
    assert counter.counts == ONCE
