"""Load the demonstration's content into an empty database."""

from django.db import transaction

from inss.accounts.models import User
from inss.pages.models import MenuItem, Page, SiteSettings
from posts.models import Author, Post, Section, Tag
from topics.models import Topic

from .files import read
from .people import PUBLISHER, make_people
from .posts import References, load_posts
from .rows import save
from .trees import load_menu, load_pages, load_sections, load_topics

CONTENT = (SiteSettings, Topic, Section, Page, MenuItem, Author, Tag, Post)


def is_empty() -> bool:
    """Return whether the database has no content. The demonstration never overwrites anybody's edits."""
    return not any(model._default_manager.exists() for model in CONTENT)


@transaction.atomic
def load() -> None:
    """Load everything in one transaction: if it is interrupted, the database stays empty."""
    people = make_people()
    save(SiteSettings(pk=SiteSettings.SINGLETON_PK, **read("settings")))
    topics = load_topics()
    sections = load_sections()
    pages = load_pages(by=people[PUBLISHER])
    load_menu(topics, sections, pages)
    authors = load_authors(topics, people)
    tags = {row["slug"]: save(Tag(**row)) for row in read("tags")}
    load_posts(References(sections, topics, authors, tags, people))


def load_authors(topics: dict[str, Topic], people: dict[str, User]) -> dict[str, Author]:
    """Return {slug: author}. An author with a `user` is linked to that person's login."""
    authors = {}
    for row in read("authors"):
        leads, username = row.pop("leads", []), row.pop("user", None)
        author = save(Author(user=people.get(username), **row))
        author.leads.set(topics[slug] for slug in leads)
        authors[author.slug] = author
    return authors
