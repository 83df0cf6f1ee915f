from . import menu, page, site

__all__ = ["menu", "page", "site"]
