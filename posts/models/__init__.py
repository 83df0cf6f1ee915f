from .author import Author
from .post import Byline, Post, PostTopic, people_of, writers_of
from .section import Section
from .tag import Tag, TaggedPost

__all__ = [
    "Author",
    "Byline",
    "Post",
    "PostTopic",
    "Section",
    "Tag",
    "TaggedPost",
    "people_of",
    "writers_of",
]
