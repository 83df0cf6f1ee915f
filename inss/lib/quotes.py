"""Quotation marks inside quotation marks."""

import re

from .bidi import HEBREW, first_language

# A Hebrew word may begin before the mark (ב״כל הפרסומים״); one before its last letter (צה״ל) is no quotation.
OPENING = re.compile(r'(?<!\w)([ובכלמשה]*)["״“](?=\w\w|(?<!\w.)\S)')
CLOSING = re.compile(r'(?<=\S)["״”](?!\w)')


def inside_quotes(text: str) -> str:
    """`text` with single quotation marks for the double ones, to stand between double ones itself."""
    opening, closing = "׳׳" if first_language(text) == HEBREW else "‘’"
    return CLOSING.sub(closing, OPENING.sub(rf"\1{opening}", text))
