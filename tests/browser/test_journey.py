"""A publication from start to end, in both languages: written, previewed, published, found, subscribed to."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .visits import Look, localised, log_in, open_page

SECTIONS = {"en": "Policy Papers", "he": "ניירות מדיניות"}
TOPICS = {"en": "Iran", "he": "איראן"}
AUTHORS = {"en": "Tirza Hadari", "he": "תרצה הדרי"}
TABLE = {"en": "Table", "he": "טבלה"}
TITLES = {"en": "What the tide gauge says", "he": "מה אומר מד הגאות"}
SLUG = "what-the-tide-gauge-says"


@pytest.fixture(params=["en", "he"])
def language(request):
    return request.param


@pytest.fixture
def newcomer(chromium: Browser, demo_site, language):
    """Opens a window of its own for each person of the journey."""
    pages: list[Page] = []

    def newcomer() -> Page:
        page = open_page(chromium, demo_site, Look(language, "light", 1440))
        pages.append(page)
        return page

    yield newcomer
    for page in pages:
        page.context.close()


def test_a_post_goes_from_the_editor_to_a_reader_who_subscribes(newcomer, demo_site, language):
    editor = newcomer()
    form_address = write_a_draft(editor, language)
    preview(editor, language)
    publish(newcomer(), form_address, language)
    reader = newcomer()
    find(reader, language)
    address = f"reader-{language}@example.org"
    sign_up(reader, address)
    confirm(reader, demo_site, address)
    unsubscribe(reader, demo_site, address)


def write_a_draft(page: Page, language: str) -> str:
    """As an editor, with two notes and a table; answers the form's address."""
    log_in(page, "editor", language)
    page.goto("/admin/posts/post/add/")
    page.locator("[name=section]").select_option(value=section_value(page, SECTIONS[language]))
    page.locator(f"input[name=language][value={language}]").check()
    page.locator("[name=title]").fill(TITLES[language])
    page.locator("[name=slug]").fill(SLUG)
    page.locator(".tiptap[contenteditable=true]").click()
    for words, note in (("First sentence.", "The first note"), (" Second sentence.", "The second note")):
        page.keyboard.type(words)
        page.keyboard.press("Control+Alt+f")
        page.keyboard.type(note)
        page.keyboard.press("Enter")
    page.locator(".prose-menubar").get_by_role("button", name=TABLE[language], exact=True).click()
    page.keyboard.type("Year")
    pick(page, ".field-author", AUTHORS[language])
    pick(page, ".field-topics", TOPICS[language])
    page.locator("[name=_continue]").click()
    page.wait_for_url(re.compile(r"/change/"))
    return page.url


def section_value(page: Page, name: str) -> str:
    return page.locator("[name=section] option", has_text=name).first.get_attribute("value")


def pick(page: Page, field: str, word: str) -> None:
    page.locator(f"{field} [role=combobox]").first.press_sequentially(word)
    page.get_by_role("option", name=word).first.click()


def preview(page: Page, language: str) -> None:
    with page.context.expect_page() as opened:
        page.locator("a[target=preview]").click()
    shown = opened.value
    expect(shown.get_by_role("heading", level=1)).to_have_text(TITLES[language])
    expect(shown.locator("section.notes li")).to_have_count(2)
    expect(shown.locator("figure.table-fig")).to_have_count(1)
    shown.close()


def publish(page: Page, form_address: str, language: str) -> None:
    log_in(page, "publisher", language)
    page.goto(form_address)
    page.locator(".prose-menubar ~ .tiptap[contenteditable=true]").wait_for()
    page.locator("[name=_publish]").first.click()
    expect(page.locator(".state--published").first).to_be_visible()


def find(page: Page, language: str) -> None:
    """In section, topic, author and, from an older post of the section, in its recent posts."""
    page.goto(localised("/publications/policy-papers/", language))
    link = page.get_by_role("link", name=TITLES[language]).first
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[language])
    own = page.url
    for place in ("/topics/", "/authors/"):
        page.goto(own)
        page.locator(f"article a[href*='{place}']").first.click()
        expect(page.get_by_role("link", name=TITLES[language]).first).to_be_visible()
    page.goto(own)
    page.locator(".recents a").first.click()
    expect(page.locator(".recents a", has_text=TITLES[language])).to_be_visible()


def sign_up(page: Page, address: str) -> None:
    page.locator("aside [name=email]").fill(address)
    page.locator("aside form button[type=submit]").click()
    expect(page.locator("[role=status]", has_text=re.compile(r"\S+")).first).to_be_visible()


def confirm(page: Page, site, address: str) -> None:
    page.goto(link_in(site.inbox.wait_for(address, 1), "/newsletter/confirm/"))
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def unsubscribe(page: Page, site, address: str) -> None:
    welcome = site.inbox.wait_for(address, 2)
    assert welcome["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page.goto(link_in(welcome, "/newsletter/unsubscribe/"))
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    state = "from inss.newsletter.models import Subscriber; print(Subscriber.objects.get(email=%r).state)"
    assert site.manage("shell", "--verbosity", "0", "--command", state % address).strip() == "unsubscribed"


def link_in(mail, path: str) -> str:
    text = mail.get_body(("plain",)).get_content()
    return re.search(rf"http://\S*{path}\S+", text)[0]
