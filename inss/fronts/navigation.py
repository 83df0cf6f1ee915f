"""What surrounds every public page: the institute's facts, the menu, and the way to the other language."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import override

from inss.lib.bidi import Text, current_language, direction, other
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
    """An entry of the menu. Without a `url` it is a heading."""

    label: Text
    url: str | None
    is_current: bool
    is_open: bool
    is_language: bool
    in_utility: bool
    hidden_in: str
    children: list["Node"] = field(default_factory=list)


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


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """Where the reader goes for the other language: this page's twin, or else the other home page."""

    code: str
    name: str
    dir: str
    url: str
    is_twin: bool


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Nothing is read unless a template asks: one query for `site`, one for `menu`."""
    return {
        "site": SimpleLazyObject(SiteSettings.load),
        "menu": SimpleLazyObject(lambda: read_menu(request.path)),
    }


def read_menu(current_path: str) -> Menu:
    """The whole menu in the active language, from one query."""
    language = current_language()
    items = MenuItem.objects.for_language(language)

    def make(item: MenuItem, children: list[Node]) -> Node:
        url = address(item, language)
        return Node(
            label=label(item),
            url=url,
            is_current=url == current_path,
            is_open=any(child.is_current or child.is_open for child in children),
            is_language=item.view == MenuItem.View.OTHER_LANGUAGE,
            in_utility=item.in_utility,
            hidden_in=item.hidden_in,
            children=children,
        )

    return Menu([node for node in nest(items, make) if is_shown(node)])


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


def is_shown(node: Node) -> bool:
    return bool(node.url or node.children or node.is_language)


def without(nodes: list[Node], place: str) -> list[Node]:
    """The nodes not hidden in `place`, at every level; the nodes themselves stay as they are."""
    return [
        Node(
            node.label,
            node.url,
            node.is_current,
            node.is_open,
            node.is_language,
            node.in_utility,
            node.hidden_in,
            without(node.children, place),
        )
        for node in nodes
        if node.hidden_in != place
    ]


def other_language(alternate_url: str | None) -> OtherLanguage:
    code = other(current_language())
    with override(code):
        home = reverse("home")
    name = {"en": "English", "he": "עברית"}[code]
    return OtherLanguage(code, name, direction(code), alternate_url or home, alternate_url is not None)
