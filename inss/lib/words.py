"""The words somebody typed to find something."""

import re

NIQQUD = re.compile(r"[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]")
BETWEEN_WORDS = re.compile(r"[\s\"'‘’‚“”„״׳\-‐‑–—־]+")


def words_of(text: str) -> list[str]:
    """Without niqqud, and parted at hyphens and quotes too, which a keyboard writes unlike print."""
    return [word for word in BETWEEN_WORDS.split(NIQQUD.sub("", text)) if word]
