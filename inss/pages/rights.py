"""Who may do what with one page. What readers see, and what stands above it, is the publisher's."""

from inss.accounts.models import User

from .models import Page


def may_publish(user: User) -> bool:
    return user.has_perm("pages.publish_page")


def may_edit(user: User, page: Page) -> bool:
    """A draft above a published page is the publisher's too: to move it is to move what readers see."""
    return user.has_perm("pages.change_page") and (may_publish(user) or not page.branch_was_public())


def may_delete(user: User, page: Page) -> bool:
    """What readers see is first taken back to draft."""
    return user.has_perm("pages.delete_page") and not page.is_live
