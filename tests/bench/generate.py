"""Create many posts among the demonstration's sections, topics and authors.

Run `python -m tests.bench.generate 10000`. Every post has 1,500 words, 12 notes, a table, 2 authors and 3
topics. The posts share a few bodies that are rendered once, because only reading is measured.
"""

import datetime as dt
import random
import sys
from itertools import batched

import django
from django.core.management import call_command
from django.utils import timezone

WORDS = 1500
NOTES = 12
PATTERNS = 40
BATCH = 500
VOCABULARY = (
    *("policy", "region", "security", "economy", "border", "agreement", "research", "evidence", "partner"),
    *("alliance", "risk", "market", "energy", "water", "public", "opinion", "survey", "trend", "method"),
    *("question", "answer", "reading", "figure", "table", "source", "period"),
)


def sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(VOCABULARY, k=words)).capitalize() + "."


def make_body(seed: int) -> str:
    chance = random.Random(seed)
    paragraphs = [f"{sentence(chance, 20)} {sentence(chance, 28)}" for _ in range(WORDS // 48)]
    for number, place in enumerate(chance.sample(range(len(paragraphs)), NOTES), start=1):
        note = f"Note {number}: {sentence(chance, 12)}"
        paragraphs[place] += f'<span class="footnote" data-note="{note}"></span>'
    parts = []
    for number, paragraph in enumerate(paragraphs):
        if number % 6 == 0:
            parts.append(f"<h2>{sentence(chance, 4)}</h2>")
        parts.append(f"<p>{paragraph}</p>")
    cells = "".join(f"<tr><td>{sentence(chance, 2)}</td><td>{row}</td></tr>" for row in range(8))
    return "".join(parts) + f"<table><tbody><tr><th>What</th><th>How many</th></tr>{cells}</tbody></table>"


def generate(count: int) -> None:
    from posts.models import Author, Byline, Post, PostTopic, Section
    from topics.models import Topic

    chance = random.Random(count)
    sections = [section for section in Section.objects.all() if not section.children.exists()]
    topics = list(Topic.objects.without_projects())
    authors = list(Author.objects.all())
    patterns = finished_patterns(sections[0])
    now = timezone.now()
    posts = (
        post_from(
            chance.choice(patterns), number, chance.choice(sections), now - dt.timedelta(hours=3 * number)
        )
        for number in range(1, count + 1)
    )
    for batch in batched(posts, BATCH):
        made = Post.objects.bulk_create(batch)
        lines, links = [], []
        for post in made:
            for place, author in enumerate(chance.sample(authors, 2), start=1):
                lines.append(Byline(post=post, author=author, position=place))
            for place, topic in enumerate(chance.sample(topics, 3), start=1):
                links.append(PostTopic(post=post, topic=topic, position=place, is_primary=place == 1))
        Byline.objects.bulk_create(lines)
        PostTopic.objects.bulk_create(links)


def finished_patterns(section):
    from posts.models import Post

    patterns = [Post(section=section, body=make_body(seed)) for seed in range(PATTERNS)]
    for pattern in patterns:
        pattern.finish_body()
    return patterns


def post_from(pattern, number: int, section, published_at: dt.datetime):
    from posts.models import Post

    finished = ("body", "body_html", "body_plain", "word_count", "headings", "rendered_version")
    return Post(
        section=section,
        title=f"Generated post {number}: how evidence travels between institutes",
        standfirst="A standfirst of ordinary length, so that lists and cards have something to show.",
        slug=f"generated-{number}",
        status=Post.Status.PUBLISHED,
        published_at=published_at,
        **{field: getattr(pattern, field) for field in finished},
    )


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    from inss.demo.load import load

    load()
    generate(int(sys.argv[1]))
