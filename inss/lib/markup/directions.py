"""Which way a text runs that nobody can mark: a note with its citations, a cell of figures, a signed number.

A note takes the direction of the text it belongs to, whatever its first letter: in Hebrew a note often
begins with a Latin source and goes on with “ראו גם”. Only a note without one letter of that language runs
the other way. Inside it, a citation in the other language is isolated with the quotation marks and brackets
that are its own; without that the browser gives the outer ones to the text around, on the wrong side.
"""

import re

from ..bidi import ENGLISH, HEBREW, other

LETTERS = {
    ENGLISH: r"A-Za-z\u00c0-\u02af\u0300-\u052f\u1e00-\u1fff",  # Latin, Greek and Cyrillic
    HEBREW: r"\u0590-\u05ff\ufb1d-\ufb4f",
}

SIGNED = re.compile(r"((?<=[\s(\[])(?<!\d\s)[-−+±][$€£₪]?\d(?:[\d.,]*\d)?%?(?![\d–—]))")


def language_of_words(words: str, around: str) -> str:
    """The language around, unless `words` have letters of the other one only."""
    has = {language: re.search(f"[{letters}]", words) for language, letters in LETTERS.items()}
    return other(around) if has[other(around)] and not has[around] else around


def split_citations(text: str, language: str) -> list[str]:
    """`text` in pieces; every second one is a citation in the other language."""
    return CITATIONS[language].split(text)


def is_figures(text: str) -> bool:
    """Whether a cell has figures and no letter. Not a range: Hebrew writes 2020–2024 from right to left."""
    return bool(re.search(r"\d", text)) and not re.search(r"[^\W\d_]|\d%?\s*[–—]\s*\d", text)


def split_signed(text: str) -> list[str]:
    """`text` in pieces; every second one is a number with its sign, as in “ירידה של -3.5%”.

    No sign is the hyphen of a prefix (“ב-5”) nor that of a range whose first number stands before a space.
    """
    return SIGNED.split(text)


def citation(foreign: str, own: str) -> re.Pattern[str]:
    """A first word or group of `foreign` letters, and all up to the last one before an `own`.

    A group is what stands in quotation marks or brackets, without an `own` letter. A number before an `own`
    word belongs to it, as in “Reuters, 12 ביולי”. Takes linear time: what repeats gives nothing back.
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
