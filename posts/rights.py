"""Who may do what with one post. Own = made by me, or signed by the author I am.

A contributor edits own drafts until they are handed in, takes them back until somebody has taken them on, and
sees no other draft. An editor edits everything that is not published. What readers see is the publisher's:
moving to or from published or withdrawn, and saving it.
"""

from inss.accounts.models import User

from .models import Post


def is_own(user: User, post: Post) -> bool:
    if post.pk is None:
        return post.created_by_id == user.pk
    return Post.objects.own(user).filter(pk=post.pk).exists()


def may_see(user: User, post: Post) -> bool:
    """At the desk, preview included."""
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
    """An own post handed in, as long as nobody else has done anything with it since."""
    is_untouched = post.status == Post.Status.REVIEW and post.updated_by_id == user.pk
    return user.has_perm("posts.change_post") and is_untouched and is_own(user, post)


def may_edit_any(user: User, post: Post) -> bool:
    return user.has_perm("posts.edit_any_post")


def may_publish(user: User, post: Post | None = None) -> bool:
    return user.has_perm("posts.publish_post")


def may_return(user: User, post: Post) -> bool:
    """Give it back to its contributor."""
    return may_publish(user) if post.is_scheduled else may_edit_any(user, post)


def may_delete(user: User, post: Post) -> bool:
    """Drafts only: what was public is withdrawn, what is scheduled goes back to draft first."""
    if post.was_public or post.is_scheduled:
        return False
    return user.has_perm("posts.delete_post") and may_edit(user, post)
