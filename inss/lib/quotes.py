"""Nested quotation marks."""

import re

from .bidi import HEBREW, first_language

# A Hebrew quotation may begin after a prefix (ב״כל הפרסומים״). A mark before the last letter (צה״ל) is an
# abbreviation.
OPENING = re.compile(r'(?<!\w)([ובכלמשה]*)["״“](?=\w\w|(?<!\w.)\S)')
CLOSING = re.compile(r'(?<=\S)["״”](?!\w)')


def inside_quotes(text: str) -> str:
    """Replace double quotation marks by single ones, so that `text` can stand inside double ones."""
    opening, closing = "׳׳" if first_language(text) == HEBREW else "‘’"
    return CLOSING.sub(closing, OPENING.sub(rf"\1{opening}", text))
