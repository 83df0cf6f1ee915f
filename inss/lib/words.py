"""Split a search query into words."""

import re

NIQQUD = re.compile(r"[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]")
BETWEEN_WORDS = re.compile(r"[\s\"'‘’‚“”„״׳\-‐‑–—־]+")


def words_of(text: str) -> list[str]:
    """Return the words without niqqud.

    Hyphens and quotes split words too: keyboards and print write them differently.
    """
    return [word for word in BETWEEN_WORDS.split(NIQQUD.sub("", text)) if word]
