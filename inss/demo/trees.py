"""Load the demonstration's trees: topics, sections, pages and the menu."""

import uuid
from typing import Any

from inss.accounts.models import User
from inss.lib.bidi import LANGUAGES
from inss.pages.models import MenuItem, Page
from posts.models import Section
from topics.models import Topic

from .files import read, read_text
from .rows import save

type Json = dict[str, Any]


def load_topics() -> dict[str, Topic]:
    """Return {slug: topic}. Projects are roots of the same tree."""
    topics: dict[str, Topic] = {}

    def plant(rows: list[Json], parent: Topic | None) -> None:
        for row in rows:
            children = row.pop("children", [])
            topics[row["slug"]] = topic = save(Topic(parent=parent, **row))
            plant(children, topic)

    plant(read("topics"), None)
    return topics


def load_sections() -> dict[str, Section]:
    """Return {path: section}."""
    sections: dict[str, Section] = {}

    def plant(rows: list[Json], parent: Section | None) -> None:
        for row in rows:
            children = row.pop("children", [])
            section = save(Section(parent=parent, **row))
            sections[section.path] = section
            plant(children, section)

    plant(read("sections"), None)
    return sections


def load_pages(*, by: User) -> dict[str, Page]:
    """Return {path: English page}. Each has its Hebrew twin at the same path."""
    pages: dict[str, Page] = {}

    def plant(rows: list[Json], parents: dict[str, Page]) -> None:
        for row in rows:
            twins = make_page_twins(row, parents, by)
            pages[twins["en"].path] = twins["en"]
            plant(row.get("children", []), twins)

    plant(read("pages"), {})
    return pages


def make_page_twins(row: Json, parents: dict[str, Page], by: User) -> dict[str, Page]:
    """Return {language: page}."""
    twin_group = uuid.uuid4()
    return {
        language: save(
            Page(
                parent=parents.get(language),
                language=language,
                twin_group=twin_group,
                slug=row["slug"],
                title=row[f"title_{language}"],
                body=read_text("pages", language, row["slug"]),
                status=Page.Status.PUBLISHED,
                created_by=by,
                updated_by=by,
            )
        )
        for language in LANGUAGES
    }


def load_menu(topics: dict[str, Topic], sections: dict[str, Section], pages: dict[str, Page]) -> None:
    targets: dict[str, dict[str, Any]] = {"topic": topics, "section": sections, "page": pages}

    def plant(rows: list[Json], parent: MenuItem | None) -> None:
        for row in rows:
            children = row.pop("children", [])
            for kind in targets.keys() & row.keys():
                row[kind] = targets[kind][row[kind]]
            plant(children, save(MenuItem(parent=parent, **row)))

    plant(read("menu"), None)
