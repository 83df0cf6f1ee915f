"""The desk in a real browser: its trees, by keyboard, dialog and dragging; its pages, menus and language."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import Page, expect

from inss.pages.models import SiteSettings
from posts.models import Section
from tests.browser.conftest import listen
from tests.browser.desk import AXE, log_in
from tests.browser.visits import looks
from tests.factories import make_page, make_publisher, make_topic, make_user
from topics.models import Topic


class Tree:
    def __init__(self, page: Page) -> None:
        self.page = page
        page.goto(reverse("admin:topics_topic_changelist"))

    @property
    def rows(self) -> list[tuple[int, str]]:
        """(depth, name) from top to bottom."""
        depth = "node => [Number(node.className.match(/node--(\\d)/)[1]), node.textContent]"
        nodes = self.page.locator(".node").evaluate_all(f"nodes => nodes.map({depth})")
        return [tuple(node) for node in nodes]

    def button(self, name: str):
        return self.page.get_by_role("button", name=f"Move {name}", exact=True)

    def wait(self) -> None:
        self.page.locator(".messagelist li").wait_for()


@pytest.fixture
def tree(desk, topics) -> Tree:
    return Tree(desk)


def test_alt_and_arrows_move_a_topic_among_its_neighbours(tree):
    tree.button("Iran").press("Alt+ArrowDown")
    tree.wait()

    assert [name for _depth, name in tree.rows] == ["Israel", "Iran", "Lebanon", "Russia"]
    expect(tree.button("Iran")).to_be_focused()


def test_the_dialog_puts_a_topic_inside_another(tree):
    tree.button("Russia").click()
    dialog = tree.page.get_by_role("dialog")
    dialog.get_by_label("Put it").select_option("inside, last")
    dialog.get_by_label("this topic").select_option("Iran")
    dialog.get_by_role("button", name="Move it").click()
    tree.wait()

    assert tree.rows == [(0, "Iran"), (1, "Russia"), (0, "Israel"), (0, "Lebanon")]


def test_a_row_moved_far_down_a_long_tree_is_seen_with_the_focus(desk, topics):
    for number in range(40):
        make_topic(f"Region {number}")
    tree = Tree(desk)
    tree.button("Region 39").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Put it").select_option("before")
    dialog.get_by_label("this topic").select_option("Iran")
    dialog.get_by_role("button", name="Move it").click()
    tree.wait()

    expect(tree.button("Region 39")).to_be_focused()
    expect(tree.button("Region 39")).to_be_in_viewport()


def test_the_dialog_does_not_offer_the_topics_own_branch(desk, topics):
    topics[1].parent = topics[0]
    topics[1].save()
    tree = Tree(desk)

    tree.button("Iran").click()

    offered = desk.locator("#move-target option").all_text_contents()
    assert offered == ["Lebanon", "Russia"]


def test_a_row_dragged_onto_another_asks_where_and_moves(tree):
    row = tree.page.locator("#result_list tbody tr")
    row.filter(has_text="Russia").drag_to(row.filter(has_text="Iran"))
    dialog = tree.page.get_by_role("dialog")
    expect(dialog.get_by_label("this topic")).to_have_value(str(Topic.objects.get(name_en="Iran").pk))
    dialog.get_by_label("Put it").select_option("before")
    dialog.get_by_role("button", name="Move it").click()
    tree.wait()

    assert [name for _depth, name in tree.rows] == ["Russia", "Iran", "Israel", "Lebanon"]


def test_a_move_the_tree_refuses_is_said_in_words(tree):
    Topic.objects.filter(name_en="Russia").update(kind="project")
    tree.button("Russia").click()
    dialog = tree.page.get_by_role("dialog")
    dialog.get_by_label("Put it").select_option("inside, first")
    dialog.get_by_role("button", name="Move it").click()

    expect(tree.page.locator(".messagelist .error")).to_contain_text(
        "A project stands at the top of the tree"
    )


def test_without_a_connection_a_move_is_said_to_have_failed(tree):
    tree.page.route("**/move/", lambda route: route.abort())
    tree.button("Iran").press("Alt+ArrowDown")

    expect(tree.page.get_by_role("dialog")).to_contain_text("It was not moved: there is no connection.")


def test_an_open_dialog_has_no_violation_and_keeps_the_policy(tree, complaints):
    tree.button("Iran").click()

    assert Axe().run(tree.page, options=AXE).response["violations"] == []
    assert complaints == []


@pytest.mark.parametrize("look", looks(), ids=str)
def test_lists_and_forms_have_no_violation_and_keep_the_policy(
    open_context, live_server, topics, complaints, look
):
    context = open_context(width=look.width, dark=look.theme == "dark")
    log_in(context, live_server, make_user(is_staff=True, is_superuser=True, language=look.language))
    page = context.new_page()
    listen(page, complaints)
    found = {}
    for name in pages_of_the_desk(topics[0]):
        page.goto(name)
        page.wait_for_load_state("networkidle")
        found[name] = [fault["id"] for fault in Axe().run(page, options=AXE).response["violations"]]

    assert {name: faults for name, faults in found.items() if faults} == {}
    assert complaints == []


def pages_of_the_desk(topic) -> list[str]:
    """The kinds of page in the daily suite; with ALL_CASES set every list and every form."""
    make_page()
    change, delete, history = (
        reverse(f"admin:topics_topic_{view}", args=[topic.pk]) for view in ("change", "delete", "history")
    )
    few = [change, delete, history, reverse("admin:topics_topic_changelist"), reverse("admin:pages_page_add")]
    if not os.environ.get("ALL_CASES"):
        return few
    models = [model._meta for model in admin.site._registry if model is not SiteSettings]
    every = [
        reverse(f"admin:{model.app_label}_{model.model_name}_{view}")
        for model in models
        for view in ("changelist", "add")
    ]
    return [
        *few,
        *every,
        reverse("admin:pages_sitesettings_change", args=[1]),
        reverse("admin:password_change"),
    ]


def test_the_language_of_the_desk_is_the_users_choice_and_stays(desk):
    desk.goto(reverse("admin:topics_topic_changelist"))
    desk.get_by_role("button", name="עברית").click()
    expect(desk.locator("html")).to_have_attribute("dir", "rtl")

    desk.goto(reverse("admin:posts_author_changelist"))
    expect(desk.locator("html")).to_have_attribute("lang", "he")


def test_a_menu_closes_with_escape_and_gives_the_focus_back(desk):
    desk.goto(reverse("admin:topics_topic_changelist"))
    summary = desk.locator("#user-tools summary")
    summary.click()
    expect(desk.get_by_role("button", name="Log out")).to_be_visible()
    desk.keyboard.press("Escape")

    expect(desk.get_by_role("button", name="Log out")).to_be_hidden()
    expect(summary).to_be_focused()


def test_on_a_phone_the_rail_is_behind_a_button(open_context, live_server, editor):
    context = open_context(width=390)
    log_in(context, live_server, editor)
    page, said = context.new_page(), []
    listen(page, said)
    page.goto(reverse("admin:topics_topic_changelist"))
    authors = page.get_by_role("navigation").get_by_role("link", name="Authors")
    expect(authors).to_be_hidden()

    page.get_by_role("button", name="Menu").click()
    authors.click()

    expect(page.get_by_role("heading", name="Authors", level=1)).to_be_visible()
    assert said == []


def test_a_double_click_on_save_sends_the_form_once(desk):
    held = []
    desk.goto(reverse("admin:posts_section_add"))
    desk.route(desk.url, lambda route: held.append(route))
    desk.get_by_label("Name", exact=True).fill("Memoranda")
    desk.get_by_label("Slug").fill("memoranda")
    save = desk.get_by_role("button", name="Save", exact=True)
    save.evaluate("button => { button.click(); setTimeout(() => button.click(), 100); }")
    desk.wait_for_timeout(500)
    assert len(held) == 1

    held[0].continue_()

    expect(desk.locator(".save--done")).to_be_visible()
    assert Section.objects.count() == 1


def test_enter_in_the_title_of_a_page_saves_the_draft_in_one_line(desk):
    page = make_page("History", status="draft")
    desk.goto(reverse("admin:pages_page_change", args=[page.pk]))
    title = desk.get_by_role("textbox", name="Title", exact=True)
    title.fill("Our history")
    title.press("Enter")
    expect(desk.locator(".is-unsaved")).to_have_count(0)

    page.refresh_from_db()
    assert (page.title, page.status) == ("Our history", "draft")


def test_enter_in_the_title_of_a_published_page_changes_nothing_and_says_which_button_does(
    page, live_server, transactional_db
):
    log_in(page.context, live_server, make_publisher())
    history = make_page("History")
    page.goto(reverse("admin:pages_page_change", args=[history.pk]))
    title = page.get_by_role("textbox", name="Title", exact=True)
    title.fill("Our history")
    title.press("Enter")

    expect(page.locator("save-line [role=status]")).to_contain_text("“Publish changes now” only")
    history.refresh_from_db()
    assert history.title == "History"
