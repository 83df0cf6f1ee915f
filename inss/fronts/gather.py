"""Queries for pages that show several kinds of content, each with a bounded cost."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from inss.lib.bidi import current_language
from posts.models import Author, Byline, Post, PostQuerySet, PostTopic, Section
from topics.models import Topic

NEWEST_FOR_AUTHORS = 500
AUTHORS_SHOWN = 6
WINDOW = 4  # reads this many times the posts shown, to find the most recent sections

COUNT_OF_SUBTREES = """
    WITH RECURSIVE branch(root, topic) AS (
        SELECT id, id FROM {topics}
        UNION ALL
        SELECT branch.root, child.id FROM {topics} child JOIN branch ON child.parent_id = branch.topic
    )
    SELECT branch.root, COUNT(DISTINCT post.id)
    FROM branch
    JOIN {links} link ON link.topic_id = branch.topic
    JOIN ({posts}) post ON post.id = link.post_id
    GROUP BY branch.root
"""


@dataclass(frozen=True, slots=True)
class TopicNode:
    """A topic in the tree of subjects, with the number of public posts in its whole subtree."""

    topic: Topic
    posts: int
    children: list["TopicNode"]


def posts_by_topic(language: str) -> dict[int, int]:
    """Return {topic id: number of public posts in its subtree, each counted once}. One query."""
    posts, parameters = Post.objects.published().in_language(language).values("id").query.sql_with_params()
    count = COUNT_OF_SUBTREES.format(topics=Topic._meta.db_table, links=PostTopic._meta.db_table, posts=posts)
    with connection.cursor() as cursor:
        cursor.execute(count, parameters)
        return dict(cursor.fetchall())


def authors_of(posts: PostQuerySet) -> list[Author]:
    """Return the authors with the most of the newest 500 of these posts. One query."""
    newest = posts.newest_first().values("pk")[:NEWEST_FOR_AUTHORS]
    lines = Byline.objects.filter(post__in=newest)
    people = Author.objects.filter(bylines__in=lines).annotate(n=Count("bylines__post", distinct=True))
    return list(people.order_by("-n", "name_en")[:AUTHORS_SHOWN])


def newest_by_section(posts_each: int, sections_shown: int) -> list[tuple[Section, list[Post]]]:
    """Return the most recently published sections, each with its newest posts, for the home page.

    Three queries. Reads a window of the newest posts, so that the cost does not grow with the archive.
    """
    window = posts_each * sections_shown * WINDOW
    newest = Post.objects.published().in_language(current_language()).newest_first().with_cards()[:window]
    by_section: dict[Section, list[Post]] = {}
    for post in newest:
        shown = by_section.setdefault(post.section, [])
        if len(shown) < posts_each:
            shown.append(post)
    return list(by_section.items())[:sections_shown]
