"""Render the public HTML of a rich text."""

import re
from dataclasses import dataclass, field
from html import escape
from typing import TypedDict
from xml.etree.ElementTree import Element

from django.utils.translation import gettext, override

from ..bidi import ENGLISH, LANGUAGES, direction, other
from .directions import is_figures, language_of_words, split_citations, split_signed
from .source import BLOCKS, VOID, parse, plain_text
from .tables import count_head, rows_of

RENDERER_VERSION = 4


class Heading(TypedDict):
    id: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """The result of render().

    `plain` has a line for each block, notes last; `words` counts without the notes.
    """

    html: str
    plain: str
    words: int
    headings: list[Heading]


def render(source: str, *, language: str) -> Rendered:
    """Render a sanitised source as the finished public HTML, with notes, ids and labels. A pure function."""
    body = parse(source)
    writer = Writer()
    with override(language):
        html = writer.content(body, language)
        notes = notes_section(writer.notes, language)
    plain = plain_text(body)
    return Rendered(
        html=html + notes,
        plain="\n".join([plain, *writer.notes]).strip(),
        words=len(plain.split()),
        headings=writer.headings,
    )


@dataclass
class Writer:
    """Writes a parsed source as HTML and counts its notes and tables."""

    notes: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    tables: int = 0

    def content(self, element: Element, language: str) -> str:
        parts = [text_html(element.text, language)]
        for child in element:
            parts += self.element(child, language), text_html(child.tail, language)
        return "".join(parts)

    def element(self, element: Element, around: str) -> str:
        """Return an element as HTML; `around` is the language of the text around it."""
        language = language_of(element, around)
        attributes = language_attributes(language, around)
        match element.tag:
            case "br" | "hr":
                return tag(element.tag)
            case "h2" | "h3" | "h4":
                return self.heading(element, attributes, language)
            case "li":
                return self.item(element, around)
            case "ol" if element.get("start"):
                attributes = {"start": element.get("start", ""), **attributes}
            case "a":
                attributes = link_attributes(element.get("href"))
            case "footnote":
                return self.note(element)
            case "table":
                return self.table(element, language)
        content = self.content(element, language)
        if element.tag in BLOCKS and not content.replace("<br>", "").strip():
            return ""
        if element.tag in {"a", "span"} and not attributes:
            return content
        return tag(element.tag, attributes, content)

    def heading(self, element: Element, attributes: dict[str, str], language: str) -> str:
        text = plain_text(element)
        if not text:
            return ""
        key = f"h{len(self.headings) + 1}"
        self.headings.append({"id": key, "level": int(element.tag[1]), "text": " ".join(text.split())})
        return tag(element.tag, {"id": key, **attributes}, self.content(element, language))

    def note(self, element: Element) -> str:
        """Return the number that links to the note, or nothing for a note without text.

        Its `dir` isolates it: otherwise it would take the direction of a word in the other language before
        it.
        """
        text = " ".join(element.get("data-note", "").split())
        if not text:
            return ""
        self.notes.append(text)
        number = len(self.notes)
        label = gettext("Note %(number)s") % {"number": number}
        link = {"class": "fnref", "id": f"r{number}", "href": f"#n{number}", "aria-label": label}
        return tag("sup", {"dir": "ltr"}, tag("a", link, str(number)))

    def item(self, element: Element, around: str) -> str:
        """Return a list item.

        A single paragraph in it gets no element of its own; an empty item is left out.
        """
        paragraphs = element.findall("p")
        only = paragraphs[0] if len(paragraphs) == 1 and not (element.text or "").strip() else None
        language = language_of(element if only is None else only, language_of(element, around))
        parts = [text_html(element.text, language)]
        for child in element:
            parts += self.content(child, language) if child is only else self.element(child, language)
            parts += text_html(child.tail, language)
        content = "".join(parts)
        return tag("li", language_attributes(language, around), content) if content.strip() else ""

    def table(self, element: Element, language: str) -> str:
        """Return a table in a figure that scrolls, labelled by its caption or, without one, by its number."""
        rows = rows_of(element)
        if not rows:
            return ""
        self.tables += 1
        head = count_head(rows)
        head_html = "".join(self.row(row, language, in_head=True) for row in rows[:head])
        body_html = "".join(self.row(row, language, in_head=False) for row in rows[head:])
        table = tag("table", {}, (tag("thead", {}, head_html) if head else "") + tag("tbody", {}, body_html))
        caption = element.find("caption")
        caption_html = "" if caption is None else self.content(caption, language).strip()
        region = {"class": "table", "role": "region", "tabindex": "0"}
        if caption_html:
            key = f"t{self.tables}"
            caption_html = tag("figcaption", {"id": key}, caption_html)
            region["aria-labelledby"] = key
        else:
            region["aria-label"] = gettext("Table %(number)s") % {"number": self.tables}
        return tag("figure", {"class": "table-fig"}, caption_html + tag("div", region, table))

    def row(self, row: Element, language: str, *, in_head: bool) -> str:
        cells = (self.cell(cell, language, in_head=in_head) for cell in row if cell.tag in {"td", "th"})
        return tag("tr", {}, "".join(cells))

    def cell(self, cell: Element, around: str, *, in_head: bool) -> str:
        only = cell[0] if len(cell) == 1 and cell[0].tag == "p" and not (cell.text or "").strip() else None
        inner = cell if only is None else only
        language = language_of(inner, language_of(cell, around))
        spans = {name: cell.get(name, "") for name in ("colspan", "rowspan") if cell.get(name, "1") != "1"}
        scope = {"scope": "col" if in_head else "row"} if cell.tag == "th" else {}
        is_isolated = direction(language) == "rtl" and has_figures(inner)
        content = self.figures(inner) if is_isolated else self.content(inner, language)
        return tag(cell.tag, spans | scope | language_attributes(language, around), content)

    def figures(self, cell: Element) -> str:
        """Return a cell of figures: left to right in Hebrew too, the sign first, a note at the end last."""
        notes: list[Element] = []
        while len(cell) and cell[-1].tag == "footnote" and not cell[-1].tail:
            notes.insert(0, cell[-1])
            cell.remove(cell[-1])
        content = self.content(cell, ENGLISH)
        return tag("bdi", {"dir": "ltr"}, content) + "".join(self.note(note) for note in notes)


def has_figures(cell: Element) -> bool:
    return is_figures(plain_text(cell)) and not any(child.tag in BLOCKS for child in cell)


def link_attributes(href: str | None) -> dict[str, str]:
    if not href:
        return {}
    if re.match(r"(https?:)?//", href, re.IGNORECASE):
        return {"href": href, "rel": "external noopener"}
    return {"href": href}


def notes_section(notes: list[str], language: str) -> str:
    if not notes:
        return ""
    items = []
    for number, text in enumerate(notes, start=1):
        back = {
            "href": f"#r{number}",
            "aria-label": gettext("Back to reference %(number)s") % {"number": number},
        }
        item = f"{note_html(text, language)} {tag('a', back, '↑')}"
        items.append(tag("li", {"id": f"n{number}", "tabindex": "-1"}, item))
    heading = tag("h2", {"id": "notes"}, gettext("Notes"))
    return tag(
        "section", {"class": "notes", "aria-labelledby": "notes"}, heading + tag("ol", {}, "".join(items))
    )


def note_html(text: str, language: str) -> str:
    """Return a note's plain text as HTML with links. Text in the other language is marked with `lang`."""
    parts = re.split(r"(https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}’”])", text)
    own = language_of_words(" ".join(parts[::2]), language)
    for index, part in enumerate(parts):
        parts[index] = address_html(part) if index % 2 else citations_html(part, own)
    attributes = language_attributes(own, language)
    return tag("bdi", attributes, "".join(parts)) if attributes else "".join(parts)


def address_html(address: str) -> str:
    return tag("a", link_attributes(address) | {"dir": "ltr"}, escape(address, quote=False))


def citations_html(text: str, language: str) -> str:
    parts = split_citations(text, language)
    parts[::2] = [text_html(part, language) for part in parts[::2]]
    parts[1::2] = [
        tag("bdi", language_attributes(other(language), language), escape(part, quote=False))
        for part in parts[1::2]
    ]
    return "".join(parts)


def text_html(text: str | None, language: str) -> str:
    """Return text as HTML; in Hebrew each number is isolated so that its sign stays on the correct side."""
    if not text:
        return ""
    if direction(language) == "ltr":
        return escape(text, quote=False)
    parts = [escape(part, quote=False) for part in split_signed(text)]
    parts[1::2] = [tag("bdi", {"dir": "ltr"}, part) for part in parts[1::2]]
    return "".join(parts)


LANGUAGE_OF_DIRECTION = {direction(language): language for language in LANGUAGES}


def language_of(element: Element, around: str) -> str:
    return LANGUAGE_OF_DIRECTION.get(element.get("dir", ""), around)


def language_attributes(language: str, around: str) -> dict[str, str]:
    """Return the attributes for text in another language than the text around it."""
    return {} if language == around else {"lang": language, "dir": direction(language)}


def tag(name: str, attributes: dict[str, str] | None = None, content: str = "") -> str:
    """Return an element as HTML. Attribute values are escaped here; `content` is HTML already."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in (attributes or {}).items())
    return f"<{name}{written}>" if name in VOID else f"<{name}{written}>{content}</{name}>"
