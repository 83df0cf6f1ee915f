"""The context of every public page: the institute's facts and the menu."""

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString

from inss.lib.bidi import Text, current_language, isolate, other
from inss.lib.trees import nest
from inss.pages.models import MenuItem, SiteSettings
from topics.models import Topic

VIEWS: dict[str, str] = {
    MenuItem.View.HOME: "home",
    MenuItem.View.TOPICS: "topics",
    MenuItem.View.PROJECTS: "projects",
    MenuItem.View.ARCHIVE: "posts:archive",
    MenuItem.View.EVENTS: "events",
    MenuItem.View.TEAM: "team",
    MenuItem.View.NEWSLETTER: "newsletter:signup",
    MenuItem.View.SEARCH: "search",
}

VIEW_LABELS = dict(MenuItem.View.choices)


class Item(NamedTuple):
    """A menu item as read by the query. The fields are in the order of the columns."""

    pk: int
    parent_id: int | None
    label_en: str
    label_he: str
    view: str
    url_en: str
    url_he: str
    hidden_in: str
    zone: str
    topic__slug: str | None
    topic__kind: str | None
    topic__name_en: str | None
    topic__name_he: str | None
    section__path: str | None
    section__name_en: str | None
    section__name_he: str | None
    page_path: str | None
    page_title: str | None


@dataclass(slots=True)
class Node:
    """An entry of the menu. Without a `url` it is a heading. `current` is the value of aria-current.

    `words` is the label as HTML. `depth` counts the levels from here down, this one included. `items` is the
    HTML list of everything below it.
    """

    label: Text
    words: str | SafeString
    url: str | None
    current: str
    is_language: bool
    zone: str
    hidden_in: str
    depth: int
    children: list["Node"]
    items: str | SafeString = field(init=False)

    def __post_init__(self) -> None:
        self.items = list_items(self.children)

    @property
    def link(self) -> SafeString:
        """Return the entry as HTML: a link, or only its label."""
        form, values = self.pieces()
        return format_html(form, *values)

    def pieces(self) -> tuple[str, list[str]]:
        """Return the format string of the link, and its values."""
        if not self.url:
            return "{}", [self.words]
        if not self.current:
            return '<a href="{}">{}</a>', [self.url, self.words]
        return '<a href="{}" aria-current="{}">{}</a>', [self.url, self.current, self.words]

    @property
    def part_items(self) -> str | SafeString:
        """Return the list of children without the index, as HTML."""
        return list_items(self.parts)

    @property
    def is_flat(self) -> bool:
        """Return whether its children have no children."""
        return self.depth < 3

    @property
    def is_deep(self) -> bool:
        """Return whether it has four levels: its groups are then laid out in columns."""
        return self.depth > 3

    @property
    def index(self) -> "Node | None":
        """Return the index page of the branch: the first child if it has the same URL, else this node."""
        if not self.url:
            return None
        first = self.children[0] if self.children else self
        return first if first.url == self.url else self

    @property
    def parts(self) -> list["Node"]:
        """Return the children without the index."""
        index = self.index
        return [child for child in self.children if child is not index]


def list_items(nodes: list[Node]) -> str | SafeString:
    """Return the entries as list items, each with the entries below it.

    All are formatted in one call: the menu is on every page, and each call of a formatter is slow.
    """
    forms, values = [], []
    for node in nodes:
        form, own = node.pieces()
        if node.children:
            form, own = f'<p class="branch">{form}</p><ul role="list">{{}}</ul>', [*own, node.items]
        forms.append(f"<li>{form}</li>")
        values += own
    return format_html("".join(forms), *values) if forms else ""


@dataclass(slots=True)
class Menu:
    """The menu tree. Each area leaves out the entries that are hidden in it."""

    roots: list[Node]
    hidden_in: set[str]

    @property
    def main(self) -> list[Node]:
        """Return the entries of header row and drawer.

        They share their HTML, so hidden entries carry `hidden_in`.
        """
        return self.of_zone(MenuItem.Zone.MAIN)

    @property
    def utility(self) -> list[Node]:
        return self.of_zone(MenuItem.Zone.UTILITY)

    @property
    def footer(self) -> list[Node]:
        """Return the entries of the footer: the original nodes, unless one is hidden here."""
        area, nodes = MenuItem.Area.FOOTER, self.main + self.utility
        return without(nodes, area) if area in self.hidden_in else nodes

    @property
    def small_print(self) -> list[Node]:
        return self.of_zone(MenuItem.Zone.SMALL_PRINT)

    def of_zone(self, zone: str) -> list[Node]:
        return [node for node in self.roots if node.zone == zone]


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Queries run only if a template needs them: one for `site`, one for `menu`."""
    menu_path = getattr(request, "menu_path", None)
    return {
        "site": SimpleLazyObject(SiteSettings.load),
        "menu": SimpleLazyObject(lambda: read_menu(request.path, menu_path)),
    }


def read_menu(path: str, menu_path: str | None = None) -> Menu:
    """Return the whole menu in the active language. One query.

    `path` is the page's own path. `menu_path` is the path of the entry that the page belongs to if it has
    none itself: for a post, its section.
    """
    language = current_language()
    addresses = Addresses(language)
    current = {menu_path: "true", path: "page"}

    def make(item: Item, below: list[Node]) -> Node:
        children = shown(below)
        words, url = label(item, language), addresses.of(item)
        mark = current.get(url, "") if url else ""
        return Node(
            label=words,
            words=words if words.lang == language else isolate(words),
            url=url,
            current=mark,
            is_language=item.view == MenuItem.View.OTHER_LANGUAGE,
            zone=item.zone,
            hidden_in=item.hidden_in,
            depth=1 + max((child.depth for child in children), default=0),
            children=children,
        )

    items = read_items(language)
    return Menu(shown(nest(items, make)), {item.hidden_in for item in items})


def read_items(language: str) -> list[Item]:
    """Return every item with the data of its link. The menu is on every page, so no models are created."""
    with connection.cursor() as cursor:
        cursor.execute(*menu_query(language))
        return [Item._make(values) for values in cursor.fetchall()]


@cache
def menu_query(language: str) -> tuple[str, tuple[Any, ...]]:
    """Return SQL and parameters. They are cached, because compiling them takes longer than the query."""
    return MenuItem.objects.for_language(language).values_list(*Item._fields).query.sql_with_params()


def label(item: Item, language: str) -> Text:
    """Return the item's own label, or else its target's short name."""
    for name in ("label", "topic__name", "section__name"):
        if found := text(item, name, language):
            return found
    return Text(str(item.page_title or VIEW_LABELS.get(item.view, "")), language)


def text(item: Item, name: str, language: str) -> Text | None:
    """Return the column in `language`, or the other language's text if it is empty."""
    for code in (language, other(language)):
        if value := getattr(item, f"{name}_{code}"):
            return Text(value, code)
    return None


class Addresses:
    """The URL of each item in `language`. Each URL pattern is reversed once, not once for each item."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.views = {view: reverse_if_there(name) for view, name in VIEWS.items()}
        self.topic = pattern("topic", "slug")
        self.project = pattern("project", "slug")
        self.path = pattern("by_path", "path/")

    def of(self, item: Item) -> str | None:
        if item.topic__slug:
            kind = self.project if item.topic__kind == Topic.Kind.PROJECT else self.topic
            return kind % item.topic__slug
        if path := item.section__path or item.page_path:
            return self.path % f"{path}/"
        return self.views.get(item.view) or text(item, "url", self.language)


def pattern(name: str, placeholder: str) -> str:
    """Return the URL of a view as a format string. Slugs and paths are Latin, so they need no quoting."""
    return reverse(name, args=[placeholder]).replace("%", "%%").replace(placeholder, "%s")


def reverse_if_there(name: str) -> str | None:
    """Return None for a view whose app is not installed yet: its entry is then hidden."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def shown(nodes: list[Node]) -> list[Node]:
    """Leave out entries without a link and without children, such as a page missing in this language."""
    return [node for node in nodes if node.url or node.children or node.is_language]


def without(nodes: list[Node], area: str) -> list[Node]:
    """Return the nodes that are not hidden in `area`, at every level, without changing the originals."""
    return [
        replace(node, children=without(node.children, area)) if node.children else node
        for node in nodes
        if node.hidden_in != area
    ]
