"""The relations of a post in a snapshot: its people and topics, in order, and its tags."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from inss.audit.snapshots import ManyToMany, Relation, describe_rows, existing, names_of, rows_in_order
from topics.models import Topic

from .models import Author, Byline, Post, PostTopic, Tag, TaggedPost


class Bylines(Relation):
    """The people in order: [{"author": 3, "role": "author", "affiliation": ""}, …]."""

    name, label = "bylines", _("people")
    fields = ("author", "role", "affiliation")

    def read(self, post: Post) -> list[dict[str, Any]]:
        return list(post.bylines.values(*self.fields))

    def write(self, post: Post, value: list[dict[str, Any]]) -> None:
        post.bylines.all().delete()
        Byline.objects.bulk_create(
            Byline(
                post=post,
                author_id=line["author"],
                role=line["role"],
                affiliation=line["affiliation"],
                position=position,
            )
            for position, line in enumerate(value, start=1)
        )

    def without_missing(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        known = existing(Author, [line["author"] for line in value])
        return [line for line in value if line["author"] in known]

    def describe(self, value: list[dict[str, Any]]) -> str:
        names = names_of(Author, [line["author"] for line in value])
        return ", ".join(f"{names[line['author']]} ({describe_part(line)})" for line in value)


def describe_part(line: dict[str, Any]) -> str:
    """The role, and where the person worked then."""
    role = str(dict(Byline.Role.choices)[line["role"]])
    return ", ".join(filter(None, [role, line["affiliation"]]))


class Topics(Relation):
    """Topic ids in the order chosen. The first topic that is not a project is the primary one."""

    name, label = "topics", _("topics")

    def read(self, post: Post) -> list[int]:
        return list(post.post_topics.values_list("topic", flat=True))

    def write(self, post: Post, value: list[int]) -> None:
        primary = primary_topic(value)
        post.post_topics.all().delete()
        PostTopic.objects.bulk_create(
            PostTopic(post=post, topic_id=pk, position=position, is_primary=pk == primary)
            for position, pk in enumerate(value, start=1)
        )

    def without_missing(self, value: list[int]) -> list[int]:
        return existing(Topic, value)

    def describe(self, value: list[int]) -> str:
        return describe_rows(Topic, value)

    def rows(self, value: list[int]) -> list[Topic]:
        return rows_in_order(Topic, value)


class Tags(ManyToMany):
    """Tag ids in ascending order."""

    def __init__(self) -> None:
        self.name, self.label, self.model = "tags", _("tags"), Tag

    def read(self, post: Post) -> list[int]:
        return sorted(post.tagged.values_list("tag", flat=True))

    def write(self, post: Post, value: list[int]) -> None:
        post.tagged.exclude(tag__in=value).delete()
        known = set(self.read(post))
        TaggedPost.objects.bulk_create(
            TaggedPost(content_object=post, tag_id=pk) for pk in value if pk not in known
        )


def primary_topic(topic_ids: list[int]) -> int | None:
    """Return the first of these topics that is not a project."""
    subjects = set(Topic.objects.without_projects().filter(pk__in=topic_ids).values_list("pk", flat=True))
    return next((pk for pk in topic_ids if pk in subjects), None)
