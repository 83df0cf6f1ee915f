"""Parse a page into a tree, so that tests look for elements instead of strings."""

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

from django.http import HttpResponse

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


def parse(response: HttpResponse) -> Element:
    builder = Builder()
    builder.feed(response.content.decode())
    builder.close()
    assert [element.tag for element in builder.open] == ["document"]
    return builder.open[0]


def text(element: Element) -> str:
    """Return the text of an element with white space collapsed."""
    return " ".join("".join(element.itertext()).split())


def texts(elements: list[Element]) -> list[str]:
    return [text(element) for element in elements]


def by_class(tree: Element, name: str) -> list[Element]:
    return [element for element in tree.iter() if name in element.get("class", "").split()]


def links(tree: Element) -> dict[str, str]:
    """Return {text: URL} of the links in the tree."""
    return {text(link): link.get("href", "") for link in tree.iter("a")}
