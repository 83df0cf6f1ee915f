"""Rows 2, 7 and 10 of the post page: the menu by keyboard, as a row and as a drawer, without scripts too."""

import pytest
from playwright.sync_api import Locator, Page, expect

from inss.pages.models import MenuItem
from tests.factories import make_menu_item, make_post, make_section, make_topic

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = ["en", "he"]
WORDS = {
    "en": {"research": "Research", "china": "China", "publications": "Publications"},
    "he": {"research": "מחקר", "china": "סין", "publications": "פרסומים"},
}


@pytest.fixture(params=LANGUAGES)
def words(request) -> dict[str, str]:
    return WORDS[request.param]


@pytest.fixture
def address(words, live_server) -> str:
    language = "en" if words is WORDS["en"] else "he"
    research = make_menu_item(label_en="Research", label_he="מחקר")
    topics = make_menu_item(label_en="Topics", label_he="נושאים", view=MenuItem.View.TOPICS, parent=research)
    powers = make_menu_item(topic=make_topic("Powers", name_he="מעצמות"), parent=topics)
    make_menu_item(topic=make_topic("China", name_he="סין"), parent=powers)
    section = make_section("Publications", name_he="פרסומים", slug="publications")
    make_menu_item(
        section=make_section("Posts", slug="posts", parent=section), parent=make_menu_item(section=section)
    )
    return make_post(section=section, language=language).get_absolute_url()


def test_row_07_the_menu_opens_by_keyboard_and_escape_gives_the_focus_back(page, complaints, address, words):
    page.goto(address)
    opener = page.locator("summary", has_text=words["research"])
    link = page.locator(".site-nav").get_by_role("link", name=words["china"])
    opener.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()

    link.focus()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(opener).to_be_focused()
    assert complaints == []


def test_row_07_one_branch_is_open_at_a_time_and_closes_behind_the_focus(page, address, words):
    page.goto(address)
    first = page.locator("summary", has_text=words["research"])
    second = page.locator("summary", has_text=words["publications"])
    first.click()
    second.click()
    assert page.locator(".site-nav details[open]").count() == 1

    page.locator("#q").focus()
    expect(page.locator(".site-nav details[open]")).to_have_count(0)


def test_row_07_a_click_beside_the_menu_closes_it(page, address, words):
    page.goto(address)
    page.locator("summary", has_text=words["research"]).click()
    page.mouse.click(5, 880)
    expect(page.locator(".site-nav details[open]")).to_have_count(0)


def test_row_07_the_menu_works_without_scripts(open_context, address, words):
    page = open_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.locator("summary", has_text=words["research"]).click()
    page.locator(".site-nav").get_by_role("link", name=words["china"]).click()
    assert "/topics/" in page.url


@pytest.mark.parametrize("scripts", [True, False])
def test_row_10_the_drawer_holds_the_same_tree(open_context, address, words, scripts):
    page = open_context(width=390, java_script_enabled=scripts).new_page()
    page.goto(address)
    link = page.locator(".site-nav").get_by_role("link", name=words["china"])
    expect(page.locator(".site-nav")).to_be_hidden()
    page.locator(".menu-btn--toggle").click()
    page.locator(".site-nav summary", has_text=words["research"]).click()
    expect(link).to_be_visible()

    page.locator(".drawer__head button").click()
    expect(page.locator(".site-nav")).to_be_hidden()


def test_row_02_the_skip_links_show_themselves_and_move_the_focus(page, address):
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.locator(".skips a").first).to_be_in_viewport()

    for target in ("header", "content", "footer", "search"):
        page.locator(f'.skips a[href="#{target}"]').focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#{target}")).to_be_focused()


def open_drawer(page: Page, address: str) -> Locator:
    page.goto(address)
    page.locator(".menu-btn--toggle").click()
    drawer = page.locator(".site-nav")
    expect(drawer).to_be_visible()
    return drawer


@pytest.mark.parametrize(("place", "key"), [("last", "Tab"), ("first", "Shift+Tab")])
def test_row_10_the_drawer_closes_behind_the_focus(open_context, address, place, key):
    page = open_context(width=390).new_page()
    drawer = open_drawer(page, address)
    getattr(drawer.locator("button, summary, a:visible"), place).focus()
    page.keyboard.press(key)

    expect(drawer).to_be_hidden()
    expect(page.locator(":focus")).to_be_in_viewport()


def test_row_10_a_link_reached_backwards_is_not_behind_the_head_of_the_drawer(open_context, live_server):
    branch = make_menu_item(label_en="Research", label_he="מחקר")
    for _ in range(12):
        make_menu_item(topic=make_topic(), parent=branch)
    page = open_context(width=320).new_page()
    page.set_viewport_size({"width": 320, "height": 256})
    drawer = open_drawer(page, make_post().get_absolute_url())
    drawer.locator("summary").click()
    head = page.locator(".drawer__head").bounding_box()
    links = drawer.locator(".mega a")
    links.last.focus()

    for link in reversed(links.all()[:-1]):
        page.keyboard.press("Shift+Tab")
        expect(link).to_be_focused()
        assert link.bounding_box()["y"] >= head["y"] + head["height"]


def test_row_10_the_drawer_marks_the_branch_the_reader_is_in(open_context, address, words):
    page = open_context(width=390).new_page()
    drawer = open_drawer(page, address)
    here, elsewhere = (drawer.locator("summary", has_text=words[key]) for key in ("publications", "research"))

    assert color(here) == color(drawer.locator("[aria-current]")) != color(elsewhere)


def color(place: Locator) -> str:
    return place.evaluate("element => getComputedStyle(element).color")


@pytest.mark.parametrize("width", [390, 1440])
def test_row_07_the_links_of_a_branch_are_of_one_size_at_every_level(open_context, live_server, width):
    branch = make_menu_item(section=make_section("Media"))
    group = make_menu_item(label_en="Communications", parent=branch)
    make_menu_item(topic=make_topic("Articles"), parent=group)
    make_menu_item(topic=make_topic("Videos"), parent=branch)
    page = open_context(width=width).new_page()
    page.goto("/")
    links = page.locator(".site-nav .mega__parts a")

    assert len(set(links.evaluate_all("all => all.map(link => getComputedStyle(link).fontSize)"))) == 1


def test_row_06_a_language_link_that_leads_home_shows_it(page, address, words):
    page.goto(address)
    shown = {"en": "עברית · דף הבית", "he": "English · Home"}["en" if words is WORDS["en"] else "he"]

    expect(page.locator(".utility__links [hreflang]")).to_contain_text(shown)


def test_the_list_that_ends_the_footer_has_a_name(page, live_server):
    make_menu_item(view=MenuItem.View.NEWSLETTER)
    page.goto("/")
    pages = page.get_by_role("contentinfo").get_by_role("list", name="More pages")

    expect(pages.get_by_role("link", name="Newsletter")).to_be_visible()
