"""Rich text: sanitise() cleans what comes in, render() makes the public HTML.

The source is what editors edit: a short list of tags; each note at its place in the text, as `<span
class="footnote" data-note="…">`; and `dir` on blocks or words that run against the direction of the text.
This is the only module that marks HTML as safe.
"""

from django.utils.safestring import SafeString, mark_safe

from .blocks import is_block, readable, split_blocks
from .rendering import RENDERER_VERSION, Heading, Rendered, render
from .source import empty_notes, is_costly, plain, sanitise

__all__ = [
    "RENDERER_VERSION",
    "Heading",
    "Rendered",
    "empty_notes",
    "finished",
    "is_block",
    "is_costly",
    "plain",
    "readable",
    "render",
    "sanitise",
    "split_blocks",
]


def finished(html: str) -> SafeString:
    """Mark HTML as safe that render() made and the database stored."""
    return mark_safe(html)
