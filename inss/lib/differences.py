"""What changed between two texts, word by word."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from diff_match_patch import diff_match_patch
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .alignment import align
from .markup import readable, split_blocks

LONGEST_SECONDS = 1.0  # after this, the rest of a text counts as replaced
WORDS_AROUND = 8

# Characters that belong to the word they stand in: accents, niqqud, Arabic vowels, and invisible characters.
MARKS = (
    r"\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u00ad\u200b-\u200f\u2060\ufeff"
)
HEBREW = r"\u0591-\u05bd\u05bf-\u05ea"
TOKEN = re.compile(
    rf"""
    https?://[^\s<>"\u2069]*[^\s<>"\u2069.,;:!?)\]}}’”]
    | (?:[-−+±]?[$€£₪]?(?=\d))?                             # the sign of a number: -3.5, $5
      [\w{MARKS}]++
      (?:
        (?: [-‐‑־'’׳״./&@]                                   # ב־24, ג'נין, צה״ל, don’t, and/or
          | (?<=[{HEBREW}])"(?=[{HEBREW}])                  # צה"ל
          | (?<=\d)[,:](?=\d)                               # 1,000, 10:02
        )
        [\w{MARKS}]++
      )*+
      (?: % | (?<=[{HEBREW}])['׳] )?                         # 3.5%, עמ׳
    | \s+
    | .
    """,
    re.VERBOSE | re.DOTALL,
)

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is the same in both texts, only in the earlier one, or only in the later one."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a rich text with its numbers in both texts, counted from 1; None where it is missing."""

    before: int | None
    after: int | None
    pieces: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


def compare(before: str, after: str, *, deadline: float | None = None) -> list[Piece]:
    """Compare two texts word by word.

    The pieces without the new ones give the earlier text, without the gone ones the later text. What is not
    compared by `deadline`, in seconds of time.time(), counts as replaced.
    """
    codes: dict[str, str] = {}
    coded, coded_after = encode(before, codes), encode(after, codes)
    comparer = diff_match_patch()
    comparer.Diff_Timeout = 0  # a timeout would switch on a quadratic search that ignores the deadline
    end = time.time() + LONGEST_SECONDS if deadline is None else deadline
    found = comparer.diff_main(coded, coded_after, checklines=False, deadline=end)
    words = list(codes)
    changes = changes_in((kind, [words[ord(code)] for code in text]) for kind, text in found)
    return [piece for change in join_close(changes) for piece in change.pieces()]


def encode(text: str, codes: dict[str, str]) -> str:
    """Encode each word as one character, because diff-match-patch compares characters.

    Python has 1.1 million of them.
    """
    return "".join(codes.setdefault(word, chr(len(codes))) for word in TOKEN.findall(text))


@dataclass
class Change:
    """An unchanged stretch and the change after it, as words and the characters between words."""

    same: list[str]
    gone: list[str]
    new: list[str]

    def pieces(self) -> list[Piece]:
        kinds: list[tuple[Kind, list[str]]] = [("same", self.same), ("gone", self.gone), ("new", self.new)]
        return [Piece(kind, "".join(words)) for kind, words in kinds if words]


def changes_in(found: Iterable[tuple[int, list[str]]]) -> list[Change]:
    changes = [Change([], [], [])]
    for kind, words in found:
        if kind == diff_match_patch.DIFF_EQUAL:
            changes.append(Change(words, [], []))
        elif kind == diff_match_patch.DIFF_DELETE:
            changes[-1].gone += words
        else:
            changes[-1].new += words
    return changes


def join_close(changes: list[Change]) -> list[Change]:
    """Join two changes in one line that have fewer unchanged words between them than each has itself.

    Otherwise a rewritten sentence would be cut up at each “the” that it kept.
    """
    joined: list[Change] = []
    last_size = 0
    for change in changes:
        size = max(count_words(change.gone), count_words(change.new))
        between = count_words(change.same)
        is_close = between < min(last_size, size) and not any("\n" in word for word in change.same)
        if is_close:
            joined[-1].gone += change.same + change.gone
            joined[-1].new += change.same + change.new
            last_size += between + size
        else:
            joined.append(change)
            last_size = size
    return joined


def count_words(tokens: Iterable[str]) -> int:
    return sum(map(is_word, tokens))


def is_word(token: str) -> bool:
    return any(char.isalnum() for char in token)


def compare_sources(before: str, after: str) -> list[Paragraph]:
    """Pair the blocks of two rich texts, and compare each pair word by word."""
    deadline = time.time() + LONGEST_SECONDS
    earlier = [block.strip() for block in split_blocks(before)]
    later = [block.strip() for block in split_blocks(after)]
    return [
        Paragraph(
            before=None if row is None else row + 1,
            after=None if other is None else other + 1,
            pieces=compare_blocks(
                "" if row is None else earlier[row], "" if other is None else later[other], deadline
            ),
        )
        for row, other in align(earlier, later)
    ]


def compare_blocks(before: str, after: str, deadline: float | None = None) -> list[Piece]:
    """Compare the readable text, or the HTML if only that differs, as in a direction or a merged cell."""
    text, other = readable(before), readable(after)
    if text == other and before != after:
        text, other = before, after
    return compare(text, other, deadline=deadline)


def fold(pieces: list[Piece], words: int = WORDS_AROUND) -> list[Piece]:
    """Keep at most `words` unchanged words on each side of a change, and replace the others by “…”."""
    last = len(pieces) - 1
    return [
        Piece("same", shorten(piece.text, words if index else 0, words if index < last else 0))
        if piece.kind == "same"
        else piece
        for index, piece in enumerate(pieces)
    ]


def shorten(text: str, first: int, last: int) -> str:
    """Return the `first` and the `last` words of a text, with “…” between them."""
    tokens = TOKEN.findall(text)
    places = [index for index, token in enumerate(tokens) if is_word(token)]
    if len(places) <= first + last:
        return text
    start = "".join(tokens[: places[first - 1] + 1]) + " " if first else ""
    end = " " + "".join(tokens[places[-last] :]) if last else ""
    return f"{start}…{end}"


def as_html(pieces: Iterable[Piece]) -> SafeString:
    """Return the pieces as HTML: deleted text in <del>, new text in <ins>."""
    return format_html_join("", "{}", ((piece_html(piece),) for piece in pieces))


def mark(pieces: Iterable[Piece], kind: Kind) -> SafeString:
    """Return the earlier text ("gone") or the later one ("new") as HTML, with its own words in <mark>."""
    shown = (piece for piece in pieces if piece.kind in ("same", kind))
    return format_html_join("", "{}", ((marked(piece),) for piece in shown))


def marked(piece: Piece) -> SafeString:
    text = piece_html(Piece("same", piece.text))
    return text if piece.kind == "same" else format_html("<mark>{}</mark>", text)


def piece_html(piece: Piece) -> SafeString:
    line_break = format_html("<{}>", "br")
    text = format_html_join(line_break, "{}", ((line,) for line in piece.text.split("\n")))
    match piece.kind:
        case "gone":
            return format_html("<del>{}</del>", text)
        case "new":
            return format_html("<ins>{}</ins>", text)
        case "same":
            return text
