"""Two editors and a publisher at one post, in any order of edits, saves, choices and steps.

In every order, each saved text is in a revision, nothing is public without being published, and nobody
replaces a text without having seen it. The environment variable INTERLEAVINGS is the number of orders to try.
"""

import os
import re

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inss.audit import snapshots
from inss.audit.models import Revision
from inss.lib.markup import split_blocks
from posts.models import Post
from tests.factories import make_draft, make_editor, make_publisher

from .sending import change, sent_by

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("INTERLEAVINGS", "10"))
WHO = ["ruth", "noa", "publisher"]
BODY = "<p>First paragraph.</p><p>Second paragraph.</p><p>Third paragraph.</p>"
PUBLISHING = {"published", "changed", "scheduled", "restored"}

targets = st.sampled_from(["title", "standfirst", 0, 1, 2])
choices = st.sampled_from(["saved", "typed", "both", ""])
people = st.sampled_from(WHO)
write = st.tuples(st.just("write"), people, targets, choices)
steps = st.one_of(
    write,
    write,
    write,
    st.tuples(st.just("edit"), people, targets),
    st.tuples(st.just("save"), people, choices),
    st.tuples(st.just("publish"), st.just("publisher"), choices),
    st.tuples(st.just("open"), people),
    st.tuples(st.just("take"), people),
    st.tuples(st.just("return"), st.just("publisher"), choices),
)


class Person:
    """Somebody with the form open: what stands in it, and every text they have been shown."""

    def __init__(self, user, post):
        self.user, self.post = user, post
        self.client = Client()
        self.client.force_login(user)
        self.form, self.seen, self.conflict, self.edits = None, set(), None, 0

    def open(self, query=""):
        response = self.client.get(change(self.post) + query)
        if response.context is None or "adminform" not in response.context:
            self.form = None  # it may only be read
            return
        self.form, self.conflict = sent_by(self.client, change(self.post) + query), None
        self.see(snapshot(self.post))
        self.see({"title": self.form["title"], "body": self.form["body"]})

    def see(self, content):
        self.seen |= set(units(content))

    def edit(self, target):
        if not self.form:
            return
        self.edits += 1
        text = f"Edit {self.edits} of {self.user.username}"
        if isinstance(target, str):
            self.form[target] = text
        else:
            blocks = split_blocks(self.form["body"])
            if target < len(blocks):
                blocks[target] = f"<p>{text}</p>"
                self.form["body"] = "".join(blocks)

    def send(self, button, choice):
        """Press a button; answer the open pieces, if there are any, with this choice."""
        if not self.form:
            return
        pieces = self.conflict.open if self.conflict else []
        answers = {piece.name: choice if choice != "both" or piece.has_both else "saved" for piece in pieces}
        response = self.client.post(change(self.post), self.form | answers | {button: ""})
        if response.status_code == 302:
            self.see(snapshot(self.post))  # what was joined is said, and the form is loaded again
            self.open()
        elif response.status_code == 200:
            self.read_refusal(response)
        else:
            self.form = None

    def read_refusal(self, response):
        form = response.context["adminform"].form
        self.conflict = form.conflict
        if self.conflict is None:
            return
        self.see(snapshot(self.post))
        if not self.conflict.open:  # shown with what others changed
            self.form |= {name: form[name].value() for name in ("title", "standfirst", "body", "version")}


def snapshot(post):
    row = Post.objects.get(pk=post.pk)
    return snapshots.type_of(row).read(row)


def units(content):
    """The texts of a post that somebody could lose: each field, and each paragraph."""
    for name in ("title", "standfirst"):
        if content.get(name):
            yield name, content[name]
    for block in split_blocks(content.get("body", "")):
        yield "paragraph", re.sub(r"\s+$", "", block)


@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each order takes a second: to find the shortest takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(order=st.lists(steps, min_size=10, max_size=20))
def test_no_order_of_saves_loses_publishes_or_replaces_a_text_unseen(order):
    post = make_draft(title="Start", standfirst="Start", body=BODY)
    cast = {
        "ruth": Person(make_editor(), post),
        "noa": Person(make_editor(), post),
        "publisher": Person(make_publisher(), post),
    }
    for person in cast.values():
        person.open()
    for step, who, *more in order:
        before = snapshot(post)
        seen, sent = set(cast[who].seen), dict(cast[who].form or {})
        act(cast[who], step, *more)
        check(post, cast[who].user, before, seen, sent)


def act(person, step, *more):
    match step, more:
        case "open", _:
            person.open()
        case "edit", [target]:
            person.edit(target)
        case "write", [target, choice]:
            person.edit(target)
            person.send("_continue", choice)
        case "take", _:
            revision = Revision.objects.of(person.post).saved().order_by("pk").first()
            if revision and person.form:
                person.open(f"?take={revision.pk}")
        case button, [choice]:
            person.send({"save": "_continue", "publish": "_publish", "return": "_return"}[button], choice)


def check(post, user, before, seen, sent):
    row = Post.objects.get(pk=post.pk)
    after, last = snapshot(post), Revision.objects.at_version(row, row.version)
    if after == before:
        return
    assert last is not None and last.snapshot == after, "a saved text is in no revision"
    assert last.by == user
    lost = set(units(before)) - set(units(after)) - seen
    assert not lost, "a text was replaced by somebody who had not seen it"
    if row.is_live:
        assert last.action in PUBLISHING, "a text is public that nobody published"
        assert user.has_perm("posts.publish_post")
        shown = seen | set(units(sent))
        assert set(units(after)) <= shown, "a text is public that whoever published it had not seen"
