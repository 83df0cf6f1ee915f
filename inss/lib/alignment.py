"""Pair the paragraphs of an earlier text with those of a later one.

The result depends on the two texts alone, not on a clock: the same texts are always paired in the same way.
The running time is bounded as well.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile, zip_longest

MOST_PAIRS = 200_000  # changed pairs that are compared at most: some 450 changed paragraphs in each text

type Pair = tuple[int, int]
type Row = tuple[int | None, int | None]
type Stretch = tuple[range, range]


def align(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Return pairs of indexes in the order of both texts.

    (2, 3) stands for a paragraph that is the same or changed, (2, None) for a deleted one, (None, 3) for a
    new one. Changed paragraphs between equal ones are paired by the words they share; if there are too many,
    by their order.
    """
    equal = equal_pairs(before, after)
    stretches = stretches_between(equal, before, after)
    is_small = sum(len(rows) * len(others) for rows, others in stretches) <= MOST_PAIRS
    aligned: list[Row] = []
    for (rows, others), pair in zip_longest(stretches, equal):
        aligned += pair_similar(before, after, rows, others) if is_small else zip_longest(rows, others)
        aligned += [pair] if pair else []
    return aligned


def equal_pairs(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Return the pairs of equal paragraphs: anchors, and equal neighbours of anchors and of both ends."""
    equal: list[Pair] = []
    unique = anchors(before, after)
    for (rows, others), anchor in zip_longest(stretches_between(unique, before, after), unique):
        head = equal_run(before, after, zip(rows, others, strict=False))
        rest = zip(rows[len(head) :][::-1], others[len(head) :][::-1], strict=False)
        equal += [*head, *reversed(equal_run(before, after, rest))]
        equal += [anchor] if anchor else []
    return equal


def equal_run(before: Sequence[str], after: Sequence[str], pairs: Iterable[Pair]) -> list[Pair]:
    return list(takewhile(lambda pair: before[pair[0]] == after[pair[1]], pairs))


def stretches_between(pairs: list[Pair], before: Sequence[str], after: Sequence[str]) -> list[Stretch]:
    """Return the index ranges before, between and after the pairs."""
    edges = [(-1, -1), *pairs, (len(before), len(after))]
    return [
        (range(start + 1, end), range(other_start + 1, other_end))
        for (start, other_start), (end, other_end) in pairwise(edges)
    ]


def anchors(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Return the longest ordered list of pairs of equal paragraphs that occur exactly once in each text."""
    counts, other_counts = Counter(before), Counter(after)
    places = {text: index for index, text in enumerate(after) if other_counts[text] == 1}
    found = ((index, places.get(text)) for index, text in enumerate(before) if counts[text] == 1)
    return longest_rising([(index, other) for index, other in found if other is not None])


def longest_rising(pairs: list[Pair]) -> list[Pair]:
    """Return the longest subsequence whose second numbers rise; `pairs` are sorted by the first."""
    lowest_ends: list[int] = []  # the lowest last number of the rising subsequences of each length
    ends: list[int] = []
    previous: list[int | None] = []
    for index, (_first, second) in enumerate(pairs):
        length = bisect_left(lowest_ends, second)
        previous.append(ends[length - 1] if length else None)
        lowest_ends[length : length + 1] = [second]
        ends[length : length + 1] = [index]
    rising: list[Pair] = []
    last = ends[-1] if ends else None
    while last is not None:
        rising.append(pairs[last])
        last = previous[last]
    return rising[::-1]


def pair_similar(before: Sequence[str], after: Sequence[str], rows: range, others: range) -> list[Row]:
    """Return the pairs, in the order of both, with the highest total likeness; the rest is deleted or new."""
    likeness = likenesses([before[row] for row in rows], [after[other] for other in others])
    best = best_sums(likeness, len(rows), len(others))
    aligned: list[Row] = []
    i = j = 0
    while i < len(rows) or j < len(others):
        if i < len(rows) and j < len(others) and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            aligned.append((rows[i], others[j]))
            i, j = i + 1, j + 1
        elif i < len(rows) and best[i][j] == best[i + 1][j]:
            aligned.append((rows[i], None))
            i += 1
        else:
            aligned.append((None, others[j]))
            j += 1
    return aligned


def best_sums(likeness: list[list[float]], height: int, width: int) -> list[list[float]]:
    """Return the highest total likeness that can be reached from each pair of indexes onwards."""
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in reversed(range(height)):
        for j in reversed(range(width)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    return best


def likenesses(before: list[str], after: list[str]) -> list[list[float]]:
    """Return how alike each pair is: near 0 with no common word, 1 with all words, 2 for the same text."""
    words, other_words = [words_of(text) for text in before], [words_of(text) for text in after]
    return [
        [
            2.0 if text == other else (0.1 + len(mine & theirs)) / (0.1 + max(len(mine), len(theirs)))
            for other, theirs in zip(after, other_words, strict=True)
        ]
        for text, mine in zip(before, words, strict=True)
    ]


def words_of(source: str) -> set[str]:
    """Return the words of an HTML source, attribute values included and tag names left out."""
    return set(re.findall(r"\w+", re.sub(r"</?[a-z][a-z0-9]*", " ", source)))
