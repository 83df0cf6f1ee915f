"""Rights on one page. Only publishers change published pages, and pages above a published one."""

from inss.accounts.models import User

from .models import Page


def may_publish(user: User) -> bool:
    return user.has_perm("pages.publish_page")


def may_edit(user: User, page: Page) -> bool:
    """Return whether the user may edit. Moving a draft above a published page moves that page too."""
    return user.has_perm("pages.change_page") and (may_publish(user) or not page.branch_was_public())


def may_delete(user: User, page: Page) -> bool:
    """Return whether the user may delete the page. A published page must go back to draft first."""
    return user.has_perm("pages.delete_page") and not page.is_live
