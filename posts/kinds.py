"""What each kind of section requires before publishing, and which fields its form shows."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TEXT, NUMBERED, JOURNAL, BOOK, DATA = "text", "numbered", "journal", "book", "data"
MAP, MENTION, RECORDING, RELEASE = "map", "mention", "recording", "release"


@dataclass(frozen=True, slots=True)
class Kind:
    """`requires`: what publishing needs. `shows`: form fields in addition to those of every post."""

    label: Promise
    requires: frozenset[str]
    shows: frozenset[str] = frozenset()


def kind(label: Promise, requires: str, shows: str = "") -> Kind:
    return Kind(label, frozenset(requires.split()), frozenset(shows.split()))


KINDS: dict[str, Kind] = {
    TEXT: kind(pgettext_lazy("kind of a section", "text"), "title body bylines primary_topic"),
    NUMBERED: kind(_("numbered series"), "title body bylines primary_topic number", "number"),
    JOURNAL: kind(_("journal"), "title body bylines primary_topic"),
    BOOK: kind(_("book"), "title body bylines primary_topic"),
    DATA: kind(_("data"), "title body primary_topic"),
    MAP: kind(_("map"), "title body primary_topic"),
    MENTION: kind(_("mention in the media"), "title bylines"),
    RECORDING: kind(_("recording"), "title body"),
    RELEASE: kind(_("press release"), "title body"),
}

CHOICES = [(name, kind.label) for name, kind in KINDS.items()]
