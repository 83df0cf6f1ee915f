"""Rich text. sanitise() guards the way in, render() makes the public HTML on the way out.

The source is what editors edit: a short list of tags, each note where it belongs in the text, as
`<span class="footnote" data-note="…">`, and `dir` where a block or some words run against the text.
This is the one module that calls HTML safe.
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
    """Marks what render() made, and the database kept, as safe to print."""
    return mark_safe(html)
