"""The form of a post: what is kept, suggested and refused."""

import pytest

from posts.models import Post
from tests.dom import parse
from tests.factories import (
    make_author,
    make_contributor,
    make_draft,
    make_editor,
    make_post,
    make_publisher,
    make_section,
    make_tag,
    make_topic,
    make_withdrawn,
)

from .sending import ADD, change, new_post, sent_by, side

pytestmark = pytest.mark.django_db


def test_a_contributor_writes_and_hands_in(desk):
    user = make_contributor()
    author, topic, tag = make_author(user=user), make_topic(), make_tag()
    client = desk(user)
    data = new_post(client, topics=[topic.pk], tags=[tag.pk], standfirst="Why now")
    assert data["bylines-0-author"] == author.pk
    response = client.post(ADD, data | {"_continue": ""})
    post = Post.objects.get()
    assert response.url == change(post)
    assert (post.state, post.slug, post.created_by, post.primary_topic) == (
        "draft",
        "two-clocks",
        user,
        topic,
    )
    assert [line.author for line in post.bylines.all()] == [author]
    assert list(post.tags.all()) == [tag]
    client.post(change(post), sent_by(client, change(post)) | {"_submit": ""})
    post.refresh_from_db()
    assert post.state == "review"
    assert client.post(change(post), data | {"_continue": ""}).status_code == 403


def test_enter_saves_a_draft_and_never_publishes(desk):
    client = desk(make_publisher())
    assert first_button(client.get(change(make_draft()))).get("name") == "_continue"


def test_enter_does_nothing_where_saving_would_change_what_readers_see(desk):
    client = desk(make_publisher())
    first = first_button(client.get(change(make_post())))
    assert {"disabled", "hidden"} <= set(first.keys())


def first_button(response):
    """The one that Enter presses: the first of the form's own, be it in the form or not."""
    [form] = (form for form in parse(response).iter("form") if form.get("id") == "post_form")
    buttons = (button for button in form.iter("button") if button.get("type") == "submit")
    return next(button for button in buttons if button.get("form") is None)


def test_the_text_is_sanitised(desk):
    client = desk(make_editor())
    client.post(ADD, new_post(client, body="<p onclick='x()'>a<script>b</script></p>"))
    assert Post.objects.get().body == "<p>a</p>"


def test_a_hebrew_title_takes_its_twins_slug_else_asks_for_one(desk):
    client = desk(make_editor())
    data = new_post(client, title="שני שעונים", language="he")
    response = client.post(ADD, data)
    assert "Type one in Latin letters" in str(response.context["adminform"].form.errors["slug"])
    assert not Post.objects.exists()
    english = make_draft(slug="two-clocks")
    client.post(side(english, "twin"))
    twin = Post.objects.get(language="he")
    client.post(change(twin), sent_by(client, change(twin)) | {"slug": "", "title": "שני שעונים"})
    twin.refresh_from_db()
    assert (twin.slug, twin.title) == ("two-clocks", "שני שעונים")


def test_two_posts_with_one_title_get_two_slugs(desk):
    make_draft(slug="two-clocks")
    client = desk(make_editor())
    client.post(ADD, new_post(client))
    assert Post.objects.filter(slug="two-clocks-2").exists()


def test_a_slug_that_is_taken_is_an_error_beside_the_field(desk):
    make_draft(slug="two-clocks")
    client = desk(make_editor())
    response = client.post(ADD, new_post(client, slug="two-clocks"))
    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert errors == {"slug": ["Another post in this language already has this slug."]}


def test_a_number_that_is_taken_is_an_error_beside_the_field(desk):
    series = make_section(kind="numbered")
    make_draft(section=series, number=1874)
    client = desk(make_editor())
    response = client.post(ADD, new_post(client, section=series.pk, number="1874"))
    errors = response.context["adminform"].form.errors
    assert errors == {"number": ["Another post of this series already has this number."]}


@pytest.mark.parametrize("title", ["100 ימים אחרי", "״הגרעין״ של 2027 ו־INSS"])
def test_a_hebrew_title_gives_no_address_of_its_numbers_and_names(desk, title):
    client = desk(make_editor())
    response = client.post(ADD, new_post(client, title=title, language="he"))
    assert list(response.context["adminform"].form.errors) == ["slug"]


def test_a_person_taken_out_of_the_box_is_removed(desk):
    post = make_draft(authors=[make_author("First"), make_author("Second")])
    client = desk(make_editor())
    data = sent_by(client, change(post)) | {"bylines-0-author": "", "_continue": ""}
    client.post(change(post), data)
    assert [author.name_en for author in post.authors.all()] == ["Second"]


@pytest.mark.parametrize(("people", "boxes"), [(0, 1), (2, 2)])
def test_there_is_a_box_for_whoever_signs_until_somebody_does(desk, people, boxes):
    post = make_draft(authors=[make_author() for _one in range(people)])
    formset = desk(make_editor()).get(change(post)).context["people"]
    assert len(formset.forms) == boxes


@pytest.mark.parametrize("make", [make_post, make_withdrawn])
def test_the_slug_of_what_was_public_stays(desk, make):
    client = desk(make_publisher())
    post = make(slug="known")
    form = client.get(change(post)).context["adminform"].form
    assert form.fields["slug"].disabled and form.fields["language"].disabled
    client.post(change(post), sent_by(client, change(post)) | {"slug": "other", "language": "he"})
    post.refresh_from_db()
    assert (post.slug, post.language) == ("known", "en")


def test_topics_keep_their_order_and_the_first_is_the_main_one(desk):
    client = desk(make_editor())
    first, second = make_topic(), make_topic()
    project = make_topic(kind="project")
    post = make_draft()
    data = sent_by(client, change(post)) | {"topics": [project.pk, second.pk, first.pk]}
    client.post(change(post), data)
    assert [link.topic for link in post.post_topics.all()] == [project, second, first]
    assert post.primary_topic == second
    assert sent_by(client, change(post))["topics"] == [project.pk, second.pk, first.pk]


def test_people_are_ordered_and_have_roles(desk):
    client = desk(make_editor())
    one, two = make_author(), make_author()
    post = make_draft(authors=[one, two])
    data = sent_by(client, change(post))
    data |= {"bylines-0-position": 2, "bylines-1-position": 1, "bylines-1-role": "translator"}
    client.post(change(post), data)
    assert [(line.author, line.role) for line in post.bylines.all()] == [(two, "translator"), (one, "author")]


def test_a_row_of_people_that_stayed_empty_is_none(desk):
    client = desk(make_editor())
    client.post(ADD, new_post(client) | {"bylines-0-position": 1})
    assert not Post.objects.get().bylines.exists()


def test_a_person_named_twice_in_one_role_is_an_error(desk):
    client = desk(make_editor())
    post = make_draft()
    data = sent_by(client, change(post))
    added = {"author": data["bylines-0-author"], "role": "author", "position": 2, "id": "", "post": post.pk}
    data |= {"bylines-TOTAL_FORMS": 2} | {f"bylines-1-{name}": value for name, value in added.items()}
    response = client.post(change(post), data)
    assert response.status_code == 200
    assert "This person is named twice in the same role." in response.text.partition('id="errors"')[2]
    assert post.bylines.count() == 1


def test_a_number_is_kept_only_where_the_section_has_one(desk):
    client = desk(make_editor())
    series = make_section(kind="numbered")
    client.post(ADD, new_post(client, number=7))
    assert Post.objects.get().number is None
    client.post(ADD, new_post(client, title="Another", section=series.pk, number=7))
    assert Post.objects.get(title="Another").number == 7


@pytest.mark.parametrize("field", ["title", "standfirst", "body", "slug", "bylines-0-affiliation"])
def test_nul_in_a_field_is_an_error_beside_it(desk, field):
    client = desk(make_editor())
    post = make_draft()
    response = client.post(change(post), sent_by(client, change(post)) | {field: "a\0b"})
    assert response.status_code == 200
    assert "Null characters" in response.content.decode()
    assert not Post.objects.exclude(version=post.version).exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"section": "x\0"},
        {"topics": ["1\0", "x"]},
        {"tags": ["999999999999999999999"]},
        {"version": "x"},
        {"version": "9" * 40},
        {"number": "9" * 40, "section": None},
        {"bylines-TOTAL_FORMS": "x"},
        {"bylines-TOTAL_FORMS": "²"},
        {"bylines-TOTAL_FORMS": "1000000000"},
        {"bylines-0-id": "x\0"},
        {"bylines-0-author": "x\0"},
        {"bylines-0-position": "9" * 40},
        {"published_at_0": "x", "published_at_1": "\0"},
        {"language": "fr"},
        {"key": "x\0", "browser_draft": "\0"},
        {"title": "x" * 5000},
    ],
    ids=str,
)
def test_nonsense_in_a_field_is_never_a_fault(desk, sent):
    client = desk(make_publisher())
    post = make_draft()
    if "section" in sent and sent["section"] is None:
        sent = sent | {"section": make_section(kind="numbered").pk}
    for address in (change(post), ADD):
        assert client.post(address, sent_by(client, address) | sent).status_code in {200, 302, 400}


@pytest.mark.parametrize("name", ["topics", "tags"])
def test_words_typed_and_not_chosen_are_an_error_beside_the_box_that_keeps_them(desk, name):
    client, post = desk(make_editor()), make_draft()
    data = sent_by(client, change(post)) | {f"{name}-words": "brand new", "title": "Other"}

    form = client.post(change(post), data).context["adminform"].form

    assert form.errors == {
        name: ["“brand new” has not been chosen. Choose it from the list, or clear the field."],
    }
    assert 'data-words="brand new"' in str(form[name])
    assert not Post.objects.filter(title="Other").exists()


@pytest.mark.parametrize("people", [0, 1], ids=["a new person", "instead of another"])
def test_a_person_typed_and_not_chosen_is_an_error_beside_the_box(desk, people):
    client = desk(make_editor())
    post = make_draft(authors=[make_author() for _one in range(people)])
    data = sent_by(client, change(post)) | {"bylines-0-author": "", "bylines-0-author-words": "Nobody"}

    formset = client.post(change(post), data).context["people"]

    [errors] = formset.errors
    assert errors == {
        "author": ["“Nobody” has not been chosen. Choose it from the list, or clear the field."]
    }
    assert post.bylines.count() == people


def test_a_title_that_is_too_long_is_said_and_not_cut_off(desk):
    client, post = desk(make_editor()), make_draft()
    form = (
        client.post(change(post), sent_by(client, change(post)) | {"title": "x" * 251})
        .context["adminform"]
        .form
    )
    assert list(form.errors) == ["title"]
    assert "maxlength" not in str(form["title"]) + str(form["standfirst"])
