"""The combobox in a real browser: by keyboard, mouse and finger, in both directions, without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from inss.pages.models import MenuItem
from posts.models import Author
from tests.browser.desk import AXE, log_in
from tests.factories import make_author, make_editor, make_menu_item, make_topic


@pytest.fixture
def heads(desk, topics):
    """The box “Heads” in an author's form: several topics, in order."""
    desk.goto(reverse("admin:posts_author_change", args=[make_author().pk]))
    return Box(desk, "Heads")


@pytest.fixture
def subjects(desk, topics):
    """The box “Topics” of a new post, whose order counts."""
    desk.goto(reverse("admin:posts_post_add"))
    return Box(desk, "Topics")


class Box:
    def __init__(self, page: Page, label: str) -> None:
        self.page = page
        self.input = page.get_by_role("combobox", name=label, exact=True)
        self.root = page.locator("desk-combobox", has=page.locator(f"[role=list][aria-label='{label}']"))
        self.options = self.root.get_by_role("option")

    def type(self, words: str) -> None:
        self.input.press_sequentially(words)
        self.options.first.wait_for()

    def choose(self, *names: str) -> None:
        for name in names:
            self.input.press_sequentially(name)
            self.input.press("Enter")
            self.chip(name).wait_for()

    @property
    def chips(self) -> list[str]:
        return self.root.locator(".combobox__chip span").all_text_contents()

    @property
    def marked(self):
        return self.root.get_by_role("option", selected=True)

    def chip(self, name: str):
        return self.root.locator(".combobox__chip").filter(has_text=name)

    def remove_button(self, name: str):
        return self.root.get_by_role("button", name=f"Remove: {name}", exact=True)

    def save(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.locator("form.is-unsaved")).to_have_count(0)
        expect(self.page.locator(".save--done")).to_be_visible()


def test_arrows_walk_through_what_is_found_and_enter_chooses(heads):
    heads.type("r")
    heads.input.press("ArrowDown")
    active = heads.page.locator(f"#{heads.input.get_attribute('aria-activedescendant')}")
    expect(active).to_have_attribute("aria-selected", "true")
    name = active.text_content()

    heads.input.press("Enter")

    assert heads.chips == [name]
    assert heads.page.url.endswith("/change/")
    expect(heads.input).to_have_value("")


def test_the_first_match_of_typed_words_is_marked_and_enter_takes_it(heads):
    heads.type("r")
    name = heads.marked.text_content()
    assert name == heads.options.first.text_content()

    heads.input.press("Enter")

    assert heads.chips == [name]


@pytest.mark.parametrize("keys", [["Enter"], ["ArrowDown", "Enter"]], ids="+".join)
def test_keys_wait_for_what_answers_the_words_and_take_no_older_row(heads, keys):
    heads.input.click()
    expect(heads.options).to_have_count(5)

    heads.input.press_sequentially("Russ")
    for key in keys:
        heads.input.press(key)

    heads.chip("Russia").wait_for()
    assert heads.chips == ["Russia"]


def test_enter_with_nothing_marked_neither_chooses_nor_submits(heads):
    heads.input.click()
    heads.options.first.wait_for()
    heads.input.press("Enter")

    assert heads.chips == []
    assert heads.page.url.endswith("/change/")


def test_words_that_find_nothing_are_answered_and_the_answer_is_no_row(heads):
    heads.type("Turkey")
    expect(heads.options).to_have_text(["Nothing found.", "New topic “Turkey” …"])
    heads.options.first.click(force=True)

    assert heads.chips == []
    expect(heads.input).to_have_value("Turkey")


def test_a_new_row_is_last_and_marked_only_where_nothing_is_found(heads):
    heads.type("Rus")
    expect(heads.options).to_have_text(["Russia", "New topic “Rus” …"])
    expect(heads.marked).to_have_text("Russia")

    heads.input.press_sequentially("tic")

    expect(heads.marked).to_have_text("New topic “Rustic” …")


def test_the_first_arrow_down_takes_what_is_marked_already(heads):
    heads.type("Rus")
    heads.input.press("ArrowDown")
    heads.input.press("Enter")

    assert heads.chips == ["Russia"]


def test_words_stay_where_the_pop_up_for_a_new_row_is_closed(heads):
    heads.type("Turkey")
    with heads.page.expect_popup() as opened:
        heads.input.press("Enter")
    opened.value.close()

    expect(heads.input).to_have_value("Turkey")


def test_escape_closes_the_list_and_once_more_empties_the_box(heads):
    heads.type("ir")
    expect(heads.input).to_have_attribute("aria-expanded", "true")
    heads.input.press("Escape")

    expect(heads.input).to_have_attribute("aria-expanded", "false")
    expect(heads.root.get_by_role("listbox")).to_be_hidden()
    expect(heads.input).to_have_value("ir")

    heads.input.press("Escape")
    expect(heads.input).to_have_value("")


def test_words_left_in_the_box_stay_and_say_that_they_are_not_chosen(heads):
    heads.type("ir")
    heads.input.press("Tab")

    expect(heads.root.get_by_role("listbox")).to_be_hidden()
    expect(heads.input).to_have_value("ir")
    expect(heads.root.get_by_text("Not chosen yet")).to_be_in_viewport(ratio=1)
    assert heads.chips == []


def test_tab_passes_by_a_list_long_enough_to_scroll(heads):
    for number in range(20):
        make_topic(f"Region {number}")
    heads.type("Region")
    heads.input.press("Tab")

    expect(heads.root.get_by_role("listbox")).to_be_hidden()


def test_what_is_chosen_is_offered_no_second_time(heads):
    heads.choose("Iran")
    heads.type("Ira")

    assert "Iran" not in heads.options.all_text_contents()


def test_backspace_in_the_empty_box_removes_the_last_chip(heads):
    heads.choose("Iran", "Russia")
    heads.input.press("Backspace")

    assert heads.chips == ["Iran"]


def test_backspace_held_down_empties_the_box_and_removes_nothing(heads):
    heads.choose("Iran")
    heads.input.press_sequentially("R")
    for _repeat in range(3):
        heads.page.keyboard.down("Backspace")

    expect(heads.input).to_have_value("")
    assert heads.chips == ["Iran"]


def test_backspace_held_down_on_a_chip_removes_no_other(heads):
    heads.choose("Iran", "Russia")
    heads.remove_button("Russia").focus()
    for _repeat in range(3):
        heads.page.keyboard.down("Backspace")

    expect(heads.chip("Iran")).to_be_focused()
    assert heads.chips == ["Iran"]


def test_a_list_that_does_not_load_says_so(heads):
    heads.page.route("**/autocomplete/**", lambda route: route.abort())
    heads.type("Ir")

    expect(heads.options).to_have_text(["The list did not load. Try again."])


def test_alt_and_arrows_order_the_chips_and_keep_the_focus(subjects):
    subjects.choose("Iran", "Russia", "Israel")
    subjects.chip("Israel").press("Alt+ArrowUp")
    assert subjects.chips == ["Iran", "Israel", "Russia"]
    expect(subjects.chip("Israel")).to_be_focused()

    subjects.chip("Iran").press("Alt+ArrowRight")
    assert subjects.chips == ["Israel", "Iran", "Russia"]
    expect(subjects.root.get_by_role("status")).to_have_text("Iran is now number 2.")


def test_a_button_moves_a_chip_where_there_is_neither_keyboard_nor_dragging(subjects):
    subjects.choose("Iran", "Russia")
    subjects.root.get_by_role("button", name="Move earlier: Russia").press("Enter")
    subjects.page.keyboard.press("Enter")

    assert subjects.chips == ["Russia", "Iran"]
    expect(subjects.chip("Russia")).to_be_focused()
    submitted = subjects.root.locator("select").evaluate("s => [...s.selectedOptions].map(o => o.text)")
    assert submitted == ["Russia", "Iran"]


def test_where_the_order_means_nothing_nothing_is_moved(heads):
    heads.choose("Iran", "Russia")
    heads.chip("Russia").press("Alt+ArrowUp")

    assert heads.chips == ["Iran", "Russia"]
    expect(heads.root.get_by_role("button", name="Move earlier: Russia")).to_have_count(0)


def test_what_is_chosen_is_saved(heads):
    heads.choose("Iran", "Russia")
    heads.save()

    assert {topic.name_en for topic in Author.objects.get().leads.all()} == {"Iran", "Russia"}


def test_a_chip_is_removed_by_its_button_and_the_focus_goes_to_the_next(heads):
    heads.choose("Iran", "Russia")
    heads.remove_button("Iran").click()

    assert heads.chips == ["Russia"]
    expect(heads.chip("Russia")).to_be_focused()


def test_a_new_row_is_made_in_the_pop_up_and_comes_back_chosen(heads):
    heads.type("Turkey")
    with heads.page.expect_popup() as opened:
        heads.options.filter(has_text="New topic").click()
    popup = opened.value
    expect(popup.get_by_label("Name", exact=True)).to_have_value("Turkey")
    popup.get_by_label("Name", exact=True).press("Tab")
    expect(popup.get_by_label("Slug")).to_have_value("turkey")
    popup.get_by_role("button", name="Save", exact=True).click()

    expect(heads.root.locator(".combobox__chip")).to_have_text(["Turkey"])
    expect(heads.root.get_by_role("status")).to_be_empty()
    heads.save()
    assert [topic.slug for topic in Author.objects.get().leads.all()] == ["turkey"]


def test_another_person_is_added_by_one_click_and_typed_at_once(desk):
    make_author("Tirza Bar")
    desk.goto(reverse("admin:posts_post_add"))
    people = desk.locator(".ordered .inline-related:not(.empty-form)")
    first = people.first.get_by_role("combobox")
    first.press_sequentially("Tirz")
    first.press("Enter")
    people.first.locator(".combobox__chip").wait_for()

    desk.get_by_role("button", name="Add another person").click()

    expect(people).to_have_count(2)
    expect(people.last.get_by_role("combobox")).to_be_focused()


def test_on_a_phone_the_list_of_people_opens_beyond_their_panel(open_context, live_server, editor):
    for number in range(5):
        make_author(f"Person {number}")
    context = open_context(width=390)
    log_in(context, live_server, editor)
    page = context.new_page()
    page.goto(reverse("admin:posts_post_add"))
    page.locator(".ordered").get_by_role("combobox").press_sequentially("Pers")
    found = page.locator(".ordered").get_by_role("option")

    expect(found.filter(has_text="Person 4")).to_be_in_viewport(ratio=1)


@pytest.fixture
def target(desk, topics):
    """The box “Topic” of an entry of the menu, which holds one: Iran."""
    item = make_menu_item(label_en="Research", topic=topics[0])
    desk.goto(reverse("admin:pages_menuitem_change", args=[item.pk]))
    return Box(desk, "Topic")


def test_a_box_for_one_is_gone_while_it_holds_one(target):
    assert target.chips == ["Iran"]
    expect(target.input).to_be_hidden()


def test_a_box_for_one_comes_back_with_the_focus_and_takes_another(target):
    target.remove_button("Iran").click()
    expect(target.input).to_be_focused()

    target.choose("Russia")

    expect(target.input).to_be_hidden()
    expect(target.chip("Russia")).to_be_focused()
    target.page.keyboard.press("Enter")
    assert target.chips == ["Russia"]
    target.save()
    assert MenuItem.objects.get().topic.name_en == "Russia"


def test_a_box_for_one_can_be_emptied(target):
    target.chip("Iran").press("Backspace")
    target.save()

    assert MenuItem.objects.get().topic is None


def test_a_finger_chooses_and_removes(open_context, live_server, editor, topics):
    context = open_context(width=390, has_touch=True, is_mobile=True)
    log_in(context, live_server, editor)
    page = context.new_page()
    page.goto(reverse("admin:posts_author_change", args=[make_author().pk]))
    box = Box(page, "Heads")

    box.input.tap()
    box.options.filter(has_text="Lebanon").tap()
    assert box.chips == ["Lebanon"]
    box.remove_button("Lebanon").tap()
    assert box.chips == []


def test_without_scripts_rows_are_named_by_their_slugs(open_context, live_server, editor, topics):
    context = open_context(java_script_enabled=False)
    log_in(context, live_server, editor)
    page = context.new_page()
    author = make_author()
    author.leads.set(topics[:1])
    page.goto(reverse("admin:posts_author_change", args=[author.pk]))

    expect(page.locator("select[name=leads] option")).to_have_text(["Iran"])
    page.fill("[name=leads-typed]", f"{topics[1].slug}, {topics[2].slug}")
    page.get_by_role("button", name="Save", exact=True).click()

    assert {topic.name_en for topic in author.leads.all()} == {"Iran", "Israel", "Lebanon"}


def test_an_open_and_a_closed_box_have_no_violation_and_keep_the_policy(heads, complaints):
    closed = Axe().run(heads.page, options=AXE).response["violations"]
    heads.choose("Iran", "Russia")
    heads.type("r")
    heads.input.press("ArrowDown")
    opened = Axe().run(heads.page, options=AXE).response["violations"]

    assert (closed, opened, complaints) == ([], [], [])


def test_in_hebrew_the_left_arrow_moves_a_chip_on(page, live_server, topics):
    log_in(page.context, live_server, make_editor(language="he"))
    page.goto(reverse("admin:posts_post_add"))
    box = Box(page, page.locator("label[for=id_topics]").text_content())
    box.choose("Iran", "Russia")

    box.root.locator(".combobox__chip [data-does=remove]").first.press("Alt+ArrowLeft")

    assert box.chips == ["Russia", "Iran"]
