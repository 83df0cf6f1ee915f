"""The workflow functions of every kind of row. Each is one transaction and records one revision."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from inss.lib.models import TreeNode, Versioned
from inss.lib.trees import insert_node, lock_tree

from . import snapshots
from .models import MAX_TITLE_LENGTH, Action, Revision
from .snapshots import Snapshot


@transaction.atomic
def save(
    row: Any,
    *,
    by: Any,
    action: str = Action.SAVED,
    note: str = "",
    relations: Snapshot | None = None,
    always: bool = False,
) -> Revision | None:
    """Save the row with its `relations` once, one version up, and record it. Return None if nothing changed.

    Relations that are not given stay as they are. With `always`, a row without a change is recorded too.
    Raise StaleVersion if the row is older than the one in the database.
    """
    is_new = row._state.adding
    require(row, "change" if row.pk else "add", by)
    kind, current = snapshots.type_of(row), None if is_new else row.lock()
    row.normalise()
    before = kind.read(current) if current else kind.read_relations(row)
    after = before | kind.read_fields(row) | (relations or {})
    if after == before and not always:
        return None
    if current:
        record_unrecorded(current, before)
        row.version = current.version + 1
    if hasattr(row, "updated_by_id"):
        row.updated_by = by
        if is_new and row.created_by_id is None:
            row.created_by = by
    row.save()
    kind.write_relations(row, {name: after[name] for name in kind.relations if after[name] != before[name]})
    if is_new and action == Action.SAVED:
        action = Action.CREATED
    return record(row, after, by=by, action=action, note=note)


@transaction.atomic
def delete(row: Any, *, by: Any) -> None:
    """Delete the row. Its revisions are kept."""
    require(row, "delete", by)
    current = row.lock()
    snapshot = snapshots.type_of(row).read(current)
    record_unrecorded(current, snapshot)
    record(current, snapshot, by=by, action=Action.DELETED, version=current.version + 1)
    row.delete()


@transaction.atomic
def bring_back(row: Any, revision: Revision, *, by: Any) -> None:
    """Save `row`, made from the revision of its deletion, under its former id; its history goes on."""
    require(row, "add", by)
    row.pk, row.version = revision.object_id, (revision.version or 0) + 1
    kind = snapshots.type_of(row)
    row.save(force_insert=True)
    relations = kind.without_missing(kind.upgraded(revision.snapshot, revision.format))
    kind.write_relations(row, relations)
    record(row, kind.read(row), by=by, action=Action.BROUGHT_BACK)


@transaction.atomic
def move(node: TreeNode, relative_to: TreeNode, placement: str, *, by: Any) -> None:
    """Move the node beside or into another one. Raise ValidationError if the tree does not allow it."""
    lock_tree(type(node))
    node.refresh_from_db()
    relative_to.refresh_from_db()
    insert_node(node, relative_to, placement)
    node.full_clean()
    save(node, by=by, action=Action.MOVED, always=True)


def require(row: models.Model, right: str, by: Any) -> None:
    """Raise PermissionDenied if the user lacks this permission on the model. `by=None` is the site itself."""
    meta = row._meta
    if by is not None and not by.has_perm(f"{meta.app_label}.{right}_{meta.model_name}"):
        raise PermissionDenied


def record_unrecorded(row: Versioned, snapshot: Snapshot) -> None:
    """Record the row's present content if no revision has it, before it is replaced."""
    if Revision.objects.at_version(row, row.version) is None:
        record(row, snapshot, by=getattr(row, "updated_by", None), action=Action.EARLIER)


def record(
    row: Any, snapshot: Snapshot, *, by: Any, action: str, note: str = "", version: int | None = None
) -> Revision:
    return make_revision(row, snapshot, by=by, action=action, note=note, version=version or row.version)


def keep_unsaved(row: models.Model, snapshot: Snapshot, *, by: Any) -> None:
    """Keep a text that was not saved, so that it is not lost. The same text is kept only once."""
    last = Revision.objects.of(row).filter(version=None, by=by).newest_first().first()
    if last is None or last.snapshot != snapshot:
        make_revision(row, snapshot, by=by, action=Action.NOT_SAVED, version=None)


def make_revision(row: Any, snapshot: Snapshot, **values: Any) -> Revision:
    return Revision.objects.create(
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        title=str(row)[:MAX_TITLE_LENGTH],
        format=snapshots.type_of(row).format,
        snapshot=snapshot,
        **values,
    )
