"""The functions that change a page. Each is one transaction, checks the right and records one revision."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from inss.accounts.models import User
from inss.audit import workflow as audit
from inss.audit.models import Action
from inss.lib.markup import plain

from .models import Page
from .rights import may_delete, may_edit, may_publish

Status = Page.Status


@transaction.atomic
def save(page: Page, *, by: User) -> None:
    """Save a new or existing page in its present state. A published page stays published."""
    current = lock(page)
    require(page.pk is None or may_edit(by, current))
    page.status = current.status
    action = Action.CHANGED if current.is_live else Action.SAVED
    write(page, action, by=by)


@transaction.atomic
def publish(page: Page, *, by: User) -> None:
    """Publish the page. Raise ValidationError if it has no text."""
    lock(page)
    require(may_publish(by))
    page.status = Status.PUBLISHED
    write(page, Action.PUBLISHED, by=by)


@transaction.atomic
def unpublish(page: Page, *, by: User) -> None:
    """Take the page off the site, back to draft."""
    lock(page)
    require(may_publish(by))
    page.status = Status.DRAFT
    write(page, Action.UNPUBLISHED, by=by)


@transaction.atomic
def delete(page: Page, *, by: User) -> None:
    """Delete a page that is not published."""
    require(may_delete(by, lock(page)))
    audit.delete(page, by=by)


def lock(page: Page) -> Page:
    """Lock the page's current row and return it; for a new page, return an unsaved draft.

    Raise StaleVersion if it was saved since.
    """
    return page.lock() if page.pk else Page(language=page.language)


def write(page: Page, action: Action, *, by: User) -> None:
    if page.status == Status.PUBLISHED and not plain(page.body):
        raise ValidationError({"body": _("The text is empty.")})
    audit.save(page, by=by, action=action)


def require(right: bool) -> None:
    if not right:
        raise PermissionDenied
