"""Rows and header rows of a table in the source."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element


def rows_of(table: Element) -> list[Element]:
    """Return the rows, without the empty ones at the end that the Tab key leaves behind in the editor."""
    rows = list(every_row(table))
    while rows and not "".join(rows[-1].itertext()).strip() and not list(rows[-1].iter("footnote")):
        rows.pop()
    return rows


def every_row(table: Element) -> Iterable[Element]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in {"thead", "tbody"}:
            yield from part.findall("tr")


def count_head(rows: list[Element]) -> int:
    """Return the number of leading rows in the head: header cells only, none spanning into the body."""
    for number, row in enumerate(rows):
        if any(cell.tag == "td" for cell in row) or number == len(rows) - 1:
            return 0 if any(cell.get("rowspan") for above in rows[:number] for cell in above) else number
    return 0
