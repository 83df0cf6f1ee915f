from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostsConfig(AppConfig):
    name = "posts"
    verbose_name = _("posts")

    def ready(self) -> None:
        from inss.audit.snapshots import ManyToMany, register

        from .models import Author, Post, Section, Tag
        from .snapshots import Bylines, Tags, Topics

        register(
            Post,
            relations=[Bylines(), Topics(), Tags()],
            left_out={
                "authors": "the bylines say it, with role and order",
                "post_topics": "the topics say it",
                "tagged": "the tags say it",
            },
            unique_together={"bylines": ("author", "role")},
        )
        register(Author, relations=[ManyToMany(Author, "leads")])
        register(Section)
        register(Tag)
