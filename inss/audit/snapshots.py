"""A row as JSON and back. Each app registers its models:

register(Author, relations=[ManyToMany(Author, "leads")])

A snapshot is a flat dict {name: value}: every field of the row but those left out by name, and its relations.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext

from inss.lib.dates import moment
from inss.lib.models import HasPath, Owned, Prose, TreeNode, Versioned

from .models import Revision

type Snapshot = dict[str, Any]

# Fields that are in no snapshot, with the reason.
LEFT_OUT: dict[type, dict[str, str]] = {
    models.Model: {"id": "the revision names it"},
    Versioned: {
        "version": "the revision has it",
        "created_at": "kept by the database",
        "updated_at": "kept by the database",
    },
    Owned: {"created_by": "never changes", "updated_by": "the revision has it"},
    Prose: dict.fromkeys(Prose.FINISHED, "made from the source"),
    TreeNode: {"position": "an order among siblings: a move of one numbers the others anew"},
    HasPath: {"path": "made from the slugs"},
}


class Relation:
    """Rows related to a row: `read` returns them as JSON, `write` saves them, `describe` describes them."""

    name: str
    label: Any  # in the active language

    def read(self, row: Any) -> list[Any]:
        raise NotImplementedError

    def write(self, row: Any, value: list[Any]) -> None:
        raise NotImplementedError

    def without_missing(self, value: list[Any]) -> list[Any]:
        """Return `value` without references to rows that no longer exist."""
        raise NotImplementedError

    def describe(self, value: list[Any]) -> str:
        raise NotImplementedError

    def rows(self, value: list[Any]) -> list[Any]:
        """Return the value as the cleaned data of a form."""
        raise NotImplementedError


class ManyToMany(Relation):
    """The ids of a plain many-to-many relation, in ascending order."""

    def __init__(self, model: type[models.Model], name: str) -> None:
        field: Any = model._meta.get_field(name)
        self.name, self.label, self.model = name, field.verbose_name, field.related_model

    def read(self, row: Any) -> list[int]:
        return sorted(getattr(row, self.name).values_list("pk", flat=True))

    def write(self, row: Any, value: list[int]) -> None:
        getattr(row, self.name).set(value)

    def without_missing(self, value: list[int]) -> list[int]:
        return existing(self.model, value)

    def describe(self, value: list[int]) -> str:
        return describe_rows(self.model, value)

    def rows(self, value: list[int]) -> list[Any]:
        return rows_in_order(self.model, value)


class SnapshotType:
    """How rows of one model are converted to snapshots.

    `left_out`: further fields and relations that are in no snapshot, with the reason. `unique_together`: the
    fields that identify a row of a relation. `format`: the version of the snapshots written now;
    `upgrade(snapshot, format)` converts an older one.
    """

    def __init__(
        self,
        model: type[models.Model],
        *,
        relations: Iterable[Relation] = (),
        left_out: Mapping[str, str] | None = None,
        unique_together: Mapping[str, Sequence[str]] | None = None,
        format: int = 1,
        upgrade: Callable[[Snapshot, int], Snapshot] | None = None,
    ) -> None:
        self.relations = {relation.name: relation for relation in relations}
        self.left_out = {
            name: why
            for base, names in LEFT_OUT.items()
            if issubclass(model, base)
            for name, why in names.items()
        } | dict(left_out or {})
        self.fields = [field for field in model._meta.concrete_fields if field.name not in self.left_out]
        self.unique_together = unique_together or {}
        self.format, self.upgrade = format, upgrade

    def read(self, row: models.Model) -> Snapshot:
        """Return the whole row as it is in the database. One query for each relation."""
        return self.read_fields(row) | self.read_relations(row)

    def read_relations(self, row: models.Model) -> Snapshot:
        """Return the relations of the row; none of an unsaved row."""
        return {name: each.read(row) if row.pk else [] for name, each in self.relations.items()}

    def read_fields(self, row: models.Model) -> Snapshot:
        return {field.name: to_json(getattr(row, field.attname)) for field in self.fields}

    def apply_fields(self, row: models.Model, snapshot: Snapshot) -> None:
        """Set the fields of the row. Fields that the snapshot lacks keep their values."""
        for field in self.fields:
            if field.name in snapshot:
                setattr(row, field.attname, field.to_python(snapshot[field.name]))

    def write_relations(self, row: models.Model, snapshot: Snapshot) -> None:
        for name in self.relations.keys() & snapshot.keys():
            self.relations[name].write(row, snapshot[name])

    def names(self) -> list[str]:
        return [*(field.name for field in self.fields), *self.relations]

    def is_text(self, name: str) -> bool:
        """Return whether the field holds typed text, and not a choice."""
        field = next((field for field in self.fields if field.name == name), None)
        return isinstance(field, models.CharField | models.TextField) and not field.choices

    def editable_names(self) -> list[str]:
        """Without the fields that only verbs set, such as a state."""
        return [*(field.name for field in self.fields if field.editable), *self.relations]

    def label(self, name: str) -> str:
        if relation := self.relations.get(name):
            return capfirst(str(relation.label))
        field: Any = next(field for field in self.fields if field.name == name)
        return capfirst(str(field.verbose_name))

    def describe(self, name: str, value: Any) -> str:
        """Describe a value of a snapshot in the active language."""
        if value is None:
            return ""
        if relation := self.relations.get(name):
            return relation.describe(value)
        field: Any = next(field for field in self.fields if field.name == name)
        if field.related_model:
            return describe_rows(field.related_model, [value])
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, models.BooleanField):
            return gettext("yes") if value else gettext("no")
        if isinstance(field, models.DateTimeField):
            return moment(field.to_python(value))
        return str(value)

    def upgraded(self, snapshot: Snapshot, format: int) -> Snapshot:
        if format == self.format or self.upgrade is None:
            return snapshot
        return self.upgrade(snapshot, format)

    def missing(self, snapshot: Snapshot) -> dict[str, str]:
        """What refers to rows that no longer exist, in words, by the label of its field."""
        found = self.without_missing(snapshot)
        return {
            self.label(name): self.describe(name, without(snapshot[name], found.get(name)))
            for name in self.names()
            if name in snapshot and found.get(name) != snapshot[name]
        }

    def without_missing(self, snapshot: Snapshot) -> Snapshot:
        """Return the snapshot without references to rows that no longer exist."""
        found = dict(snapshot)
        for field in self.fields:
            target = field.related_model
            if target and not existing(target, [snapshot.get(field.name)]):
                found.pop(field.name, None)
        for name in self.relations.keys() & snapshot.keys():
            found[name] = self.relations[name].without_missing(snapshot[name])
        return found


types: dict[type[models.Model], SnapshotType] = {}


def register(model: type[models.Model], **options: Any) -> None:
    types[model] = SnapshotType(model, **options)


def type_of(row: models.Model) -> SnapshotType:
    return types[type(row)]


def row_of(revision: Any) -> Any:
    """Return an unsaved row made from a revision, without references to rows that no longer exist."""
    kind, row = types[revision.model], revision.model(pk=revision.object_id)
    kind.apply_fields(row, kind.without_missing(kind.upgraded(revision.snapshot, revision.format)))
    return row


def values_of(revision: Any) -> Snapshot:
    """Return the revision's values for a form, without references to rows that no longer exist."""
    kind = types[revision.model]
    found = kind.without_missing(kind.upgraded(revision.snapshot, revision.format))
    fields = {field.name: field for field in kind.fields}
    return {name: fields[name].to_python(value) if name in fields else value for name, value in found.items()}


def value_for_form(field: models.Field | None, kind: SnapshotType, name: str, value: Any) -> Any:
    """Return a snapshot value as the cleaned data of a form: rows instead of their ids."""
    if field is None:
        return kind.relations[name].rows(value)
    if field.related_model and value is not None:
        return field.related_model._base_manager.get(pk=value)
    return field.to_python(value)


def existing(model: Any, ids: Iterable[Any]) -> list[Any]:
    """Return those `ids` that exist, in their order. One query."""
    wanted = [pk for pk in ids if pk is not None]
    found = set(model._base_manager.filter(pk__in=wanted).values_list("pk", flat=True))
    return [pk for pk in wanted if pk in found]


def rows_in_order(model: Any, ids: list[Any]) -> list[Any]:
    rows = model._base_manager.in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def describe_rows(model: Any, ids: list[Any]) -> str:
    """The names of rows, in the order of the ids. A query; one more if rows were deleted."""
    names = names_of(model, ids)
    return ", ".join(names[pk] for pk in ids)


def names_of(model: Any, ids: list[Any]) -> dict[Any, str]:
    """{id: name}; of a row that was deleted, the name it had last. A query; one more if rows were deleted."""
    names = {pk: str(row) for pk, row in model._base_manager.in_bulk(ids).items()}
    if missing := set(ids) - names.keys():
        kept = Revision.objects.of_model(model).filter(object_id__in=missing).order_by("pk")
        names |= dict(kept.values_list("object_id", "title"))
    return {pk: names.get(pk, f"#{pk}") for pk in ids}


def without(value: Any, found: Any) -> Any:
    """Of a relation, the part that was not found; of a field, its value."""
    return [one for one in value if one not in found] if isinstance(value, list) else value


def to_json(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, models.Model):
        return value.pk
    return str(value) if isinstance(value, uuid.UUID | str) else value
