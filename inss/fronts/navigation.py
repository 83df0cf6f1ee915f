"""What surrounds every public page: the institute's facts and the menu."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString

from inss.lib.bidi import Text, current_language, isolate
from inss.lib.trees import nest
from inss.pages.models import MenuItem, SiteSettings

VIEWS = {
    MenuItem.View.HOME: "home",
    MenuItem.View.TOPICS: "topics",
    MenuItem.View.PROJECTS: "projects",
    MenuItem.View.ARCHIVE: "posts:archive",
    MenuItem.View.EVENTS: "events",
    MenuItem.View.TEAM: "team",
    MenuItem.View.NEWSLETTER: "newsletter:signup",
    MenuItem.View.SEARCH: "search",
}


@dataclass(slots=True)
class Node:
    """An entry of the menu. Without a `url` it is a heading. `current` is the value of aria-current."""

    label: Text
    url: str | None
    current: str
    is_language: bool
    in_utility: bool
    hidden_in: str
    children: list["Node"] = field(default_factory=list)

    @property
    def link(self) -> str | SafeString:
        """The entry as HTML: a link, or the words alone."""
        label = isolate(self.label)
        if not self.url:
            return label
        if not self.current:
            return format_html('<a href="{}">{}</a>', self.url, label)
        return format_html('<a href="{}" aria-current="{}">{}</a>', self.url, self.current, label)

    @property
    def is_flat(self) -> bool:
        """Whether nothing hangs below its children."""
        return not any(child.children for child in self.children)

    @property
    def is_deep(self) -> bool:
        """Whether there is a fourth level: its groups are then set as columns."""
        return any(not child.is_flat for child in self.children)

    @property
    def index(self) -> "Node | None":
        """The page of the whole branch: the first child if it leads to the branch itself, else this node."""
        first = self.children[0] if self.children else None
        if first and first.url == self.url:
            return first
        return self if self.url else None

    @property
    def parts(self) -> list["Node"]:
        """The children without the index."""
        return [child for child in self.children if child is not self.index]


@dataclass(slots=True)
class Menu:
    """The same tree three times: each place leaves out what is hidden there."""

    roots: list[Node]

    @property
    def main(self) -> list[Node]:
        """Header row and drawer: one piece of markup, so what one of them hides carries `hidden_in`."""
        return [node for node in self.roots if not node.in_utility]

    @property
    def utility(self) -> list[Node]:
        return [node for node in self.roots if node.in_utility]

    @property
    def footer(self) -> list[Node]:
        return without(self.roots, MenuItem.Place.FOOTER)


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Nothing is read unless a template asks: one query for `site`, one for `menu`."""
    place = getattr(request, "place", None)
    return {
        "site": SimpleLazyObject(SiteSettings.load),
        "menu": SimpleLazyObject(lambda: read_menu(request.path, place)),
    }


def read_menu(path: str, place: str | None = None) -> Menu:
    """The whole menu in the active language, from one query.

    `path` is the page's own address. `place` is the address of the entry that holds the page, if it has
    none itself: for a post its section.
    """
    language = current_language()
    items = MenuItem.objects.for_language(language)
    current = {place: "true", path: "page"}

    def make(item: MenuItem, children: list[Node]) -> Node:
        url = address(item, language)
        return Node(
            label=label(item),
            url=url,
            current=current.get(url, "") if url else "",
            is_language=item.view == MenuItem.View.OTHER_LANGUAGE,
            in_utility=item.in_utility,
            hidden_in=item.hidden_in,
            children=shown(children),
        )

    return Menu(shown(nest(items, make)))


def label(item: MenuItem) -> Text:
    """The item's own label, else its target's short name."""
    own = item.text("label")
    if own:
        return own
    if item.topic:
        return item.topic.name
    if item.section:
        return item.section.name
    return Text(item.page_title or item.get_view_display(), current_language())


def address(item: MenuItem, language: str) -> str | None:
    if item.topic:
        return item.topic.get_absolute_url()
    if item.section:
        return item.section.get_absolute_url()
    if item.page_path:
        return reverse("by_path", args=[f"{item.page_path}/"])
    if item.view in VIEWS:
        return reverse_if_there(VIEWS[item.view])
    return item.text("url") or None


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
        Node(
            node.label,
            node.url,
            node.current,
            node.is_language,
            node.in_utility,
            node.hidden_in,
            without(node.children, place),
        )
        for node in nodes
        if node.hidden_in != place
    ]
