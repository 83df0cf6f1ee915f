from .author import Author
from .post import Byline, Post, PostTopic
from .section import Section
from .tag import Tag, TaggedPost

__all__ = ["Author", "Byline", "Post", "PostTopic", "Section", "Tag", "TaggedPost"]
