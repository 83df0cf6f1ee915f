"""What a screen reader tells: what appears, what is gone, how long a text is, and where the focus goes."""

import pytest
from playwright.sync_api import expect

from tests.browser.post_form import ADD, form_of
from tests.factories import make_author, make_draft, make_topic


def people(form, *names):
    """The form of a draft with these people: a person is removed by the cross of their row."""
    form.open(form_of(make_draft(authors=[make_author(name) for name in names])))
    return form.page.locator(".ordered .inline-related:visible .inline-deletelink")


def add_person(form, name):
    make_author(name)
    form.page.get_by_role("button", name="Add another person").press("Enter")
    form.pick("Person", name)


def test_after_a_new_person_is_removed_the_focus_is_on_the_neighbour(form):
    crosses = people(form, "First")
    add_person(form, "Second")
    crosses.last.press("Enter")

    expect(form.page.locator(".ordered [aria-live]")).to_have_text("Second is removed")
    expect(form.page.get_by_role("button", name="Remove the row: First")).to_be_focused()


def test_after_a_person_is_removed_the_focus_is_on_the_next(form):
    crosses = people(form, "First", "Second", "Third")
    crosses.nth(1).press("Enter")

    expect(form.page.get_by_role("button", name="Remove the row: Third")).to_be_focused()


def test_after_the_only_person_is_removed_the_focus_is_on_the_way_to_another(form):
    crosses = people(form)
    crosses.press("Enter")

    expect(form.page.locator(".ordered [aria-live]")).to_have_text("1 is removed")
    expect(form.page.get_by_role("button", name="Add another person")).to_be_focused()


def test_after_the_only_topic_is_removed_the_focus_is_in_the_box(form):
    form.open(form_of(make_draft(topics=[make_topic("Iran")])))
    box = form.page.locator("desk-combobox").filter(has_text="Iran")
    box.get_by_role("button", name="Remove: Iran").press("Enter")

    expect(box.get_by_role("status")).to_have_text("Iran is removed.")
    expect(form.page.get_by_role("combobox", name="Topics")).to_be_focused()


@pytest.mark.parametrize(("length", "live"), [(0, "off"), (63, "off"), (64, "polite"), (71, "polite")])
def test_a_length_is_spoken_only_near_its_limit_and_beyond(form, length, live):
    form.open(ADD).title.fill("x" * length)
    count = form.page.locator("output[for=id_title]")

    expect(count).to_have_text(f"{length} / 70")
    expect(count).to_have_attribute("aria-live", live)


@pytest.fixture
def recovery(form):
    """A form that offers what was typed into it and not saved: a longer title, and one person more."""
    form.page.on("dialog", lambda dialog: dialog.accept())
    address = form_of(make_draft(title="Saved", authors=[]))
    form.open(address).title.fill("Typed title")
    make_author("Second")
    form.pick("Person", "Second")
    form.wait_until_kept()
    form.open(address)
    return form


def announced(form):
    return form.page.locator("[role=status]:has(browser-draft)")


def test_text_that_can_be_brought_back_is_announced(recovery):
    expect(announced(recovery).get_by_text("Text typed here was not saved:")).to_be_visible()


def test_bringing_it_back_leads_to_the_title_and_says_what_came_back(recovery):
    recovery.page.get_by_role("button", name="Bring it back").press("Enter")

    expect(recovery.title).to_be_focused()
    expect(announced(recovery)).to_contain_text("Brought back: Title, People. It is not saved yet.")
    expect(recovery.page.locator("output[for=id_title]")).to_have_text("11 / 70")


def test_discarding_it_leads_to_the_title_and_says_so(recovery):
    recovery.page.get_by_role("button", name="Discard it").press("Enter")

    expect(recovery.title).to_be_focused()
    expect(announced(recovery)).to_contain_text("It is discarded.")
