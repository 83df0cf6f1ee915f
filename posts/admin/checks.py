"""Checks before publishing: first what is required, then advice."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inss.lib.bidi import HEBREW, first_language, has_hebrew
from inss.lib.markup import empty_notes

from ..models import Post
from ..workflow import content_of, missing

# The ids of the fields in which required content is filled in, if not id_<name>.
PEOPLE_ID = "bylines-heading"
FIELDS = {"bylines": PEOPLE_ID, "primary_topic": "id_topics"}


@dataclass(frozen=True, slots=True)
class Check:
    """A finding.

    `level` is "err" if publishing is refused, "warn" for advice; `target` is the id of the field.
    """

    level: str
    target: str
    text: str | Promise


def checks_for(post: Post) -> list[Check]:
    lacks = missing(post.section, content_of(post))
    must = [Check("err", FIELDS.get(field, f"id_{field}"), text) for field, text in lacks.items()]
    return [*must, *advice(post)]


def what_is_missing(post: Post) -> str:
    """What publishing would refuse, in sentences; empty where nothing is missing."""
    lacks = missing(post.section, content_of(post))
    return " ".join([gettext("Before it can be published:"), *lacks.values()]) if lacks else ""


def advice(post: Post) -> Iterator[Check]:
    if is_in_the_other_language(post.title, post.language):
        yield Check("warn", "id_title", _("The title is not in the language of the text."))
    if not post.standfirst.strip():
        yield Check("warn", "id_standfirst", _("There is no standfirst yet."))
    for number in empty_notes(post.body):
        text = gettext("Note %(number)s has no text yet: readers will not see it.") % {"number": number}
        yield Check("warn", f"id_body-note-{number}", text)
    if skips_a_level([heading["level"] for heading in post.headings]):
        yield Check("warn", "id_body", _("A heading skips a level: H2 first, H3 below it, H4 below that."))


def is_in_the_other_language(title: str, language: str) -> bool:
    """Return whether the title is in the other language.

    An English title may contain a Hebrew word, and a Hebrew one may begin with a Latin name.
    """
    return not has_hebrew(title) if language == HEBREW else first_language(title) == HEBREW


def skips_a_level(levels: list[int]) -> bool:
    """Return whether a heading is more than one level below the previous one. The title is level 1."""
    return any(below > above + 1 for above, below in zip([1, *levels], levels, strict=False))
