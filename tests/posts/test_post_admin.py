"""The form a post is written in, its list and its side views, as each role has them."""

import datetime as dt
import uuid

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from posts.admin.post import PostAdmin
from posts.models import Post
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

pytestmark = pytest.mark.django_db

ADD = "/admin/posts/post/add/"
LIST = "/admin/posts/post/"


def change(post):
    return reverse("admin:posts_post_change", args=[post.pk])


def side(post, name):
    return reverse(f"admin:posts_post_{name}", args=[post.pk])


def sent_by(client, address):
    """What a browser would send of the form at `address`, nothing changed and no button pressed."""
    context = client.get(address).context
    data = {}
    for form in [context["adminform"].form, *forms_of(context)]:
        for bound in form:
            value = bound.value()
            if hasattr(bound.field.widget, "decompress"):
                value = bound.field.widget.decompress(value)
                parts = bound.field.widget.widgets_names
                data |= {
                    f"{bound.html_name}{part}": one or "" for part, one in zip(parts, value, strict=True)
                }
            elif isinstance(value, (list, tuple)):
                data[bound.html_name] = [getattr(one, "pk", one) for one in value]
            elif value is not None and value is not False:
                data[bound.html_name] = value
    return data


def forms_of(context):
    for inline in context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms


@pytest.fixture
def desk(client):
    """desk(user) is that user's browser."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


def new_post(client, **values):
    section = make_section()
    data = sent_by(client, ADD)
    return data | {"section": section.pk, "title": "Two clocks", "body": "<p>Text</p>"} | values


# Writing


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
    page = client.get(change(make_draft())).content.decode()
    form = page[page.index("<form", page.index("content-main")) :]
    first = form[form.index('type="submit"') :]
    assert first.startswith('type="submit" class="button quiet-btn" name="_continue"')


def test_enter_does_nothing_where_saving_would_change_what_readers_see(desk):
    client = desk(make_publisher())
    page = client.get(change(make_post())).content.decode()
    form = page[page.index("<form", page.index("content-main")) :]
    assert form[form.index('type="submit"') :].startswith('type="submit" disabled hidden')


def test_the_text_is_sanitised(desk):
    client = desk(make_editor())
    client.post(ADD, new_post(client, body="<p onclick='x()'>a<script>b</script></p>"))
    assert Post.objects.get().body == "<p>a</p>"


def test_a_hebrew_title_takes_its_twins_slug_else_asks_for_one(desk):
    client = desk(make_editor())
    data = new_post(client, title="שני שעונים", language="he")
    response = client.post(ADD, data)
    assert "type one in Latin letters" in str(response.context["adminform"].form.errors["slug"])
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
    assert "already has this slug" in str(response.context["adminform"].form.errors)


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
        {"key": "x\0", "kept": "\0"},
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


# Steps


def test_an_editor_marks_ready_and_a_publisher_publishes(desk):
    post = make_draft()
    client = desk(make_editor())
    client.post(change(post), sent_by(client, change(post)) | {"_ready": ""})
    post.refresh_from_db()
    assert post.state == "ready"
    client = desk(make_publisher())
    client.post(change(post), sent_by(client, change(post)) | {"_publish": "", "title": "As published"})
    post.refresh_from_db()
    assert (post.state, post.title) == ("published", "As published")
    assert client.get(post.get_absolute_url()).status_code == 200


def at(moment):
    local = timezone.localtime(moment)
    return {"published_at_0": local.strftime("%Y-%m-%d"), "published_at_1": local.strftime("%H:%M")}


def tomorrow():
    return (timezone.now() + dt.timedelta(days=1)).replace(second=0, microsecond=0)


def test_a_post_is_scheduled_moved_and_published_in_one_step_each(desk):
    client = desk(make_publisher())
    post = make_draft()
    client.post(change(post), sent_by(client, change(post)) | at(tomorrow()) | {"_publish": ""})
    post.refresh_from_db()
    assert (post.state, post.published_at) == ("scheduled", tomorrow())
    later = tomorrow() + dt.timedelta(days=1)
    client.post(change(post), sent_by(client, change(post)) | at(later) | {"_publish": ""})
    post.refresh_from_db()
    assert (post.state, post.published_at) == ("scheduled", later)
    client.post(change(post), sent_by(client, change(post)) | {"_publish_now": ""})
    post.refresh_from_db()
    assert post.state == "published"


def test_a_scheduled_post_cannot_slip_out_by_a_mere_save(desk):
    client = desk(make_publisher())
    post = make_post(at=tomorrow())
    yesterday = at(timezone.now() - dt.timedelta(days=1))
    for typed in (yesterday, {"published_at_0": "", "published_at_1": ""}):
        response = client.post(change(post), sent_by(client, change(post)) | typed | {"_continue": ""})
        assert "published_at" in response.context["adminform"].form.errors
    post.refresh_from_db()
    assert post.state == "scheduled"


@pytest.mark.parametrize("typed", ["past", "empty"])
def test_a_date_that_is_past_or_empty_means_now(desk, typed):
    client = desk(make_publisher())
    post = make_post(at=tomorrow())
    date = at(timezone.now() - dt.timedelta(days=9)) if typed == "past" else {"published_at_0": ""}
    data = sent_by(client, change(post)) | {"published_at_1": ""} | date | {"_publish": ""}
    client.post(change(post), data)
    post.refresh_from_db()
    assert timezone.now() - post.published_at < dt.timedelta(minutes=1)


def test_a_scheduled_post_goes_back_to_draft(desk):
    client = desk(make_publisher())
    post = make_post(at=tomorrow())
    client.post(change(post), sent_by(client, change(post)) | {"_return": ""})
    post.refresh_from_db()
    assert post.state == "draft"


def test_what_is_missing_is_said_beside_the_fields_and_nothing_typed_is_lost(desk):
    client = desk(make_publisher())
    post = make_draft(authors=[], topics=[], title="Before")
    data = sent_by(client, change(post)) | {"title": "After", "body": "", "_publish": ""}
    response = client.post(change(post), data)
    form = response.context["adminform"].form
    assert {"body", "topics", "__all__"} <= set(form.errors)
    assert "Name at least one person" in str(form.non_field_errors())
    assert form["title"].value() == "After"
    post.refresh_from_db()
    assert (post.state, post.title) == ("draft", "Before")


def test_a_published_post_cannot_lose_what_its_section_requires(desk):
    client = desk(make_publisher())
    post = make_post()
    response = client.post(change(post), sent_by(client, change(post)) | {"topics": []})
    assert "topics" in response.context["adminform"].form.errors
    assert post.primary_topic


def test_a_post_is_withdrawn_with_a_reason_and_brought_back(desk):
    client = desk(make_publisher())
    post = make_post()
    response = client.post(change(post), sent_by(client, change(post)) | {"_withdraw": "", "reason": " "})
    assert "reason" in response.context["adminform"].form.errors
    data = {"_withdraw": "", "reason": "An error in the data", "hide_title": "on"}
    client.post(change(post), sent_by(client, change(post)) | data)
    post.refresh_from_db()
    assert (post.state, post.withdrawn_reason, post.is_title_hidden) == ("withdrawn", data["reason"], True)
    assert client.get(post.get_absolute_url()).status_code == 410
    client.post(change(post), sent_by(client, change(post)) | {"_restore": ""})
    post.refresh_from_db()
    assert post.state == "published"


def test_a_correction_is_dated_and_not_in_the_future(desk):
    client = desk(make_publisher())
    post = make_post()
    moment = tomorrow()
    for when, is_fine in ((moment, False), (moment - dt.timedelta(days=1, hours=1), True)):
        local = timezone.localtime(when)
        typed = {"corrected_at_0": local.strftime("%Y-%m-%d"), "corrected_at_1": local.strftime("%H:%M")}
        client.post(change(post), sent_by(client, change(post)) | typed)
        post.refresh_from_db()
        assert bool(post.corrected_at) is is_fine


STEPS_OF_A_PUBLISHER = ["_publish", "_publish_now", "_withdraw", "_restore"]


@pytest.mark.parametrize("step", STEPS_OF_A_PUBLISHER)
@pytest.mark.parametrize("make_user", [make_contributor, make_editor])
def test_a_publishers_step_is_refused_to_others_by_direct_post_too(desk, make_user, step):
    user = make_user()
    client = desk(user)
    post = make_draft(created_by=user)
    data = sent_by(client, change(post)) | {step: "", "reason": "x"}
    assert client.post(change(post), data).status_code == 403
    assert client.post(ADD, new_post(client) | {step: "", "reason": "x"}).status_code == 403
    post.refresh_from_db()
    assert (post.state, Post.objects.count()) == ("draft", 1)


@pytest.mark.parametrize("make", [make_post, make_withdrawn])
def test_an_editor_cannot_save_what_was_public(desk, make):
    post = make()
    client = desk(make_publisher())
    data = sent_by(client, change(post)) | {"title": "Other", "_continue": ""}
    client = desk(make_editor())
    assert client.post(change(post), data).status_code == 403
    post.refresh_from_db()
    assert post.title != "Other"


def test_a_contributor_neither_sees_nor_reaches_anothers_draft(desk):
    other = make_draft(title="Secret")
    client = desk(make_contributor())
    assert "Secret" not in client.get(LIST).content.decode()
    assert client.get(change(other)).status_code == 302
    for name in ("copy", "twin", "join", "separate"):
        assert client.post(side(other, name)).status_code == 404
    assert client.get(side(other, "preview")).status_code == 404


def test_a_contributor_reads_what_is_handed_in(desk):
    user = make_contributor()
    client = desk(user)
    post = make_draft(created_by=user)
    client.post(change(post), sent_by(client, change(post)) | {"_submit": ""})
    response = client.get(change(post))
    assert response.template_name == "admin/posts/post/read.html"
    assert side(post, "preview") in response.content.decode()


# Nothing lost


def test_a_stale_form_says_who_changed_what_and_saves_over_knowingly(desk):
    ruth, noa = make_editor(username="ruth"), make_editor(username="noa")
    post = make_draft(title="Old")
    client = desk(ruth)
    opened = sent_by(client, change(post))
    client = desk(noa)
    client.post(change(post), opened | {"title": "By Noa", "topics": [make_topic("Iran").pk]})
    client = desk(ruth)
    response = client.post(change(post), opened | {"title": "By Ruth", "body": "<p>Mine</p>"})
    form = response.context["adminform"].form
    page = response.content.decode()
    assert form["title"].value() == "By Ruth"
    assert [entry.user for entry in form.conflict.log] == [noa]
    assert {"id_title", "id_body", "id_topics"} == {one.field_id for one in form.conflict.differences}
    assert "By Noa" in page
    post.refresh_from_db()
    assert post.title == "By Noa"
    again = opened | {"title": "By Ruth", "body": "<p>Mine</p>", "version": form["version"].value()}
    client.post(change(post), again)
    post.refresh_from_db()
    assert (post.title, post.body, post.updated_by) == ("By Ruth", "<p>Mine</p>", ruth)


def test_a_person_removed_meanwhile_is_no_dead_end(desk):
    one, two = make_author(), make_author()
    post = make_draft(authors=[one, two])
    client = desk(make_editor())
    opened = sent_by(client, change(post))
    client.post(change(post), opened | {"bylines-0-DELETE": "on"})
    response = client.post(change(post), opened)
    version = response.context["adminform"].form["version"].value()
    client.post(change(post), opened | {"version": version})
    assert {line.author for line in post.bylines.all()} == {one, two}


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
    find, looks = PostAdmin.made_before, iter([lambda *args: None])  # the first look comes too early
    monkeypatch.setattr(PostAdmin, "made_before", lambda *args: next(looks, find)(*args))
    second = client.post(ADD, data)
    assert Post.objects.count() == 1
    assert first.url == second.url


def test_a_forged_key_does_not_make_a_twin(desk):
    other = make_draft()
    client = desk(make_contributor())
    client.post(ADD, new_post(client, language="he", slug="mine", key=str(other.twin_group)))
    assert not Post.objects.twins_of(other).exists()


def acknowledged(response):
    return [name for name in response.cookies if name.startswith("saved")]


def test_what_the_browser_kept_is_acknowledged(desk):
    client = desk(make_editor())
    kept = str(uuid.uuid4())
    assert not acknowledged(client.post(ADD, new_post(client, title="") | {"kept": kept}))
    assert not acknowledged(client.post(ADD, new_post(client) | {"kept": "x; y=z"}))
    assert acknowledged(client.post(ADD, new_post(client) | {"kept": kept})) == [f"saved-{kept}"]


def test_saves_and_steps_are_written_to_the_history(desk):
    client = desk(make_publisher())
    post = make_draft()
    client.post(change(post), sent_by(client, change(post)) | {"_publish": "", "title": "New"})
    said = [entry.get_change_message() for entry in LogEntry.objects.order_by("action_time")]
    assert said == ["Changed Title.", "Published."]


# Beside the form


def test_a_preview_is_the_page_in_its_own_policy_and_in_no_cache(desk):
    client = desk(make_editor())
    post = make_draft(language="he", title="שני שעונים")
    response = client.get(side(post, "preview"))
    page = response.content.decode()
    assert '<html lang="he" dir="rtl"' in page
    assert "<h1>שני שעונים</h1>" in page
    assert "no-store" in response["Cache-Control"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "nonce" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_only_a_post_changes_anything(desk):
    client = desk(make_editor())
    post = make_draft()
    for name in ("copy", "twin", "join", "separate"):
        assert client.get(side(post, name)).status_code == 405
    assert client.post(side(post, "preview")).status_code == 405


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
        assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_the_lists_search_field_leads_from_an_address_to_the_form(desk):
    client = desk(make_editor())
    post = make_post(slug="two-clocks")
    for address in ("/publication/two-clocks/", "https://www.example.org/publication/two-clocks/?a=1#n1"):
        assert client.get(LIST, {"q": address}).url == change(post)
    assert client.get(LIST, {"q": "/he/publication/two-clocks/"}).status_code == 200


def test_checks_stand_before_publishing(desk):
    client = desk(make_editor())
    body = '<h3>Low</h3><p>x<span class="footnote" data-note=""></span></p>'
    post = make_draft(body=body, topics=[])
    texts = [str(check.text) for check in client.get(change(post)).context["checks"]]
    assert [text.split(" ")[0] for text in texts] == ["Choose", "There", "Note", "A"]


def test_a_post_on_the_site_is_one_click_away(desk):
    client = desk(make_publisher())
    live, draft = make_post(), make_draft()
    assert live.get_absolute_url() in client.get(change(live)).content.decode()
    assert draft.get_absolute_url() not in client.get(change(draft)).content.decode()


# The list


def test_the_list_filters_by_state_with_counts_section_language_and_topic(desk):
    client = desk(make_editor())
    below = make_section(parent=make_section("Above", slug="above"))
    topic = make_topic(parent=make_topic("Over"))
    make_draft(section=below, topics=[topic], title="This one", language="he")
    make_draft(section=make_section(), title="That one")
    make_post(title="Live one", at=tomorrow())
    above, over = below.parent, topic.parent
    for query in ({"section": above.pk}, {"language": "he"}, {"topic": over.pk}):
        page = client.get(LIST, query).content.decode()
        assert "This one" in page
        assert "That one" not in page
    response = client.get(LIST, {"state": "scheduled"})
    assert [post.title for post in response.context["cl"].result_list] == ["Live one"]
    tabs = response.context["cl"].filter_specs[0].choices(response.context["cl"])
    assert [tab["count"] for tab in tabs] == [3, 2, 0, 0, 1, 0, 0]


@pytest.mark.parametrize("name", ["state", "section", "language", "topic", "q", "p", "o", "all", "nonsense"])
@pytest.mark.parametrize("value", ["-1", "x", "99999999999999999999", "\0", "'", "a" * 3000])
def test_a_broken_query_string_is_never_a_fault(desk, name, value):
    make_draft()
    client = desk(make_editor())
    assert client.get(LIST, {name: value}).status_code in {200, 302}


@pytest.mark.parametrize("word", ["Clocks", "Galia", "maritime", "clocks-in"])
def test_the_list_is_searched_by_title_person_tag_and_slug(desk, word):
    make_draft()
    found = make_draft(
        title="Two Clocks",
        slug="two-clocks-in-beijing",
        authors=[make_author("Galia Lavi")],
        tags=[make_tag("maritime security")],
    )
    client = desk(make_editor())
    assert list(client.get(LIST, {"q": word}).context["cl"].result_list) == [found]


def crowd(number):
    section, topic, tag = make_section(), make_topic(), make_tag()
    for index in range(number):
        make_draft(section=section, topics=[topic], tags=[tag], title=f"Crowd {index}")


@pytest.mark.parametrize("number", [3, 60])
def test_the_list_takes_few_queries_whatever_its_length(desk, django_assert_max_num_queries, number):
    crowd(number)
    client = desk(make_editor())
    with django_assert_max_num_queries(15):
        client.get(LIST)
    with django_assert_max_num_queries(15):
        client.get(LIST, {"q": "crowd", "state": "draft"})


def test_the_form_takes_few_queries_with_five_people_and_twelve_notes(desk, django_assert_max_num_queries):
    note = '<span class="footnote" data-note="x"></span>'
    people, topics = [make_author() for _ in range(5)], [make_topic() for _ in range(3)]
    post = make_draft(authors=people, topics=topics, tags=[make_tag()], body=f"<p>{note * 12}</p>")
    client = desk(make_publisher())
    with django_assert_max_num_queries(25):
        assert client.get(change(post)).status_code == 200
