"""Rights on one post. An own post is one created by the user, or signed by the author linked to the user.

Contributors edit own drafts until they hand them in, can take them back until somebody else changes them, and
see no other drafts. Editors edit everything that is not public. Only publishers change what readers see:
publishing, withdrawing, and saving a public post.
"""

from inss.accounts.models import User

from .models import Post


def is_own(user: User, post: Post) -> bool:
    if post.pk is None:
        return post.created_by_id == user.pk
    return Post.objects.own(user).filter(pk=post.pk).exists()


def may_see(user: User, post: Post) -> bool:
    """Return whether the user may see the post at the desk, preview included."""
    return Post.objects.visible_to(user).filter(pk=post.pk).exists()


def may_edit(user: User, post: Post) -> bool:
    if not user.has_perm("posts.change_post"):
        return False
    if post.status in {Post.Status.PUBLISHED, Post.Status.WITHDRAWN}:
        return user.has_perm("posts.publish_post")
    if user.has_perm("posts.edit_any_post"):
        return True
    return post.status == Post.Status.DRAFT and is_own(user, post)


def may_take_back(user: User, post: Post) -> bool:
    """Return whether the user handed in this own post and nobody else has changed it since."""
    is_untouched = post.status == Post.Status.REVIEW and post.updated_by_id == user.pk
    return user.has_perm("posts.change_post") and is_untouched and is_own(user, post)


def may_edit_any(user: User, post: Post) -> bool:
    return user.has_perm("posts.edit_any_post")


def may_publish(user: User, post: Post | None = None) -> bool:
    return user.has_perm("posts.publish_post")


def may_return(user: User, post: Post) -> bool:
    """Return whether the user may return the post to its contributor."""
    return may_publish(user) if post.is_scheduled else may_edit_any(user, post)


def may_delete(user: User, post: Post) -> bool:
    """Return whether the user may delete it.

    Drafts only: withdraw a public post, return a scheduled one first.
    """
    if post.was_public or post.is_scheduled:
        return False
    return user.has_perm("posts.delete_post") and may_edit(user, post)
