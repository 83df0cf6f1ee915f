"""The source of a rich text: the tags it may contain, sanitising, and parsing."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

import nh3

HEADINGS = {"h2", "h3", "h4"}
BLOCKS = {"p", *HEADINGS, "ul", "ol", "li", "blockquote", "table", "caption", "tr", "hr"}
WITH_DIRECTION = {"p", *HEADINGS, "ul", "ol", "li", "blockquote", "td", "th", "span"}
TABLE_PARTS = {"thead", "tbody", "td", "th"}
INLINE = {"strong", "em", "a", "br", "span"}
VOID = {"br", "hr"}
DROPPED_WITH_CONTENT = {
    *("svg", "math", "style", "script", "title", "textarea", "template"),
    *("xmp", "noscript", "iframe", "noembed", "noframes", "plaintext"),
}
SCHEMES = {"http", "https", "mailto", "tel"}
MAX_PASSES = 10
MAX_LENGTH = 400_000  # characters: some 50,000 words
MAX_COSTLY_TAGS = 5_000
CHEAP = {"p", "li", "td", "th", "tr", "strong", "b", "i", "span", "a", "br", "h2", "h3", "h4"}
MAX_DEPTH = 60  # of nested elements; deeper ones keep only their text


def keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    match attribute:
        case "href":
            return safe_address(value)
        case "start" | "colspan" | "rowspan":
            return value if re.fullmatch(r"[1-9][0-9]{0,3}", value) else None
    return value


def safe_address(value: str) -> str | None:
    """Return the address without control characters, or None if its scheme is not allowed."""
    visible = "".join(char for char in value if char.isprintable() and char != " ")
    scheme = re.match(r"([^/?#:]*):", visible)
    if scheme and scheme[1].lower() not in SCHEMES:
        return None
    return "".join(char for char in value if char.isprintable()).strip()


cleaner = nh3.Cleaner(
    tags=BLOCKS | TABLE_PARTS | INLINE,
    clean_content_tags=DROPPED_WITH_CONTENT,
    attributes={
        "*": set(),  # nh3 would allow lang and title
        "a": {"href"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
        "span": {"data-note"},
    },
    tag_attribute_values={tag: {"dir": {"ltr", "rtl"}} for tag in WITH_DIRECTION},
    allowed_classes={"span": {"footnote"}},
    attribute_filter=keep_attribute,
    url_schemes=SCHEMES,
    link_rel=None,
)


def is_costly(source: str) -> bool:
    """Return whether sanitising would take seconds: its time grows with the square of the nesting."""
    if len(source) > MAX_LENGTH:
        return True
    opened = (tag[1].lower() for tag in re.finditer(r"<([a-zA-Z][^\s/>]*)", source))
    return sum(tag not in CHEAP for tag in opened) > MAX_COSTLY_TAGS


class Sanitised(str):
    """A source returned by sanitise()."""

    __slots__ = ()


def sanitise(source: str) -> Sanitised:
    """Return the source with only what an editor can write. Sanitising the result again changes nothing."""
    return source if isinstance(source, Sanitised) else clean(source)


def clean(source: str) -> Sanitised:
    """Clean until it is stable: badly nested HTML is parsed differently once it is serialised."""
    cleaned = cleaner.clean(source.replace("\0", ""))
    for _attempt in range(MAX_PASSES):
        before, cleaned = cleaned, cleaner.clean(cleaned).strip()
        if cleaned == before:
            break
    return Sanitised("" if cleaned in {"<p></p>", "<p><br></p>"} else cleaned)


def parse(source: str) -> Element:
    """Parse a sanitised source into a tree. A note becomes an empty `footnote` element."""
    parser = SourceParser()
    parser.feed(source)
    parser.close()
    return parser.tree()


class SourceParser(HTMLParser):
    """Parses the sanitiser's output, which is well-formed: each end tag has its start tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()
        self.open: list[str | None] = []
        self.builder.start("body", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "span" and attributes.get("class") == "footnote":
            tag = "footnote"
        kept = tag if len(self.open) < MAX_DEPTH and "footnote" not in self.open else None
        if kept:
            self.builder.start(kept, attributes)
        if tag in VOID:
            self.close_element(kept)
        else:
            self.open.append(kept)

    def handle_endtag(self, tag: str) -> None:
        if self.open:
            self.close_element(self.open.pop())

    def close_element(self, tag: str | None) -> None:
        if tag:
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        if "footnote" not in self.open:
            self.builder.data(data)

    def tree(self) -> Element:
        while self.open:
            self.close_element(self.open.pop())
        self.builder.end("body")
        return self.builder.close()


def plain_text(element: Element) -> str:
    """Return the text of an element without its notes, a line for each block."""
    lines = "".join(text_parts(element)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def plain(source: str) -> str:
    """Return the text of a source, a line for each block, with notes in brackets at their place."""
    body = parse(source)
    for note in body.iter("footnote"):
        note.text = f" [{note.get('data-note', '')}]"
    return plain_text(body)


def empty_notes(source: str) -> list[int]:
    """Return the numbers of the notes without text, counted as the editor counts them."""
    notes = parse(source).iter("footnote")
    return [number for number, note in enumerate(notes, start=1) if not note.get("data-note", "").strip()]


def text_parts(element: Element) -> Iterable[str]:
    is_block = element.tag in BLOCKS | {"br"}
    parts = [element.text or ""]
    for child in element:
        parts += [*text_parts(child), child.tail or ""]
    if element.tag in {"td", "th"}:
        parts = [" ".join("".join(parts).split()), " "]
    return ["\n", *parts, "\n"] if is_block else parts
