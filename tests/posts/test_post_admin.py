"""The form of a post loses nothing; its side views."""

import datetime as dt
import json
import re
import uuid
from urllib.parse import unquote

import pytest

from inss.audit.models import Revision
from posts.admin.post import PostAdmin
from posts.models import Post
from tests.dom import by_class, parse
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

from .sending import ADD, LIST, change, new_post, sent_by, side

pytestmark = pytest.mark.django_db


# Nothing twice


def test_the_add_form_sent_twice_makes_one_post(desk):
    client = desk(make_editor())
    data = new_post(client)
    first, second = client.post(ADD, data), client.post(ADD, data)
    assert Post.objects.count() == 1
    assert first.url == second.url


@pytest.mark.django_db(transaction=True)
def test_the_add_form_sent_twice_at_the_same_time_makes_one_post(desk, monkeypatch):
    client = desk(make_editor())
    data = new_post(client)
    first = client.post(ADD, data)
    find, looks = PostAdmin.already_created, iter([lambda *args: None])  # the first look comes too early
    monkeypatch.setattr(PostAdmin, "already_created", lambda *args: next(looks, find)(*args))
    second = client.post(ADD, data)
    assert Post.objects.count() == 1
    assert first.url == second.url


def test_a_forged_key_does_not_make_a_twin(desk):
    other = make_draft()
    client = desk(make_contributor())
    client.post(ADD, new_post(client, language="he", slug="mine", key=str(other.twin_group)))
    assert not Post.objects.twins_of(other).exists()


def acknowledged(response):
    """{token: what is said of the form that was sent with it}"""
    return {
        name.removeprefix("saved-"): json.loads(unquote(cookie.value))
        for name, cookie in response.cookies.items()
        if name.startswith("saved-")
    }


def test_a_save_is_acknowledged_by_its_token_with_where_it_leads(desk):
    client = desk(make_editor())
    token = str(uuid.uuid4())
    assert not acknowledged(client.post(ADD, new_post(client, title="") | {"browser_draft": token}))
    assert not acknowledged(client.post(ADD, new_post(client) | {"browser_draft": "x; y=z"}))
    response = client.post(ADD, new_post(client) | {"browser_draft": token})
    saved = {"address": response.url, "stays": True, "version": 1, "joined": []}
    assert acknowledged(response) == {token: saved}


def test_a_save_that_ends_ones_right_to_change_the_post_leads_away(desk):
    writer = make_contributor()
    client, post, token = desk(writer), make_draft(created_by=writer), str(uuid.uuid4())
    data = sent_by(client, change(post)) | {"browser_draft": token, "_submit": ""}
    saved = acknowledged(client.post(change(post), data))[token]
    assert (saved["address"], saved["stays"]) == (change(post), False)


def test_a_form_sent_again_is_acknowledged_again_and_saved_once(desk):
    client, post, token = desk(make_editor()), make_draft(), str(uuid.uuid4())
    data = sent_by(client, change(post)) | {"title": "Typed", "browser_draft": token, "_continue": ""}
    first, second = client.post(change(post), data), client.post(change(post), data)
    post.refresh_from_db()
    assert (post.title, post.version) == ("Typed", 2)
    assert acknowledged(first) == acknowledged(second)
    assert first.url == second.url


def test_a_form_refused_is_no_save_when_it_is_sent_again(desk):
    client, post, token = desk(make_editor()), make_draft(), str(uuid.uuid4())
    data = sent_by(client, change(post)) | {"browser_draft": token, "_continue": ""}
    assert client.post(change(post), data | {"title": ""}).status_code == 200
    client.post(change(post), data | {"title": "Typed"})
    post.refresh_from_db()
    assert post.title == "Typed"


def test_a_save_and_its_step_are_one_revision(desk):
    client = desk(make_publisher())
    post = make_draft()
    client.post(change(post), sent_by(client, change(post)) | {"_publish": "", "title": "New"})
    before, after = Revision.objects.of(post).order_by("pk")
    assert (before.action, after.action) == ("earlier", "published")
    assert (before.snapshot["title"], after.snapshot["title"]) == (post.title, "New")


# Beside the form


def test_a_preview_is_the_page_in_its_own_policy_and_in_no_cache(desk):
    client = desk(make_editor())
    post = make_draft(language="he", title="שני שעונים")
    response = client.get(side(post, "preview"))
    page = response.content.decode()
    assert '<html lang="he" dir="rtl"' in page
    assert "<h1>שני שעונים</h1>" in page
    assert "תצוגה מקדימה" in page
    assert "no-store" in response["Cache-Control"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "nonce" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    ("make", "is_secret"), [(make_draft, True), (make_withdrawn, True), (make_post, False)]
)
def test_a_preview_says_that_only_the_desk_sees_it_where_that_is_so(desk, make, is_secret):
    page = desk(make_editor()).get(side(make(), "preview")).text
    assert ("seen by people of the desk only" in page) == is_secret


def test_only_a_post_changes_anything(desk):
    client = desk(make_editor())
    post = make_draft()
    for name in ("copy", "twin", "join", "separate"):
        assert client.get(side(post, name)).status_code == 405
    assert client.post(side(post, "preview")).status_code == 405


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_new_post_begins_in_the_language_of_the_desk(desk, language):
    form = desk(make_editor(language=language)).get(ADD).context["adminform"].form
    assert form["language"].value() == language
    assert form.fields["title"].widget.attrs["lang"] == language


def test_a_link_may_ask_for_another_language(desk):
    form = desk(make_editor(language="he")).get(f"{ADD}?language=en").context["adminform"].form
    assert form["language"].value() == "en"


def test_a_copy_is_a_new_draft(desk):
    client = desk(make_contributor())
    post = make_post(slug="known")
    response = client.post(side(post, "copy"))
    copied = Post.objects.get(slug="known-2")
    assert response.url == change(copied)
    assert (copied.state, copied.body) == ("draft", post.body)


def test_twins_are_made_joined_by_address_and_separated(desk):
    client = desk(make_editor())
    post, other = make_draft(slug="one"), make_draft(slug="two", language="he")
    for address in (
        other.get_absolute_url(),
        f"https://www.example.org{other.get_absolute_url()}",
        change(other),
    ):
        client.post(side(post, "join"), {"address": address})
        assert Post.objects.twins_of(post).get() == other
        post.refresh_from_db()
        client.post(side(post, "separate"))
        post.refresh_from_db()
        assert not Post.objects.twins_of(post).exists()
    client.post(side(post, "twin"))
    assert Post.objects.twins_of(post).get().language == "he"


def test_a_twin_that_cannot_be_is_said_in_words(desk):
    client = desk(make_editor())
    post, same = make_draft(), make_draft()
    for address in ("", "nowhere", "/he/publication/unknown/", "http://[", same.get_absolute_url(), "/\0"):
        response = client.post(side(post, "join"), {"address": address}, follow=True)
        assert response.context["other"].refused["error"]
        assert not Post.objects.twins_of(post).exists()


def test_an_address_that_is_refused_stays_in_its_box_until_the_form_is_opened_again(desk):
    client, post = desk(make_editor()), make_draft()
    page = client.post(side(post, "join"), {"address": "/he/publication/typo/"}, follow=True).text
    assert (
        'name="address" dir="ltr" maxlength="500" form="join-form" class="vTextField" value="/he/pub' in page
    )
    assert '<ul class="errorlist" id="join-error"><li>No post has this address.' in page
    assert '<details class="join" open>' in page
    assert "typo" not in client.get(change(post)).text


def test_a_twin_is_behind_its_source_and_a_source_never_behind_its_twin(desk):
    client, source = desk(make_editor()), make_draft()
    client.post(side(source, "twin"))
    twin = Post.objects.get(language="he")
    for post in (source, twin):
        Post.objects.exclude(pk=post.pk).update(updated_at=post.created_at - dt.timedelta(hours=1))
        assert ("before this one was changed" in client.get(change(post)).text) is (post == source)


@pytest.mark.parametrize(
    ("language", "example"), [("en", "/he/publication/two-clocks/"), ("he", " /publication/two-clocks/")]
)
def test_the_example_of_a_twins_address_is_in_the_other_language(desk, language, example):
    assert example in desk(make_editor()).get(change(make_draft(language=language))).text


def test_a_twin_that_is_a_publishers_to_change_is_refused_in_words(desk):
    draft, live = make_draft(language="he"), make_post()
    page = desk(make_editor()).post(side(draft, "join"), {"address": live.get_absolute_url()}, follow=True)
    assert "only a publisher can change this one" in page.context["other"].refused["error"]


def test_an_editor_neither_separates_nor_is_offered_to_separate_a_draft_and_what_is_published(desk):
    live = make_post()
    draft = make_draft(language="he", twin_group=live.twin_group)
    client = desk(make_editor())
    assert 'separate-form">Disconnect' not in client.get(change(draft)).text
    page = client.post(side(draft, "separate"), follow=True)
    [message] = page.context["messages"]
    assert "you cannot change the other one" in message.message
    assert list(Post.objects.twins_of(draft)) == [live]


def test_a_publisher_separates_a_draft_and_what_is_published(desk):
    live = make_post()
    draft = make_draft(language="he", twin_group=live.twin_group)
    client = desk(make_publisher())
    assert 'separate-form">Disconnect' in client.get(change(draft)).text
    client.post(side(draft, "separate"))
    draft.refresh_from_db()
    assert not Post.objects.twins_of(draft).exists()


def test_an_editor_makes_the_twin_of_what_is_published(desk):
    post, client = make_post(), desk(make_editor())
    assert 'form="twin-form">Write the Hebrew version' in client.get(change(post)).text
    client.post(side(post, "twin"))
    assert Post.objects.twins_of(post).get().state == "draft"
    assert "Write the Hebrew version" not in client.get(change(post)).text


@pytest.mark.parametrize("make", [make_draft, make_post], ids=["on its form", "where it is only read"])
def test_each_version_leads_to_the_other_in_the_same_place(desk, make):
    english = make(title="Two clocks")
    hebrew = make(title="שני שעונים", language="he", twin_group=english.twin_group)
    client = desk(make_editor())
    for post, other, name in [(english, hebrew, "Hebrew version"), (hebrew, english, "English version")]:
        [line] = by_class(parse(client.get(change(post))), "twin-line")
        words = " ".join("".join(line.itertext()).split())
        assert words.startswith(name)
        assert other.title in words
        assert change(other) in [link.get("href") for link in line.iter("a")]


def test_a_version_that_is_not_shown_to_this_person_is_said_to_exist(desk):
    live = make_post()
    make_draft(title="Secret", language="he", twin_group=live.twin_group)
    page = desk(make_contributor()).get(change(live)).text
    assert "There is one, which is not shown to you yet." in page
    assert "Secret" not in page


@pytest.mark.parametrize("address", ["change", "changelist"])
def test_nothing_at_the_desk_says_twin(desk, address):
    client = desk(make_publisher())
    alone, english = make_draft(), make_draft()
    make_draft(language="he", twin_group=english.twin_group)
    for post in (alone, english):
        page = client.get(change(post) if address == "change" else LIST).text
        assert not re.search(r">[^<]*\btwins?\b", page, re.IGNORECASE)


def test_the_page_that_is_only_read_shows_all_of_the_post(desk):
    post = make_post(
        title="Two clocks",
        standfirst="Why they differ",
        body='<p>Body<span class="footnote" data-note="The source of it"></span></p>',
        number=7,
        section=make_section("Insight"),
        authors=[make_author("Galia Lavi")],
        topics=[make_topic("Iran"), make_topic("China")],
        tags=[make_tag("budgets")],
    )
    post.bylines.update(role="translator", affiliation="Tel Aviv University")
    page = parse(desk(make_editor()).get(change(post)))
    words = " ".join("".join(page.itertext()).split())
    for text in ("Why they differ", "Body", "The source of it", "Insight", "7", "Iran", "China", "budgets"):
        assert text in words
    assert "Galia Lavi Translator, Tel Aviv University" in words.replace("translator", "Translator")
    assert post.get_absolute_url() in words


def test_checks_stand_before_publishing(desk):
    client = desk(make_editor())
    body = '<h3>Low</h3><p>x<span class="footnote" data-note=""></span></p>'
    post = make_draft(body=body, topics=[])
    texts = [str(check.text) for check in client.get(change(post)).context["checks"]]
    assert [text.split(" ")[0] for text in texts] == ["Choose", "There", "Note", "A"]


@pytest.mark.parametrize(
    ("language", "title", "is_advised"),
    [
        ("he", "Two clocks", True),
        ("he", "INSS ומה הלאה", False),
        ("en", "שני שעונים", True),
        ("en", "What “הגרעין” means", False),
    ],
)
def test_a_twin_whose_title_was_not_translated_is_noticed(desk, language, title, is_advised):
    post = make_draft(language=language, title=title)
    checks = desk(make_editor()).get(change(post)).context["checks"]
    assert ("id_title" in [check.target for check in checks]) == is_advised


def test_a_post_on_the_site_is_one_click_away(desk):
    client = desk(make_publisher())
    live, draft = make_post(), make_draft()
    assert live.get_absolute_url() in client.get(change(live)).content.decode()
    assert draft.get_absolute_url() not in client.get(change(draft)).content.decode()


# The list


def test_the_form_takes_few_queries_with_five_people_and_twelve_notes(desk, django_assert_max_num_queries):
    note = '<span class="footnote" data-note="x"></span>'
    people, topics = [make_author() for _ in range(5)], [make_topic() for _ in range(3)]
    post = make_draft(authors=people, topics=topics, tags=[make_tag()], body=f"<p>{note * 12}</p>")
    client = desk(make_publisher())
    with django_assert_max_num_queries(28):
        assert client.get(change(post)).status_code == 200
