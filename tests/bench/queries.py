"""Print {page: number of queries} for the main pages on the present database, with an empty cache."""

import json

import django
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext


def count(client, path: str) -> int:
    reset_queries()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return len(captured)


def pages() -> dict[str, str]:
    from posts.models import Author, Post
    from topics.models import Topic

    topic = Topic.objects.without_projects().filter(parent__isnull=True).first()
    return {
        "post": "/publication/generated-1/",
        "list": "/publications/",
        "author": Author.objects.filter(posts__slug="generated-1").first().get_absolute_url(),
        "topic": topic.get_absolute_url(),
        "admin form": f"/admin/posts/post/{a_full_post(Post)}/change/",
        "admin list": "/admin/posts/post/",
    }


def a_full_post(Post) -> int:
    """Return the id of a post with five authors and twelve notes."""
    from posts.models import Author, Byline

    post = Post.objects.get(slug="generated-2")
    present = set(post.authors.values_list("pk", flat=True))
    more = Author.objects.exclude(pk__in=present)[: 5 - len(present)]
    Byline.objects.bulk_create(Byline(post=post, author=author, position=9) for author in more)
    return post.pk


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.test import Client

    from inss.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(User.objects.create_superuser(username="measurer"))
    print(json.dumps({name: count(client, path) for name, path in pages().items()}))


if __name__ == "__main__":
    main()
