"""The main journeys of a reader and of an editor in Firefox, in both languages."""

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from inss.newsletter.models import Subscriber
from posts.models import Post
from tests.browser.conftest import listen
from tests.browser.post_form import ADD, Form, form_of
from tests.browser.visits import log_in
from tests.demo_site import PASSWORD
from tests.factories import make_draft, make_publisher
from tests.newsletter.cast import READER, link, send_mails
from tests.posts.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)

TITLES = {"en": "What the tide gauge says", "he": "מה אומר מד הגאות"}
SLUG = "what-the-tide-gauge-says"
AUTHORS = {"en": "Galia Lavi", "he": "גליה לביא"}
TOPICS = {"en": "Israel and the Global Powers", "he": "ישראל בזירה הגלובלית"}


@pytest.fixture(scope="module")
def browser(firefox):
    return firefox


@pytest.fixture(params=["en", "he"])
def world(request, live_server) -> World:
    return make_world(request.param)


@pytest.fixture
def phone(open_context, complaints) -> Page:
    page = open_context(width=390).new_page()
    listen(page, complaints)
    return page


def say(world: World, words: str) -> str:
    """Translate `words` of the interface into the world's language."""
    with override(world.language):
        return gettext(words)


def test_a_reader_uses_the_menu_and_signs_up(page, world, complaints):
    page.goto(world.post.get_absolute_url())
    walk_the_menu(page)
    page.goto(world.post.get_absolute_url())
    sign_up(page)
    confirm(page)

    assert Subscriber.objects.get().state == "confirmed"
    assert complaints == []


def walk_the_menu(page: Page) -> None:
    """Open a branch by keyboard, close it with Escape, and follow one of its links."""
    opener = page.locator(".site-nav summary").first
    topic = page.locator(".site-nav .mega a[href$='/topics/powers/']")
    opener.press("Enter")
    expect(topic).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(topic).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    topic.click()
    page.wait_for_url("**/topics/powers/")


def sign_up(page: Page) -> None:
    page.locator("[name=email]").press_sequentially(READER)
    page.keyboard.press("Enter")
    expect(page.locator("newsletter-signup [role=status]")).not_to_be_empty()


def confirm(page: Page) -> None:
    [mail] = send_mails()
    page.goto(link(mail, "confirm"))
    page.locator("main form button").click()
    expect(page.locator("main .notice--ok")).to_be_visible()


def test_a_reader_uses_the_drawer_on_a_phone(phone, world, complaints):
    phone.goto(world.post.get_absolute_url())
    drawer = phone.locator(".site-nav")
    section = drawer.locator("a[href$='/publications/posts/']")
    expect(drawer).to_be_hidden()
    phone.get_by_role("button", name=say(world, "Menu"), exact=True).click()
    drawer.locator("summary").last.click()
    expect(section).to_be_visible()

    drawer.get_by_role("button", name=say(world, "Close"), exact=True).click()
    expect(drawer).to_be_hidden()
    phone.get_by_role("button", name=say(world, "Menu"), exact=True).press("Enter")
    section.click()
    phone.wait_for_url("**/publications/posts/")
    assert complaints == []


def test_an_editor_writes_saves_and_publishes(page, world, complaints):
    make_publisher(username="test-publisher", password=PASSWORD)
    log_in(page, "publisher", world.language)
    form = Form(page).open(ADD)
    write(form, world)
    form.press(say(world, "Save draft"))
    post = Post.objects.get(title=TITLES[world.language])
    assert (post.state, post.language, post.section) == ("draft", world.language, world.post.section)
    form.press(say(world, "Publish now"))

    page.goto(post.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[world.language])
    expect(page.locator("section.notes li")).to_contain_text("The gauge at Haifa")
    expect(page.locator("figure.table-fig th").first).to_have_text("Year")
    assert complaints == []


def write(form: Form, world: World) -> None:
    """Fill in a title, a text with a note and a table, a person and a topic."""
    page, keyboard = form.page, form.page.keyboard
    page.locator("[name=section]").select_option(value=str(world.post.section_id))
    page.locator(f"[name=language][value={world.language}]").check()
    page.locator("[name=title]").press_sequentially(TITLES[world.language])
    page.locator("[name=slug]").press("Control+a")
    keyboard.type(SLUG)
    form.text.click()
    keyboard.type("The sea rises.")
    keyboard.press("Control+Alt+f")
    keyboard.type("The gauge at Haifa")
    keyboard.press("Enter")
    page.get_by_role("button", name=say(world, "Table"), exact=True).click()
    keyboard.type("Year")
    pick(page, ".field-author", AUTHORS[world.language])
    pick(page, ".field-topics", TOPICS[world.language])


def pick(page: Page, field: str, word: str) -> None:
    page.locator(f"{field} [role=combobox]").first.press_sequentially(word)
    page.get_by_role("option", name=word).first.click()


def test_a_click_at_the_end_of_a_cell_moves_the_cursor_there_from_below_the_table(form):
    form.open(form_of(make_draft(body="<table><tbody><tr><td><p>Cell</p></td></tr></tbody></table>")))
    cell = form.text.get_by_text("Cell")
    form.text.click(position={"x": 100, "y": 200})
    expect(form.page.locator(".ProseMirror-gapcursor")).to_be_attached()
    cell.click()
    form.page.keyboard.type(" filled")

    expect(cell).to_have_text("Cell filled")
