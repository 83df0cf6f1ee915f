"""Describe a conflict for the form: both texts side by side, and what was joined automatically."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from inss.lib.differences import Piece, as_html, compare, compare_blocks, mark
from inss.lib.markup import readable
from inss.lib.merging import Merge, Part

from . import snapshots
from .models import Revision
from .snapshots import SnapshotType


@dataclass(frozen=True, slots=True)
class OpenPiece:
    """A piece that both changed.

    `saved` and `typed` have their different words marked; `own` can be edited.
    """

    name: str
    label: str
    chosen: str
    saved: SafeString
    typed: SafeString
    base: str
    has_both: bool
    own: str | None


@dataclass(frozen=True, slots=True)
class JoinedPiece:
    """A piece that only one of the two changed."""

    label: str
    is_mine: bool
    html: SafeString


@dataclass(frozen=True, slots=True)
class Conflict:
    """All pieces of a conflict. `saved_since` are the revisions since the form was opened, newest first."""

    saved_since: list[Revision]
    open: list[OpenPiece]
    joined: list[JoinedPiece]


def describe_conflict(form: Any, current: Any, opened: int, found: Merge, still_open: list[Part]) -> Conflict:
    """Describe the conflict. While any piece is open, list the pieces already chosen too."""
    kind = snapshots.type_of(current)
    open_parts = found.open if still_open else []
    return Conflict(
        list(Revision.objects.since(current, opened)),
        [open_piece(kind, part, form.data) for part in open_parts],
        [joined_piece(kind, part) for part in found.joined],
    )


def open_piece(kind: SnapshotType, part: Part, data: Any) -> OpenPiece:
    saved, typed = describe_value(kind, part, part.saved), describe_value(kind, part, part.typed)
    pieces = compare(saved, typed)
    name = f"merge-{part.key}"
    is_plain = part.paragraph is None and isinstance(part.typed, str) and kind.is_text(part.field)
    return OpenPiece(
        name=name,
        label=label(kind, part),
        chosen=data.get(name, ""),
        saved=mark(pieces, "gone"),
        typed=mark(pieces, "new"),
        base=describe_value(kind, part, part.base) if part.has_base else "",
        has_both=part.both is not None,
        own=data.get(f"{name}-own", typed) if is_plain else None,
    )


def joined_piece(kind: SnapshotType, part: Part) -> JoinedPiece:
    is_mine = part.side == "typed"
    before, after = (part.saved, part.typed) if is_mine else (part.typed, part.saved)
    return JoinedPiece(label(kind, part), is_mine, as_html(difference(kind, part, before, after)))


def difference(kind: SnapshotType, part: Part, before: Any, after: Any) -> list[Piece]:
    if part.paragraph is None:
        return compare(describe_value(kind, part, before), describe_value(kind, part, after))
    return compare_blocks(before, after)


def describe_value(kind: SnapshotType, part: Part, value: Any) -> str:
    return readable(value or "") if part.paragraph is not None else kind.describe(part.field, value)


def label(kind: SnapshotType, part: Part) -> str:
    name = capfirst(kind.label(part.field))
    if part.paragraph is None:
        return name
    return _("%(field)s, paragraph %(number)s") % {"field": name, "number": part.paragraph}
