"""The parts of a table in the source."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element


def rows_of(table: Element) -> Iterable[Element]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in {"thead", "tbody"}:
            yield from part.findall("tr")


def count_head(rows: list[Element]) -> int:
    """How many leading rows are the table's head: header cells only, none reaching into the rows below."""
    for number, row in enumerate(rows):
        if any(cell.tag == "td" for cell in row) or number == len(rows) - 1:
            return 0 if any(cell.get("rowspan") for above in rows[:number] for cell in above) else number
    return 0
