"""What somebody else saved of a post comes into the form of whoever saves after."""

import pytest
from playwright.sync_api import expect

from posts import workflow
from posts.models import Post
from tests.browser.post_form import form_of
from tests.factories import make_author, make_draft, make_editor, make_topic

TEXT = "<p>First.</p><p>Second.</p><p>Third.</p>"


@pytest.fixture
def opened(form):
    """A form in which somebody writes at the end of the text, after another has changed the post."""
    post = make_draft(title="Old", body=TEXT, topics=[])
    form.open(form_of(post)).text.click()
    form.page.keyboard.press("Control+End")
    return form


def save_beside(relations=None, **changes):
    post = Post.objects.get()
    for name, value in changes.items():
        setattr(post, name, value)
    workflow.save(post, by=make_editor(), relations=relations)


def paragraphs(form):
    return form.text.locator("p").all_inner_texts()


def test_it_is_shown_where_nobody_is_typing_and_the_caret_stays(opened):
    save_beside(title="Theirs", body=TEXT.replace("First.", "First, by them."))
    opened.page.keyboard.type(" Mine")
    opened.save()
    opened.page.keyboard.type(" too")

    expect(opened.title).to_have_value("Theirs")
    assert paragraphs(opened) == ["First, by them.", "Second.", "Third. Mine too"]
    expect(opened.page.locator(".save-more")).to_contain_text(
        "Merged with changes saved meanwhile: Title, Text."
    )
    opened.save()
    post = Post.objects.get()
    assert post.title == "Theirs"
    assert post.body == "<p>First, by them.</p><p>Second.</p><p>Third. Mine too</p>"


def test_what_is_typed_meanwhile_in_another_paragraph_stays(opened, slow_server):
    save_beside(body=TEXT.replace("<p>Second.</p>", "<p>Between.</p>"))
    opened.page.keyboard.type(" Mine")
    opened.page.keyboard.press("Control+s")
    opened.page.keyboard.type(" and more", delay=100)
    expect(opened.text).to_contain_text("Between.")
    assert paragraphs(opened) == ["First.", "Between.", "Third. Mine and more"]
    opened.save()
    assert Post.objects.get().body == "<p>First.</p><p>Between.</p><p>Third. Mine and more</p>"


def test_an_undo_takes_back_what_was_joined_in_one_step(opened):
    save_beside(body=TEXT.replace("First.", "First, by them.").replace("Second.", "Second, by them."))
    opened.page.keyboard.type("!")
    opened.save()
    assert paragraphs(opened) == ["First, by them.", "Second, by them.", "Third.!"]
    opened.page.keyboard.press("Control+z")
    assert paragraphs(opened) == ["First.", "Second.", "Third.!"]


def test_what_both_are_typing_in_is_not_replaced(opened, slow_server):
    save_beside(title="Theirs")
    opened.page.keyboard.type(" Mine")
    opened.page.keyboard.press("Control+s")
    opened.title.fill("Mine, too")
    expect(opened.status).to_contain_text("Saved")
    expect(opened.title).to_have_value("Mine, too")
    opened.save_in_vain()
    expect(opened.page.get_by_role("alert")).to_contain_text("Theirs")
    expect(opened.title).to_have_value("Mine, too")
    assert Post.objects.get().title == "Theirs"


def test_topics_and_people_come_in_too(opened):
    iran, galia = make_topic("Iran"), make_author("Galia Lavi")
    lines = [{"author": galia.pk, "role": "author", "affiliation": ""}]
    save_beside(relations={"topics": [iran.pk], "bylines": lines, "tags": []})
    opened.page.keyboard.type(" Mine")
    opened.save()
    for name in ("Iran", "Galia Lavi"):
        expect(opened.page.locator(".combobox__chip").filter(has_text=name)).to_be_visible()
    opened.page.keyboard.type(" too")
    opened.save()
    post = Post.objects.get()
    assert (list(post.topics.all()), [line.author for line in post.bylines.all()]) == ([iran], [galia])


def test_a_text_that_nobody_chose_is_not_saved_and_the_choice_is(opened):
    save_beside(body=TEXT.replace("Third.", "Third, by them."))
    opened.page.keyboard.type(" Mine")
    opened.save_in_vain()
    opened.page.get_by_role("radio", name="Mine").check()
    opened.page.get_by_role("button", name="Save with these choices").first.click()
    opened.wait_until_saved()
    expect(opened.page.get_by_role("radio", name="Mine")).to_have_count(0)
    assert Post.objects.get().body == TEXT.replace("Third.", "Third. Mine")


def test_what_is_saved_between_a_save_and_its_answer_is_joined_by_the_next(opened):
    def answer(route):
        if route.request.method == "GET" and Post.objects.get().version == 2:
            save_beside(body=TEXT.replace("First.", "First, by them."))
        route.continue_()

    opened.title.fill("Mine")
    opened.page.route("**/change/", answer)
    opened.save()
    opened.title.fill("Mine, too")
    opened.save()
    post = Post.objects.get()
    assert (post.title, post.body) == ("Mine, too", TEXT.replace("First.", "First, by them."))
