"""Create rows for tests: `make_post(title=…)` creates a published post, complete and a day old."""

import datetime as dt
import itertools
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from inss.accounts.models import User
from inss.accounts.roles import CONTRIBUTOR, EDITOR, NEWSLETTER_DESK, PUBLISHER
from inss.audit.snapshots import type_of
from inss.pages.models import MenuItem, Page, SiteSettings
from posts.models import Author, Post, Section, Tag
from topics.models import Topic

counter = itertools.count(1)

BODY = "<p>One paragraph of text.</p><h2>A heading</h2><p>Another paragraph.</p>"


def make_user(role: str | None = None, **values: Any) -> User:
    values = {"username": f"user{next(counter)}", "is_staff": role is not None} | values
    user = User.objects.create_user(**values)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_contributor(**values: Any) -> User:
    return make_user(CONTRIBUTOR, **values)


def make_editor(**values: Any) -> User:
    return make_user(EDITOR, **values)


def make_publisher(**values: Any) -> User:
    return make_user(PUBLISHER, **values)


def make_newsletter_desk(**values: Any) -> User:
    return make_user(NEWSLETTER_DESK, **values)


def make_topic(name: str = "", **values: Any) -> Topic:
    n = next(counter)
    return Topic.objects.create(**({"name_en": name or f"Topic {n}", "slug": f"topic-{n}"} | values))


def make_section(name: str = "", **values: Any) -> Section:
    n = next(counter)
    return Section.objects.create(**({"name_en": name or f"Section {n}", "slug": f"section-{n}"} | values))


def make_author(name: str = "", **values: Any) -> Author:
    n = next(counter)
    return Author.objects.create(**({"name_en": name or f"Author {n}", "slug": f"author-{n}"} | values))


def make_tag(name: str = "", **values: Any) -> Tag:
    n = next(counter)
    return Tag.objects.create(**({"name": name or f"Tag {n}", "slug": f"tag-{n}"} | values))


def make_draft(
    *,
    authors: list[Author] | None = None,
    topics: list[Topic] | None = None,
    tags: list[Tag] = (),
    **values: Any,
) -> Post:
    """Create a draft; by default with one author and one topic."""
    n = next(counter)
    section = values.pop("section", None) or Section.objects.first() or make_section()
    post = Post(**({"title": f"Post {n}", "slug": f"post-{n}", "body": BODY, "section": section} | values))
    post.save()
    people = [make_author()] if authors is None else authors
    type_of(post).write_relations(
        post,
        {
            "bylines": [{"author": author.pk, "role": "author", "affiliation": ""} for author in people],
            "topics": [topic.pk for topic in ([make_topic()] if topics is None else topics)],
            "tags": [tag.pk for tag in tags],
        },
    )
    return post


def make_post(*, at: dt.datetime | None = None, **values: Any) -> Post:
    """Create a published post, a day old or published at `at`."""
    published_at = at or timezone.now() - dt.timedelta(days=1)
    return make_draft(status=Post.Status.PUBLISHED, published_at=published_at, **values)


def make_withdrawn(reason: str = "Withdrawn at the author’s request.", **values: Any) -> Post:
    now = timezone.now()
    return make_draft(
        status=Post.Status.WITHDRAWN,
        published_at=now - dt.timedelta(days=2),
        withdrawn_at=now,
        withdrawn_reason=reason,
        **values,
    )


def make_page(title: str = "", **values: Any) -> Page:
    n = next(counter)
    values = {"slug": f"page-{n}", "body": BODY, "status": Page.Status.PUBLISHED} | values
    return Page.objects.create(title=title or f"Page {n}", **values)


def make_menu_item(**values: Any) -> MenuItem:
    return MenuItem.objects.create(**values)


def make_site(**values: Any) -> SiteSettings:
    defaults = {
        "name_en": "The Institute for National Security Studies",
        "name_he": "המכון למחקרי ביטחון לאומי",
        "short_name_en": "INSS",
        "tagline_en": "Strategic, Innovative, Policy-Oriented Research",
        "affiliation_en": "Tel Aviv University",
        "affiliation_he": "אוניברסיטת תל אביב",
        "affiliation_url": "https://www.tau.ac.il/",
        "address_en": "40 Haim Levanon St.\nTel Aviv 6997556, Israel",
        "telephone": "03-640-0400",
        "fax": "03-744-7590",
        "email": "info@inss.org.il",
    }
    return SiteSettings.objects.create(pk=SiteSettings.SINGLETON_PK, **(defaults | values))
