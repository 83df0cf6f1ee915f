"""The desk as a whole: its policy, its privacy, its languages, its rail and its first page."""

import datetime as dt
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from posts.models import Post
from tests.dom import parse, text
from tests.factories import (
    make_author,
    make_contributor,
    make_draft,
    make_editor,
    make_newsletter_desk,
    make_post,
    make_publisher,
    make_section,
    make_site,
    make_topic,
    make_user,
)

INDEX = "/admin/"


def log_in(client, user):
    client.force_login(user)
    return client


def titles(response, kind):
    return [post.title for post in response.context[kind]]


def test_a_login_that_was_to_lead_elsewhere_leads_to_the_desk(client, db):
    user = make_editor(password="secret-enough")
    data = {"username": user.username, "password": "secret-enough", "next": "//evil.example"}

    assert client.post(reverse("admin:login"), data).headers["Location"] == INDEX


@pytest.mark.parametrize(
    ("pressed", "before"),
    [
        ("/admin/newsletter/subscriber/export/?q=a", "/admin/newsletter/subscriber/?q=a"),
        ("/admin/topics/topic/move/", "/admin/topics/topic/"),
        ("/admin/language/", "/admin/"),
    ],
)
def test_a_button_pressed_after_the_login_ended_leads_back_to_its_page(client, db, pressed, before):
    answer = client.post(pressed, headers={"Referer": f"http://testserver{before}"})

    assert answer.headers["Location"] == f"{reverse('admin:login')}?next={quote(before)}"


@pytest.mark.parametrize("referer", [{}, {"Referer": "https://evil.example/admin/"}])
def test_the_login_leads_to_no_page_of_another_site(client, db, referer):
    answer = client.post("/admin/topics/topic/add/", headers=referer)

    assert answer.headers["Location"] == f"{reverse('admin:login')}?next=/admin/topics/topic/add/"


@pytest.mark.parametrize(
    ("address", "status"),
    [("/admin/accounts/user/", 403), ("/admin/nowhere/", 404), ("/admin/posts/post/999/preview/", 404)],
)
def test_what_is_refused_or_not_there_leads_back_into_the_desk(client, db, address, status):
    page = log_in(client, make_contributor()).get(address)

    assert page.status_code == status
    assert f'class="button" href="{INDEX}"' in page.text
    assert f'href="{reverse("admin:posts_post_changelist")}">All posts' in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert "script-src 'self' 'nonce-" in page.headers["Content-Security-Policy"]


def test_a_draft_of_another_and_a_preview_of_none_look_the_same(client, db):
    draft = make_draft(title="Secret")
    log_in(client, make_contributor())
    pages = [client.get(reverse("admin:posts_post_preview", args=[pk])) for pk in (draft.pk, draft.pk + 1)]

    assert [page.context["more"] for page in pages] == [pages[0].context["more"]] * 2
    assert "Secret" not in pages[0].text


def test_a_form_that_has_expired_leads_to_the_desk(db):
    client = Client(enforce_csrf_checks=True)
    page = log_in(client, make_contributor()).post(reverse("admin:posts_post_add"))

    assert page.status_code == 403
    assert f'href="{INDEX}">My desk' in page.text


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/jsi18n/", "/admin/password_change/", "/admin/logout/"]
)
def test_every_answer_of_the_desk_is_stored_nowhere(at_desk, address):
    cache_control = at_desk.get(address).headers["Cache-Control"]

    assert "no-store" in cache_control
    assert "private" in cache_control


def test_the_login_is_stored_nowhere_and_keeps_the_desks_policy(client, db):
    headers = client.get(reverse("admin:login")).headers

    assert "no-store" in headers["Cache-Control"]
    assert "script-src 'self' 'nonce-" in headers["Content-Security-Policy"]


def test_a_page_of_the_desk_has_a_fresh_nonce_and_nothing_unsafe(at_desk):
    first, second = (at_desk.get(INDEX).headers["Content-Security-Policy"] for _time in range(2))

    assert first != second
    assert "unsafe" not in first
    for directive in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "frame-src 'self'"):
        assert directive in first
    assert "img-src 'self' data: blob:" in first


def test_anonymous_people_are_sent_to_the_login(client, db):
    response = client.get(INDEX)

    assert response.headers["Location"] == f"/admin/login/?next={INDEX}"


@pytest.mark.parametrize(
    ("make", "models"),
    [
        (make_contributor, ["Post", "Topic", "Author", "Tag", "Section"]),
        (make_newsletter_desk, ["Subscriber"]),
    ],
)
def test_the_rail_shows_what_this_person_may_see(client, db, make, models):
    rail = log_in(client, make()).get(reverse("admin:password_change")).context["rail"]

    assert [model["object_name"] for _title, group in rail for model in group] == models


def test_groups_and_the_tables_of_packages_are_not_at_the_desk():
    ours = {"accounts", "topics", "posts", "pages", "newsletter"}

    assert not admin.site.is_registered(Group)
    assert {model._meta.app_label for model in admin.site._registry} <= ours


def test_the_newsletter_desk_starts_at_its_list(client, db):
    response = log_in(client, make_newsletter_desk()).get(INDEX)

    assert response.headers["Location"] == reverse("admin:newsletter_subscriber_changelist")


def test_somebody_without_any_right_is_told_whom_to_ask(client, db):
    response = log_in(client, make_user(is_staff=True)).get(INDEX)

    assert "You have no rights at this desk yet" in response.text


def test_what_waits_for_an_editor_is_in_review(client, db):
    make_draft(title="In review", status="review")
    make_draft(title="Ready", status="ready")

    assert titles(log_in(client, make_editor()).get(INDEX), "waiting") == ["In review"]


def test_what_waits_for_a_publisher_is_in_review_or_ready_the_longest_waiting_first(client, db):
    make_draft(title="Ready", status="ready")
    make_draft(title="In review", status="review")

    assert titles(log_in(client, make_publisher()).get(INDEX), "waiting") == ["Ready", "In review"]


def test_a_contributor_sees_own_drafts_and_no_others(client, db):
    contributor = make_contributor()
    author = make_author(user=contributor)
    make_draft(title="Made by me", created_by=contributor)
    make_draft(title="Signed by me", authors=[author])
    make_draft(title="Somebody’s")
    make_draft(title="Somebody’s, in review", status="review")

    response = log_in(client, contributor).get(INDEX)

    assert titles(response, "drafts") == ["Signed by me", "Made by me"]
    assert "Somebody’s" not in response.text


def test_a_contributor_sees_what_is_with_the_editors(client, db):
    contributor = make_contributor()
    make_draft(title="Mine", created_by=contributor, status=Post.Status.REVIEW)
    make_draft(title="Ready", created_by=contributor, status=Post.Status.READY)
    make_draft(title="Somebody’s", status=Post.Status.REVIEW)

    response = log_in(client, contributor).get(INDEX)

    assert titles(response, "sent_on") == ["Ready", "Mine"]
    assert "With an editor or a publisher" in response.text
    assert titles(log_in(client, make_editor()).get(INDEX), "sent_on") == []


def test_a_contributor_does_not_see_what_others_have_scheduled(client, db):
    tomorrow = timezone.now() + dt.timedelta(days=1)
    make_post(title="Tomorrow", at=tomorrow)

    assert titles(log_in(client, make_contributor()).get(INDEX), "scheduled") == []
    assert titles(log_in(client, make_editor()).get(INDEX), "scheduled") == ["Tomorrow"]


def test_one_can_write_straight_into_the_sections_used_most(client, db):
    often, seldom = make_section("Often"), make_section("Seldom")
    for section in (seldom, often, often):
        make_draft(section=section)

    response = log_in(client, make_editor()).get(INDEX)

    assert response.context["write"] == [often, seldom]
    assert f"{reverse('admin:posts_post_add')}?section={often.pk}" in response.text


def test_my_desk_costs_the_same_for_ten_posts_and_for_a_hundred(client, db, django_assert_max_num_queries):
    editor, author, topic = make_editor(), make_author(), make_topic()
    log_in(client, editor)
    counted = []
    for number in (10, 90):
        for _time in range(number // 2):
            make_post(authors=[author], topics=[topic])
            make_draft(created_by=editor, authors=[author], topics=[topic], status="review")
        with django_assert_max_num_queries(15) as queries:
            client.get(INDEX)
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_the_language_is_kept_on_the_user(at_desk, editor):
    response = at_desk.post(reverse("admin:language"), {"language": "he", "next": "/admin/posts/tag/"})

    editor.refresh_from_db()
    assert (editor.language, editor.version) == ("he", 1)
    assert response.headers["Location"] == "/admin/posts/tag/"
    assert 'lang="he" dir="rtl"' in at_desk.get(INDEX).text


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_the_language_leads_back_to_this_site_only(at_desk, back):
    response = at_desk.post(reverse("admin:language"), {"language": "he", "next": back})

    assert response.headers["Location"] == INDEX


def test_a_refused_login_ties_its_words_to_both_fields(client, db):
    page = parse(client.post(reverse("admin:login"), {"username": "nobody", "password": "wrong"}))
    [words] = [element for element in page.iter() if element.get("id") == "login-error"]
    fields = [field for field in page.iter("input") if field.get("name") in ("username", "password")]

    assert "correct username and password" in text(words)
    assert [(field.get("aria-invalid"), field.get("aria-describedby")) for field in fields] == [
        ("true", "login-error")
    ] * 2


@pytest.mark.parametrize(("query", "kept"), [("?language=he", "he"), ("?language=xx", "en"), ("", "en")])
def test_the_language_chosen_at_the_login_stays_the_desks(client, db, query, kept):
    user = make_editor()
    user.set_password("pass words 3")
    user.save()
    client.post(reverse("admin:login") + query, {"username": user.username, "password": "pass words 3"})
    user.refresh_from_db()

    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.language == kept


@pytest.mark.parametrize(
    ("query", "header", "spoken"),
    [("", "he-IL,he;q=0.9", "he"), ("?language=en", "he-IL", "en"), ("", "fr", "en"), ("", "", "en")],
)
def test_the_login_page_speaks_the_browsers_language_until_one_is_chosen(client, db, query, header, spoken):
    response = client.get(reverse("admin:login") + query, headers={"Accept-Language": header})
    assert f'<html lang="{spoken}"' in response.text


def test_who_has_left_logs_in_again_in_the_same_language(client, db):
    client.force_login(make_user(is_staff=True, language="he"))
    page = client.post(reverse("admin:logout"), headers={"Accept-Language": "en"}).text
    assert f'href="{reverse("admin:login")}?language=he"' in page


def test_an_unknown_language_is_refused(at_desk):
    assert at_desk.post(reverse("admin:language"), {"language": "xx"}).status_code == 400


def test_reading_the_languages_address_changes_nothing(at_desk):
    assert at_desk.get(reverse("admin:language"), {"language": "he"}).status_code == 405


def test_before_the_login_the_address_chooses_the_language(client, db):
    page = client.get(reverse("admin:login"), {"language": "he", "next": "/admin/posts/tag/"})

    assert 'lang="he" dir="rtl"' in page.text
    assert "?language=en&amp;next=%2Fadmin%2Fposts%2Ftag%2F" in page.text
    assert not page.cookies.get("django_language")


def test_the_redirect_by_content_type_is_not_there(at_desk):
    draft = make_draft()

    assert at_desk.get(f"/admin/r/1/{draft.pk}/").status_code == 404


def test_whoever_logs_out_sees_the_institute_and_no_rail(client, db):
    make_site(short_name_en="INSS")
    log_in(client, make_editor())
    page = client.post("/admin/logout/")
    assert page.context["site"].short_name == "INSS"
    assert 'class="rail"' not in page.text
