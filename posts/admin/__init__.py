from . import author, section, tag

__all__ = ["author", "section", "tag"]
