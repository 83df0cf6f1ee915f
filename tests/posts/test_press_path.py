"""The code that one press of “Publish” runs through: its files, and the moves between them."""

import sys
from pathlib import Path

import pytest

from posts.models import Post
from tests.factories import make_draft, make_publisher, make_tag

from .sending import change, sent_by

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
OURS = ("inss", "posts", "topics")
MOST_FILES, MOST_MOVES = 29, 145  # what a press takes today; less is better


class Trace:
    """Notes the file of each function of the project that is called; templates are no code."""

    def __init__(self):
        self.files = []

    def __call__(self, frame, event, argument):
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in OURS:
            self.files.append(str(path.relative_to(ROOT)))

    @property
    def moves(self):
        return sum(before != after for before, after in zip(self.files, self.files[1:], strict=False))


def test_a_press_of_publish_enters_few_files(client, record_property):
    post = make_draft(tags=[make_tag()])
    client.force_login(make_publisher())
    data = sent_by(client, change(post)) | {"title": "New", "_publish": ""}
    trace = Trace()

    sys.setprofile(trace)
    try:
        client.post(change(post), data)
    finally:
        sys.setprofile(None)

    assert Post.objects.get().is_live
    record_property("files", len(set(trace.files)))
    record_property("moves", trace.moves)
    assert len(set(trace.files)) <= MOST_FILES
    assert trace.moves <= MOST_MOVES
