"""Directions of text that has no markup: notes with citations, cells with figures, signed numbers.

A note takes the direction of the text it belongs to, whatever its first letter: a Hebrew note often begins
with a Latin source and goes on with “ראו גם”. Only a note without any letter of that language takes the other
direction. A citation in the other language is isolated together with its own quotation marks and brackets;
otherwise the browser gives the outer marks to the surrounding text and shows them on the wrong side.
"""

import re

from ..bidi import ENGLISH, HEBREW, other

LETTERS = {
    ENGLISH: r"A-Za-z\u00c0-\u02af\u0300-\u052f\u1e00-\u1fff",  # Latin, Greek and Cyrillic
    HEBREW: r"\u0590-\u05ff\ufb1d-\ufb4f",
}

SIGNED = re.compile(r"((?<=[\s(\[])(?<!\d\s)[-−+±][$€£₪]?\d(?:[\d.,]*\d)?%?(?![\d–—]))")


def language_of_words(words: str, around: str) -> str:
    """Return the other language if `words` have letters of it alone, else the language around them."""
    has = {language: re.search(f"[{letters}]", words) for language, letters in LETTERS.items()}
    return other(around) if has[other(around)] and not has[around] else around


def split_citations(text: str, language: str) -> list[str]:
    """Split `text` so that every second piece is a citation in the other language."""
    return CITATIONS[language].split(text)


def is_figures(text: str) -> bool:
    """Return whether a cell has digits and no letters.

    A range does not count: Hebrew writes 2020–2024 from right to left.
    """
    return bool(re.search(r"\d", text)) and not re.search(r"[^\W\d_]|\d%?\s*[–—]\s*\d", text)


def split_signed(text: str) -> list[str]:
    """Split `text` so that every second piece is a number with its sign, as in “ירידה של -3.5%”.

    The hyphen of a prefix (“ב-5”) is not a sign, nor is that of a range whose first number is followed by a
    space.
    """
    return SIGNED.split(text)


def citation(foreign: str, own: str) -> re.Pattern[str]:
    """Return a pattern from the first `foreign` word or group to the last one before an `own` letter.

    A group is text in quotation marks or brackets without an `own` letter. A number before an `own` word
    belongs to that word, as in “Reuters, 12 ביולי”. The quantifiers are possessive, so matching takes linear
    time.
    """
    figure = r"(?<!\d)(?<!\d[.,-])[$€£]?\d[\d.,-]*+"
    word = rf"""(?:{figure})?[{foreign}](?:[-–'’"״׳./&_@]?[{foreign}\d])*+"""
    number = rf"\d++(?:[.,:/–-]\d++)*+(?!\s*[{own}])"
    quoted = rf'(?<![{foreign}\d])["“”„](?=[\w(\[])(?:[^"“”„{own}]|(?<=[{foreign}])"(?=[{foreign}]))*+["“”]'
    group = rf"(?:{quoted}|\([^(){own}]*+\)|\[[^][{own}]*+\])"
    first_group = rf'(?=["“”„(\[][^"“”„()[\]{foreign}{own}]*+[{foreign}]){group}'
    between = rf'[^{foreign}{own}\d"“”„()[\]]*+'
    return re.compile(rf"((?:{word}|{first_group})(?:{between}(?:{word}|{number}|{group}))*)")


CITATIONS = {language: citation(LETTERS[other(language)], LETTERS[language]) for language in LETTERS}
