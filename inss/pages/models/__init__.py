from .menu import MenuItem
from .page import Page
from .site import SiteSettings

__all__ = ["MenuItem", "Page", "SiteSettings"]
