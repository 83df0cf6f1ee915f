"""Two languages, two directions: a text knows its language and can be isolated inside the other's."""

import unicodedata

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

ENGLISH, HEBREW = "en", "he"
LANGUAGES = [ENGLISH, HEBREW]


class Text(str):
    """A string that knows which language it is in."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, value: str, lang: str) -> "Text":
        text = super().__new__(cls, value)
        text.lang = lang
        return text

    def __deepcopy__(self, memo: object) -> "Text":
        """It never changes. Django copies the choices of every form."""
        return self


def current_language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def other(language: str) -> str:
    """The other one of the two languages."""
    return HEBREW if language == ENGLISH else ENGLISH


def direction(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def first_language(text: str) -> str | None:
    """The language whose letters come first in `text`; None if it has none of either."""
    for char in text:
        match unicodedata.bidirectional(char):
            case "L":
                return ENGLISH
            case "R":
                return HEBREW
    return None


def has_hebrew(text: str) -> bool:
    return any(unicodedata.bidirectional(char) == "R" for char in text)


def language_attributes(text: str) -> str | SafeString:
    """The attributes of an element with `text`: none where it is in the page's language, or says none."""
    lang = getattr(text, "lang", None)
    if lang is None or lang == current_language():
        return ""
    return format_html(' lang="{}" dir="{}"', lang, direction(lang))


def isolate(text: str) -> str | SafeString:
    """`text` as HTML; one in another language than the page's stands in a <bdi> that says so."""
    attributes = language_attributes(text)
    return format_html("<bdi{}>{}</bdi>", attributes, str(text)) if attributes else text


def keep_example_whole(help_text: str) -> str | SafeString:
    """A help text that ends in a Latin example after a colon, as HTML: isolated, and in one line."""
    words, colon, example = str(help_text).rpartition(": ")
    if not colon or " " in example:
        return help_text
    return format_html('{}: <bdi lang="en" dir="ltr" class="example">{}</bdi>', words, example)
