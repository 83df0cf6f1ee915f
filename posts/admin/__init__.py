from . import author, post, section, tag

__all__ = ["author", "post", "section", "tag"]
