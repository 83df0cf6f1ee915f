"""Text typed into a form that can no longer be saved, to be read and copied."""

from dataclasses import dataclass

from django.http import QueryDict
from django.template.defaultfilters import linebreaksbr
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inss.lib.bidi import ENGLISH, LANGUAGES, direction
from inss.lib.markup import finished, is_costly, render, sanitise

from ..models import Post


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """One typed text, as HTML sanitised as for readers."""

    label: str | Promise
    html: SafeString
    language: str

    @property
    def direction(self) -> str:
        return direction(self.language)


def unsaved_text(data: QueryDict, post: Post | None = None) -> list[UnsavedText]:
    """Return title, standfirst and body if they are not empty and differ from `post`."""
    language = data.get("language", post.language if post else ENGLISH)
    if language not in LANGUAGES:
        language = ENGLISH
    texts = [
        (capfirst(_("title")), changed_text(data, post, "title")),
        (capfirst(_("standfirst")), changed_text(data, post, "standfirst")),
    ]
    typed = [UnsavedText(label, linebreaksbr(text), language) for label, text in texts if text]
    if body := body_of(data, post, language):
        typed.append(UnsavedText(capfirst(_("text")), body, language))
    return typed


def changed_text(data: QueryDict, post: Post | None, name: str) -> str:
    text = data.get(name, "").replace("\r\n", "\n").strip()
    return "" if post and text == getattr(post, name).strip() else text


def body_of(data: QueryDict, post: Post | None, language: str) -> SafeString | None:
    """Return the body as readers would see it, or its source if sanitising would take too long."""
    source = data.get("body", "")
    if is_costly(source):
        return linebreaksbr(source)
    body = sanitise(source)
    if not body or (post and body == post.body):
        return None
    return finished(render(body, language=language).html)
