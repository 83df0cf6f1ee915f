"""The rights table of the desk: each URL, for everybody. A new URL fails here until it has its row."""

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from inss.audit.models import Action, Revision
from inss.audit.snapshots import type_of
from inss.audit.workflow import record
from inss.newsletter.models import Subscriber
from tests.factories import (
    make_author,
    make_contributor,
    make_draft,
    make_editor,
    make_menu_item,
    make_newsletter_desk,
    make_page,
    make_post,
    make_publisher,
    make_section,
    make_site,
    make_tag,
    make_topic,
    make_user,
    make_withdrawn,
)

PEOPLE = ["anonymous", "contributor", "editor", "publisher", "newsletter desk"]

# method · URL name · object · status for each of PEOPLE. For the anonymous, 302 leads to the login. For
# others it follows a success, or reports “it does not exist”, as for any draft they may not see.
# A POST sends no data: 200 is the form with its errors, 400 a refused step with a message.
TABLE = """
GET  index                          -               302  200  200  200  302
GET  login                          -               200  302  302  302  302
POST login                          -               200  200  200  200  200
GET  logout                         -               302  405  405  405  405
POST logout                         -               302  200  200  200  200
GET  password_change                -               302  200  200  200  200
POST password_change                -               302  200  200  200  200
GET  password_change_done           -               302  200  200  200  200
GET  autocomplete                   -               302  403  403  403  403
GET  jsi18n                         -               302  200  200  200  200
GET  language                       -               302  405  405  405  405
POST language                       -               302  400  400  400  400

GET  accounts_user_changelist       -               302  403  403  403  403
GET  accounts_user_add              -               302  403  403  403  403
POST accounts_user_add              -               302  403  403  403  403
GET  accounts_user_change           user            302  403  403  403  403
POST accounts_user_change           user            302  403  403  403  403
GET  accounts_user_delete           user            302  403  403  403  403
POST accounts_user_delete           user            302  403  403  403  403
GET  accounts_user_history          user            302  403  403  403  403
GET  accounts_user_take             user            302  403  403  403  403
GET  accounts_user_deleted          -               302  403  403  403  403
POST accounts_user_bring_back       deleted-user    302  403  403  403  403
GET  auth_user_password_change      user            302  403  403  403  403
POST auth_user_password_change      user            302  403  403  403  403

GET  topics_topic_changelist        -               302  200  200  200  403
GET  topics_topic_add               -               302  403  200  200  403
POST topics_topic_add               -               302  403  200  200  403
GET  topics_topic_change            topic           302  200  200  200  403
POST topics_topic_change            topic           302  403  200  200  403
GET  topics_topic_delete            topic           302  403  200  200  403
POST topics_topic_delete            topic           302  403  302  302  403
GET  topics_topic_history           topic           302  200  200  200  403
GET  topics_topic_retire            topic           302  405  405  405  405
POST topics_topic_retire            topic           302  403  302  302  403
GET  topics_topic_move              -               302  405  405  405  405
POST topics_topic_move              -               302  403  400  400  403
GET  topics_topic_take              topic           302  403  200  200  403
GET  topics_topic_deleted           -               302  403  200  200  403
POST topics_topic_bring_back        deleted-topic   302  403  302  302  403

GET  posts_section_changelist       -               302  200  200  200  403
GET  posts_section_add              -               302  403  200  200  403
POST posts_section_add              -               302  403  200  200  403
GET  posts_section_change           section         302  200  200  200  403
POST posts_section_change           section         302  403  200  200  403
GET  posts_section_delete           section         302  403  200  200  403
POST posts_section_delete           section         302  403  302  302  403
GET  posts_section_history          section         302  200  200  200  403
GET  posts_section_move             -               302  405  405  405  405
POST posts_section_move             -               302  403  400  400  403
GET  posts_section_take             section         302  403  200  200  403
GET  posts_section_deleted          -               302  403  200  200  403
POST posts_section_bring_back       deleted-section 302  403  302  302  403

GET  posts_author_changelist        -               302  200  200  200  403
GET  posts_author_add               -               302  403  200  200  403
POST posts_author_add               -               302  403  200  200  403
GET  posts_author_change            author          302  200  200  200  403
POST posts_author_change            author          302  403  200  200  403
GET  posts_author_delete            author          302  403  200  200  403
POST posts_author_delete            author          302  403  302  302  403
GET  posts_author_history           author          302  200  200  200  403
GET  posts_author_take              author          302  403  200  200  403
GET  posts_author_deleted           -               302  403  200  200  403
POST posts_author_bring_back        deleted-author  302  403  302  302  403

GET  posts_tag_changelist           -               302  200  200  200  403
GET  posts_tag_add                  -               302  403  200  200  403
POST posts_tag_add                  -               302  403  200  200  403
GET  posts_tag_change               tag             302  200  200  200  403
POST posts_tag_change               tag             302  403  200  200  403
GET  posts_tag_delete               tag             302  403  200  200  403
POST posts_tag_delete               tag             302  403  302  302  403
GET  posts_tag_history              tag             302  200  200  200  403
GET  posts_tag_take                 tag             302  403  200  200  403
GET  posts_tag_deleted              -               302  403  200  200  403
POST posts_tag_bring_back           deleted-tag     302  403  302  302  403

GET  posts_post_changelist          -               302  200  200  200  403
GET  posts_post_add                 -               302  200  200  200  403
POST posts_post_add                 -               302  200  200  200  403
GET  posts_post_change              own-draft       302  200  200  200  403
POST posts_post_change              own-draft       302  200  200  200  403
GET  posts_post_change              handed-in       302  200  200  200  403
POST posts_post_change              handed-in       302  403  200  200  403
GET  posts_post_change              draft           302  302  200  200  403
POST posts_post_change              draft           302  302  200  200  403
GET  posts_post_change              scheduled       302  302  200  200  403
POST posts_post_change              scheduled       302  302  403  200  403
GET  posts_post_change              live            302  200  200  200  403
POST posts_post_change              live            302  403  403  200  403
GET  posts_post_change              withdrawn       302  200  200  200  403
POST posts_post_change              withdrawn       302  403  403  200  403
GET  posts_post_delete              own-draft       302  200  200  200  403
POST posts_post_delete              own-draft       302  302  302  302  403
GET  posts_post_delete              handed-in       302  403  200  200  403
POST posts_post_delete              handed-in       302  403  302  302  403
GET  posts_post_delete              draft           302  302  200  200  403
POST posts_post_delete              draft           302  302  302  302  403
GET  posts_post_delete              scheduled       302  302  403  403  403
POST posts_post_delete              scheduled       302  302  403  403  403
GET  posts_post_delete              live            302  403  403  403  403
POST posts_post_delete              live            302  403  403  403  403
POST posts_post_delete              withdrawn       302  403  403  403  403
GET  posts_post_history             own-draft       302  200  200  200  302
GET  posts_post_history             draft           302  302  200  200  302
GET  posts_post_history             live            302  200  200  200  302
GET  posts_post_preview             own-draft       302  200  200  200  404
GET  posts_post_preview             handed-in       302  200  200  200  404
GET  posts_post_preview             draft           302  404  200  200  404
GET  posts_post_preview             scheduled       302  404  200  200  404
GET  posts_post_preview             live            302  200  200  200  404
GET  posts_post_preview             withdrawn       302  200  200  200  404
GET  posts_post_copy                live            302  405  405  405  405
POST posts_post_copy                own-draft       302  302  302  302  404
POST posts_post_copy                draft           302  404  302  302  404
POST posts_post_copy                live            302  302  302  302  404
GET  posts_post_twin                live            302  405  405  405  405
POST posts_post_twin                own-draft       302  302  302  302  404
POST posts_post_twin                draft           302  404  302  302  404
POST posts_post_twin                live            302  302  302  302  404
GET  posts_post_join                live            302  405  405  405  405
POST posts_post_join                own-draft       302  302  302  302  404
POST posts_post_join                draft           302  404  302  302  404
POST posts_post_join                live            302  302  302  302  404
GET  posts_post_separate            live            302  405  405  405  405
GET  posts_post_takeback            live            302  405  405  405  405
POST posts_post_takeback            own-draft       302  403  403  403  404
POST posts_post_takeback            just-handed-in  302  302  403  403  404
POST posts_post_takeback            handed-in       302  403  403  403  404
POST posts_post_takeback            draft           302  404  403  403  404
POST posts_post_takeback            live            302  403  403  403  404
POST posts_post_separate            own-draft       302  302  302  302  404
POST posts_post_separate            handed-in       302  403  302  302  404
POST posts_post_separate            draft           302  404  302  302  404
POST posts_post_separate            scheduled       302  404  403  302  404
POST posts_post_separate            live            302  403  403  302  404
GET  posts_post_take                own-draft       302  200  200  200  404
GET  posts_post_take                draft           302  404  200  200  404
GET  posts_post_take                live            302  403  403  200  404
GET  posts_post_deleted             -               302  200  200  200  403
POST posts_post_bring_back          deleted-post    302  404  302  302  403

GET  pages_page_changelist          -               302  403  200  200  403
GET  pages_page_add                 -               302  403  200  200  403
POST pages_page_add                 -               302  403  200  200  403
GET  pages_page_change              draft-page      302  403  200  200  403
POST pages_page_change              draft-page      302  403  200  200  403
GET  pages_page_change              live-page       302  403  200  200  403
POST pages_page_change              live-page       302  403  403  200  403
GET  pages_page_delete              draft-page      302  403  200  200  403
POST pages_page_delete              draft-page      302  403  302  302  403
GET  pages_page_delete              live-page       302  403  403  403  403
POST pages_page_delete              live-page       302  403  403  403  403
GET  pages_page_history             draft-page      302  403  200  200  403
GET  pages_page_move                -               302  405  405  405  405
POST pages_page_move                -               302  403  400  400  403
GET  pages_page_take                draft-page      302  403  200  200  403
GET  pages_page_deleted             -               302  403  200  200  403
POST pages_page_bring_back          deleted-page    302  403  302  302  403

GET  pages_menuitem_changelist      -               302  403  200  200  403
GET  pages_menuitem_add             -               302  403  200  200  403
POST pages_menuitem_add             -               302  403  200  200  403
GET  pages_menuitem_change          menu-item       302  403  200  200  403
POST pages_menuitem_change          menu-item       302  403  200  200  403
GET  pages_menuitem_delete          menu-item       302  403  200  200  403
POST pages_menuitem_delete          menu-item       302  403  302  302  403
GET  pages_menuitem_history         menu-item       302  403  200  200  403
GET  pages_menuitem_move            -               302  405  405  405  405
POST pages_menuitem_move            -               302  403  400  400  403
GET  pages_menuitem_take            menu-item       302  403  200  200  403
GET  pages_menuitem_deleted         -               302  403  200  200  403
POST pages_menuitem_bring_back      deleted-item    302  403  302  302  403

GET  pages_sitesettings_changelist  -               302  403  302  302  403
GET  pages_sitesettings_add         -               302  403  403  403  403
POST pages_sitesettings_add         -               302  403  403  403  403
GET  pages_sitesettings_change      settings        302  403  200  200  403
POST pages_sitesettings_change      settings        302  403  200  200  403
GET  pages_sitesettings_delete      settings        302  403  403  403  403
POST pages_sitesettings_delete      settings        302  403  403  403  403
GET  pages_sitesettings_history     settings        302  403  200  200  403
GET  pages_sitesettings_take        settings        302  403  200  200  403
GET  pages_sitesettings_deleted     -               302  403  403  403  403
POST pages_sitesettings_bring_back  deleted-settings 302  403  403  403  403

GET  newsletter_subscriber_changelist -             302  403  403  403  200
GET  newsletter_subscriber_add      -               302  403  403  403  200
POST newsletter_subscriber_add      -               302  403  403  403  200
GET  newsletter_subscriber_change   subscriber      302  403  403  403  200
POST newsletter_subscriber_change   subscriber      302  403  403  403  200
GET  newsletter_subscriber_delete   subscriber      302  403  403  403  200
POST newsletter_subscriber_delete   subscriber      302  403  403  403  302
GET  newsletter_subscriber_history  subscriber      302  403  403  403  200
GET  newsletter_subscriber_export   -               302  405  405  405  405
POST newsletter_subscriber_export   -               302  403  403  403  200
GET  newsletter_subscriber_figures  -               302  403  403  403  200
"""

ROWS = [line.split() for line in TABLE.splitlines() if line]

# Addresses without a name, and Django's own page of an app, which is ours to redirect.
UNNAMED = {"<path:object_id>/", "(?P<url>.*)$", "app_list"}


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern.name or str(pattern.pattern)


def make_things(contributor: Any) -> dict[str, Any]:
    """Create the objects named in the third column; `own` is the contributor's."""
    tomorrow = timezone.now() + dt.timedelta(days=1)
    return {
        "user": make_user(),
        "topic": make_topic(),
        "author": make_author(),
        "tag": make_tag(),
        "own-draft": make_draft(created_by=contributor),
        "handed-in": make_draft(created_by=contributor, status="review"),
        "just-handed-in": make_draft(created_by=contributor, updated_by=contributor, status="review"),
        "draft": make_draft(),
        "scheduled": make_post(at=tomorrow),
        "live": make_post(),
        "withdrawn": make_withdrawn(),
        "section": make_section(),
        "draft-page": make_page(status="draft"),
        "live-page": make_page(),
        "menu-item": make_menu_item(view="home"),
        "deleted-settings": deleted(make_site()),
        "settings": make_site(),
        "deleted-user": deleted(make_user()),
        "deleted-topic": deleted(make_topic()),
        "deleted-author": deleted(make_author()),
        "deleted-tag": deleted(make_tag()),
        "deleted-section": deleted(make_section()),
        "deleted-post": deleted(make_draft()),
        "deleted-page": deleted(make_page(status="draft")),
        "deleted-item": deleted(make_menu_item(view="home")),
        "subscriber": Subscriber.objects.create(email="reader@example.org"),
    }


def deleted(row: Any) -> Revision:
    revision = record(row, type_of(row).read(row), by=None, action=Action.DELETED)
    row.delete()
    return revision


def arguments(name: str, row: Any) -> list[int]:
    """What the address names: the row; a version of it, too, where one is taken back."""
    if not name.endswith("_take"):
        return [row.pk]
    return [row.pk, record(row, type_of(row).read(row), by=None, action=Action.SAVED, version=99).pk]


def make_clients(users: list[Any]) -> list[Client]:
    clients = [Client(raise_request_exception=False) for _person in PEOPLE]
    for client, user in zip(clients[1:], users, strict=True):
        client.force_login(user)
    return clients


def address_of(name: str, thing: Any) -> str:
    return reverse(f"admin:{name}", args=arguments(name, thing) if thing else [])


def ask(client: Client, method: str, address: str) -> HttpResponse:
    """Return the response. Roll back whatever the request changed, also a logout."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        data = {"post": "yes"} if address.endswith("/delete/") else {}
        response = client.get(address) if method == "GET" else client.post(address, data)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


@pytest.mark.django_db
def test_every_address_of_the_desk_answers_everybody_by_right():
    users = [make_contributor(), make_editor(), make_publisher(), make_newsletter_desk()]
    things, clients = make_things(users[0]), make_clients(users)
    wrong = []
    for method, name, thing, *expected in ROWS:
        address = address_of(name, things.get(thing))
        answered = [ask(client, method, address).status_code for client in clients]
        if answered != [int(status) for status in expected]:
            wrong.append(f"{method} {name} {thing}: {dict(zip(PEOPLE, answered, strict=True))}")

    assert wrong == []


def test_the_table_names_every_address_of_the_desk():
    [desk] = [part for part in get_resolver().url_patterns if str(part.pattern) == "admin/"]

    assert set(addresses(desk.url_patterns)) == {name for _method, name, *_rest in ROWS} | UNNAMED


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/topics/", "/admin/posts/post/1/", "/admin/nowhere/"])
def test_an_address_without_a_name_tells_nobody_anything(client, address):
    assert client.get(address).headers["Location"] == f"/admin/login/?next={address}"

    client.force_login(make_newsletter_desk())
    assert client.get(address).status_code in (302, 404)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("source", "finds"), [("posttopic.topic", [200, 200, 200, 403]), ("byline.author", [200, 200, 200, 403])]
)
def test_the_combobox_finds_what_this_person_may_see(source, finds):
    users = [make_contributor(), make_editor(), make_publisher(), make_newsletter_desk()]
    model, _dot, field = source.partition(".")
    query = f"?app_label=posts&model_name={model}&field_name={field}&term="

    answered = [
        ask(client, "GET", reverse("admin:autocomplete") + query).status_code
        for client in make_clients(users)[1:]
    ]

    assert answered == finds


@pytest.mark.django_db
def test_the_combobox_shows_a_contributor_no_draft_of_others(client):
    contributor = make_contributor()
    make_draft(title="Mine", created_by=contributor)
    make_draft(title="Somebody’s")
    client.force_login(contributor)
    query = {"app_label": "posts", "model_name": "byline", "field_name": "post", "term": ""}

    found = client.get(reverse("admin:autocomplete"), query).json()["results"]

    assert [row["text"] for row in found] == ["Mine"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "",
        "app_label=x",
        "app_label=posts&model_name=post&field_name=title",
        "app_label=auth&model_name=x&field_name=y",
    ],
)
def test_the_combobox_refuses_a_source_that_is_none(client, query):
    client.force_login(make_editor())

    assert client.get(f"{reverse('admin:autocomplete')}?{query}").status_code == 403
