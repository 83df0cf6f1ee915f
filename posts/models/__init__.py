from .author import Author
from .byline import Byline, people_of, writers_of
from .post import Post, PostQuerySet
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
    "people_of",
    "writers_of",
]
