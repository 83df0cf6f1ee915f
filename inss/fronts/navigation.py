"""What surrounds every public page: the institute's facts and the menu."""

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
    """A menu item as the query reads it, in the order of its columns."""

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

    `words` is the label as HTML. `depth` counts the levels from here down, this one included. `items` is all
    that hangs below it, as the items of a list.
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
        """The entry as HTML: a link, or the words alone."""
        form, values = self.pieces()
        return format_html(form, *values)

    def pieces(self) -> tuple[str, list[str]]:
        """The link as a format and what goes into it."""
        if not self.url:
            return "{}", [self.words]
        if not self.current:
            return '<a href="{}">{}</a>', [self.url, self.words]
        return '<a href="{}" aria-current="{}">{}</a>', [self.url, self.current, self.words]

    @property
    def part_items(self) -> str | SafeString:
        """The items without the index."""
        return list_items(self.parts)

    @property
    def is_flat(self) -> bool:
        """Whether nothing hangs below its children."""
        return self.depth < 3

    @property
    def is_deep(self) -> bool:
        """Whether it is four levels deep: its groups are then set as columns."""
        return self.depth > 3

    @property
    def index(self) -> "Node | None":
        """The page of the whole branch: the first child if it leads to the branch itself, else this node."""
        if not self.url:
            return None
        first = self.children[0] if self.children else self
        return first if first.url == self.url else self

    @property
    def parts(self) -> list["Node"]:
        """The children without the index."""
        index = self.index
        return [child for child in self.children if child is not index]


def list_items(nodes: list[Node]) -> str | SafeString:
    """The entries as items of a list, each with what hangs below it.

    Formatted at once: the menu stands on every page, and most of the time of a format is the call.
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
    """The same tree three times: each place leaves out what is hidden there."""

    roots: list[Node]
    hidden_in: set[str]

    @property
    def main(self) -> list[Node]:
        """Header row and drawer: one piece of markup, so what one of them hides carries `hidden_in`."""
        return self.of_zone(MenuItem.Zone.MAIN)

    @property
    def utility(self) -> list[Node]:
        return self.of_zone(MenuItem.Zone.UTILITY)

    @property
    def footer(self) -> list[Node]:
        """The nodes themselves, unless something is hidden here."""
        place, nodes = MenuItem.Place.FOOTER, self.main + self.utility
        return without(nodes, place) if place in self.hidden_in else nodes

    @property
    def small_print(self) -> list[Node]:
        return self.of_zone(MenuItem.Zone.SMALL_PRINT)

    def of_zone(self, zone: str) -> list[Node]:
        return [node for node in self.roots if node.zone == zone]


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Nothing is read unless a template asks: one query for `site`, one for `menu`."""
    menu_path = getattr(request, "menu_path", None)
    return {
        "site": SimpleLazyObject(SiteSettings.load),
        "menu": SimpleLazyObject(lambda: read_menu(request.path, menu_path)),
    }


def read_menu(path: str, menu_path: str | None = None) -> Menu:
    """The whole menu in the active language, from one query.

    `path` is the page's own address. `menu_path` is the address of the entry that holds the page, if it has
    none itself: for a post its section.
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
    """Every item with what its link needs. The menu stands on every page, so models are not made of them."""
    with connection.cursor() as cursor:
        cursor.execute(*menu_query(language))
        return [Item._make(values) for values in cursor.fetchall()]


@cache
def menu_query(language: str) -> tuple[str, tuple[Any, ...]]:
    """SQL and parameters, compiled once in a process: that takes longer than asking."""
    return MenuItem.objects.for_language(language).values_list(*Item._fields).query.sql_with_params()


def label(item: Item, language: str) -> Text:
    """The item's own label, else its target's short name."""
    for name in ("label", "topic__name", "section__name"):
        if found := text(item, name, language):
            return found
    return Text(str(item.page_title or VIEW_LABELS.get(item.view, "")), language)


def text(item: Item, name: str, language: str) -> Text | None:
    """The column in `language`; where that is empty, the other language's, marked as such."""
    for code in (language, other(language)):
        if value := getattr(item, f"{name}_{code}"):
            return Text(value, code)
    return None


class Addresses:
    """The address of each item in `language`. Each pattern is reversed once, not once an item."""

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
    """The address of a view as a format: slugs and paths are Latin letters and hyphens, never quoted."""
    return reverse(name, args=[placeholder]).replace("%", "%%").replace(placeholder, "%s")


def reverse_if_there(name: str) -> str | None:
    """None for a view whose app is not part of this site yet: its entry is then not shown."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def shown(nodes: list[Node]) -> list[Node]:
    """Without the entries that lead nowhere and head nothing, such as a page not in this language."""
    return [node for node in nodes if node.url or node.children or node.is_language]


def without(nodes: list[Node], place: str) -> list[Node]:
    """The nodes not hidden in `place`, at every level; the nodes themselves stay as they are."""
    return [
        replace(node, children=without(node.children, place)) if node.children else node
        for node in nodes
        if node.hidden_in != place
    ]
