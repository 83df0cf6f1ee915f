from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inss.lib.models import Timestamped
from topics.models import Topic


class PostTopic(Timestamped):
    """A topic of a post, in the order chosen. The first topic that is not a project is the primary one."""

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="post_topics")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="post_topics")
    position = models.PositiveIntegerField(default=0)
    is_primary = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("topic of a post")
        verbose_name_plural = _("topics of posts")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(name="post_has_a_topic_once", fields=["post", "topic"]),
            models.UniqueConstraint(
                name="post_has_one_primary_topic", fields=["post"], condition=Q(is_primary=True)
            ),
        ]
        indexes = [models.Index(name="posts_of_a_topic", fields=["topic", "post"])]

    def __str__(self) -> str:
        return str(self.topic)
