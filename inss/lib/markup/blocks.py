"""Split a source into its blocks, in order to compare and merge it."""

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

from .source import BLOCKS, VOID, parse, plain_text

TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)[^<>]*+>")
HEADING_SIGNS = {"h2": "## ", "h3": "### ", "h4": "#### "}


def split_blocks(source: str) -> list[str]:
    """Split a source into its top-level blocks, each with the white space after it.

    The blocks joined give the source again. Text outside any block, which the editor never writes, is an item
    of its own.
    """
    blocks: list[str] = []
    cuts = [0, *block_edges(source), len(source)]
    for start, end in pairwise(cuts):
        text = source[start:end]
        if blocks and (not text.strip() or not blocks[-1].strip()):
            blocks[-1] += text
        elif text:
            blocks.append(text)
    return blocks


def block_edges(source: str) -> list[int]:
    """Return the offsets at which the top-level blocks begin and end."""
    edges: list[int] = []
    depth = 0
    for tag in TAG.finditer(source):
        opens, name = not tag["end"], tag["name"]
        depth -= not opens
        if depth == 0 and name in BLOCKS:
            edges += [tag.start()] if opens else [tag.end()]
            edges += [tag.end()] if name in VOID else []
        depth += opens and name not in VOID
    return edges


def is_block(text: str) -> bool:
    """Return whether an item of split_blocks() is a block, and not text outside any block."""
    first = TAG.match(text.strip())
    return first is not None and first["name"] in BLOCKS


def readable(source: str) -> str:
    """Return the text of a source with plain signs for links, bold, italics, cells and items.

    Each block is one line. Notes stand in brackets at their place.
    """
    body = parse(source)
    for element in body.iter():
        add_signs(element)
    return plain_text(body)


def add_signs(element: Element) -> None:
    match element.tag:
        case "strong":
            surround(element, "**", "**")
        case "em":
            surround(element, "*", "*")
        case "a" if element.get("href"):
            surround(element, "", f" ‹\u2066{element.get('href')}\u2069›")
        case "footnote":
            surround(element, f" [{element.get('data-note', '')}]", "")
        case "td" | "th":
            surround(element, "| ", "")
        case "h2" | "h3" | "h4":
            surround(element, HEADING_SIGNS[element.tag], "")
        case "li":
            surround(innermost_first_block(element), "• ", "")
        case "blockquote":
            surround(innermost_first_block(element), "> ", "")
        case "hr":
            element.text = "———"


def surround(element: Element, before: str, after: str) -> None:
    element.text = before + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + after
    else:
        element.text += after


def innermost_first_block(element: Element) -> Element:
    """Return the element whose text is the first line of `element`."""
    while not (element.text or "").strip() and len(element) and element[0].tag in BLOCKS:
        element = element[0]
    return element
