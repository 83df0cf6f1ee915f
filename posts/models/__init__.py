from .author import Author
from .byline import Byline, people_of, writers_of
from .post import Post, PostQuerySet, in_state
from .post_topic import PostTopic
from .section import Section
from .tag import Tag, TaggedPost

__all__ = [
    "Author",
    "Byline",
    "Post",
    "PostQuerySet",
    "PostTopic",
    "Section",
    "Tag",
    "TaggedPost",
    "in_state",
    "people_of",
    "writers_of",
]
