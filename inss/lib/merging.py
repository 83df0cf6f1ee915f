"""Merge what two people changed in the same row. What both changed stays open until somebody chooses.

A snapshot is the content of a row as JSON: {field name: value}. A list is one ordered value; if its order has
no meaning, sort it first. A rich text is a sanitised source.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from .alignment import align
from .markup import is_block, sanitise, split_blocks

type Value = Any  # any JSON value
type Snapshot = Mapping[str, Value]
type Side = Literal["saved", "typed"]


@dataclass(frozen=True, slots=True)
class Own:
    """An answer to a part that is neither the saved nor the typed value; for a rich text, its source."""

    value: Value


type Answer = Side | Literal["both"] | Own


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a field, with its value in each of the three snapshots.

    A rich text has a part for each paragraph and for each gap between two; a missing paragraph is "". Every
    other field is one part.
    """

    field: str
    paragraph: int | None  # its number in the typed text, from 1; if missing there, that of the next one
    base: Value
    saved: Value
    typed: Value
    has_base: bool = True
    both: Value = None  # the saved value, then the typed one; None if they cannot be combined
    key: str = ""  # identifies the part in the answers; it changes as soon as any of the three texts changes

    @property
    def side(self) -> Side | None:
        """Return whose value is used: that of the only one who changed it, or both. None means it is open."""
        if self.saved == self.typed:
            return "typed"
        if not self.has_base:
            return None
        if self.saved == self.base:
            return "typed"
        return "saved" if self.typed == self.base else None

    @property
    def is_joined(self) -> bool:
        """Return whether it was merged without asking: one side changed it, the other kept the base."""
        return self.side is not None and self.saved != self.typed

    def value_of(self, side: Side) -> Value:
        return self.saved if side == "saved" else self.typed


@dataclass(frozen=True, slots=True)
class Merge:
    """The parts of each field in order, unchanged ones included."""

    parts: dict[str, list[Part]]
    rich_text: Collection[str]

    @property
    def open(self) -> list[Part]:
        """Return the parts that both changed differently."""
        return [part for parts in self.parts.values() for part in parts if part.side is None]

    @property
    def joined(self) -> list[Part]:
        """Return the parts that only one of the two changed."""
        return [part for parts in self.parts.values() for part in parts if part.is_joined]

    @property
    def merged(self) -> dict[str, Value]:
        """Return the fields without an open part."""
        return {
            field: self.assemble(field, [part.value_of(part.side) for part in parts if part.side])
            for field, parts in self.parts.items()
            if all(part.side for part in parts)
        }

    def assemble(self, field: str, values: Sequence[Value]) -> Value:
        """Return the value of a field, put together from the values of its parts."""
        return sanitise("".join(values)) if field in self.rich_text else values[0]


def merge(
    base: Snapshot | None,
    saved: Snapshot,
    typed: Snapshot,
    *,
    rich_text: Collection[str],
    unique_together: Mapping[str, Sequence[str]] | None = None,
) -> Merge:
    """Merge what two people changed in `base`. If it is None or lacks a field, every difference is open.

    `unique_together` names the fields that identify a row of a list, as {"bylines": ("author", "role")}.
    """
    if saved.keys() != typed.keys():
        raise ValueError(f"Fields of only one snapshot: {sorted(saved.keys() ^ typed.keys())}")
    known = base or {}
    parts: dict[str, list[Part]] = {}
    for field in typed:
        whole = Part(field, None, known.get(field), saved[field], typed[field], has_base=field in known)
        if field in rich_text:
            parts[field] = with_keys(divide(whole))
        else:
            both = both_lists(whole, (unique_together or {}).get(field, ()))
            parts[field] = with_keys([replace(whole, both=both)])
    return Merge(parts, rich_text)


def apply(merge: Merge, answers: Mapping[str, Answer]) -> dict[str, Value] | list[Part]:
    """Return all fields with the answers applied, or the parts that are still open if there are any.

    `answers` are keyed by `Part.key`. An answer to a part that was merged without asking replaces its value.
    """
    still_open = [part for part in merge.open if not is_answer(part, answers.get(part.key))]
    if still_open:
        return still_open
    return {
        field: merge.assemble(field, [chosen(part, answers.get(part.key), merge.rich_text) for part in parts])
        for field, parts in merge.parts.items()
    }


def is_answer(part: Part, answer: object) -> bool:
    if answer == "both":
        return part.both is not None
    return answer in ("saved", "typed") or isinstance(answer, Own)


def chosen(part: Part, answer: Answer | None, rich_text: Collection[str]) -> Value:
    """Return the answer's value, or without an answer the value of the side that is used."""
    match answer if is_answer(part, answer) else part.side:
        case Own(value):
            return as_blocks(value) if part.field in rich_text else value
        case "both":
            return part.both
        case "saved":
            return part.saved
        case _:
            return part.typed


def as_blocks(source: str) -> str:
    """Return the source with loose text put into paragraphs, so that it does not join the text next to it."""
    blocks = split_blocks(sanitise(source))
    return "".join(block if is_block(block) else f"<p>{block}</p>" for block in blocks)


def both_lists(part: Part, unique_together: Sequence[str]) -> list[Value] | None:
    """Return the saved list, then the rows only the typed one has; None if a row of both lists differs."""
    if not isinstance(part.saved, list) or not isinstance(part.typed, list):
        return None
    rest = [row for row in part.typed if row not in part.saved]
    if unique_together:
        keys = [[row[name] for name in unique_together] for row in part.saved]
        if any([row[name] for name in unique_together] in keys for row in rest):
            return None
    return part.saved + rest


def divide(whole: Part) -> list[Part]:
    """Split a rich text into its parts. Return it whole if it has text outside any block."""
    base = whole.base if whole.has_base else whole.saved
    texts = [split_blocks(text) for text in (base, whole.saved, whole.typed)]
    if whole.side is None:
        if not all(is_block(block) for blocks in texts for block in blocks):
            return [whole]
        texts = [[block.strip() for block in blocks] for blocks in texts]
    base_blocks = texts[0]
    places = zip(*(slots_of(base_blocks, blocks) for blocks in texts), strict=True)
    parts: list[Part] = []
    paragraph = 1
    for before, saved, typed in places:
        if before or saved or typed:
            parts.append(
                replace(
                    whole,
                    paragraph=paragraph,
                    base="".join(before) if whole.has_base else None,
                    saved="".join(saved),
                    typed="".join(typed),
                    both="".join([*saved, *(block for block in typed if block not in saved)]),
                )
            )
        paragraph += len(typed)
    return parts


def slots_of(base: list[str], text: list[str]) -> list[list[str]]:
    """What `text` has at each place of `base`: before its first block, for its first block, behind it …"""
    places: list[list[str]] = [[] for _ in range(2 * len(base) + 1)]
    place = 0
    for row, other in align(base, text):
        place = place + place % 2 if row is None else 2 * row + 1
        if other is not None:
            places[place].append(text[other])
    return places


def with_keys(parts: Iterable[Part]) -> list[Part]:
    """Give each part its key. Equal parts of a field are told apart by a number."""
    keyed: list[Part] = []
    seen: Counter[str] = Counter()
    for part in parts:
        texts = json.dumps([part.base, part.saved, part.typed, part.has_base], sort_keys=True)
        digest = hashlib.sha256(texts.encode()).hexdigest()[:16]
        seen[digest] += 1
        keyed.append(replace(part, key=f"{part.field}-{digest}-{seen[digest]}"))
    return keyed
