"""The two languages and their directions: text that knows its language, and isolation of one in the other."""

import unicodedata

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

ENGLISH, HEBREW = "en", "he"
LANGUAGES = [ENGLISH, HEBREW]


class Text(str):
    """A string with the language it is written in."""

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
    """Return the other of the two languages."""
    return HEBREW if language == ENGLISH else ENGLISH


def direction(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def first_language(text: str) -> str | None:
    """Return the language of the first letter in `text`, or None if it has no letter of either language."""
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
    """Return `lang` and `dir` for an element with `text`; "" if its language is the page's or unknown."""
    lang = getattr(text, "lang", None)
    if lang is None or lang == current_language():
        return ""
    return format_html(' lang="{}" dir="{}"', lang, direction(lang))


def isolate(text: str) -> str | SafeString:
    """Return `text` as HTML, inside a <bdi> if its language is not the page's."""
    attributes = language_attributes(text)
    return format_html("<bdi{}>{}</bdi>", attributes, str(text)) if attributes else text


def isolate_example(help_text: str) -> str | SafeString:
    """Return a help text as HTML. A Latin example after its last colon is isolated and never wrapped."""
    words, colon, example = str(help_text).rpartition(": ")
    if not colon or " " in example:
        return help_text
    return format_html('{}: <bdi lang="en" dir="ltr" class="example">{}</bdi>', words, example)
