"""Signals that report facts. A receiver is one line that enqueues a task."""

from django.dispatch import Signal

post_published = Signal()  # post, by: published now, or scheduled for post.published_at
post_changed = Signal()  # post, by: a live post was saved
post_withdrawn = Signal()  # post, by
