"""Find a post by a URL that somebody copied."""

import re
from urllib.parse import unquote, urlsplit

from inss.lib.bidi import ENGLISH, HEBREW

from ..models import Post, PostQuerySet

PUBLIC = re.compile(r"/(?P<hebrew>he/)?publication/(?P<slug>[a-z0-9-]+)/?")
AT_THE_DESK = re.compile(r"/admin/posts/post/(?P<pk>[0-9]{1,18})/.*")


def find_post(address: str, posts: PostQuerySet) -> Post | None:
    """Return the post at a public URL or at that of its form, or None.

    The URL may lack its scheme and host.
    """
    if "/" not in address or len(address) > 500:
        return None
    if "://" not in address:
        address = address[address.index("/") :]
    try:
        path = unquote(urlsplit(address.strip()).path)
    except ValueError:  # an unbalanced bracket in place of a host
        return None
    if found := PUBLIC.fullmatch(path):
        language = HEBREW if found["hebrew"] else ENGLISH
        return posts.in_language(language).filter(slug=found["slug"]).first()
    if found := AT_THE_DESK.fullmatch(path):
        return posts.filter(pk=found["pk"]).first()
    return None
