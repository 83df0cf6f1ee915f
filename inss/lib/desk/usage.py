"""Find what uses a row, through the models that point to it, so that no app imports upward."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.db import models
from django.urls import reverse

SHOWN = 5


@dataclass
class UsingRow:
    """A row that uses another one; `url` is empty if the desk has no form for it."""

    name: str
    url: str
    language: str
    state: str
    state_label: str


@dataclass
class Use:
    """All using rows of one kind: their number and the first five."""

    title: str
    count: int
    rows: list[UsingRow]


def used_by(obj: models.Model, site: AdminSite) -> list[Use]:
    """Return the rows that point to `obj` by a protected key or many-to-many. Two queries for each kind."""
    found = []
    for relation in using_relations(type(obj)):
        rows = relation.related_model._default_manager.filter(**{relation.field.name: obj}).order_by("-pk")
        if count := rows.count():
            title = relation.related_model._meta.verbose_name_plural
            found.append(Use(str(title), count, [describe(row, site) for row in rows[:SHOWN]]))
    return found


def using_relations(model: type[models.Model]) -> list[Any]:
    """Return the relations to `model` that show a use.

    Through models are left out: the many-to-many covers them.
    """
    relations: Any = model._meta.related_objects
    through = {relation.through for relation in relations if relation.many_to_many}
    through |= {field.remote_field.through for field in model._meta.many_to_many}
    return [
        relation
        for relation in relations
        if relation.many_to_many or (protects(relation) and relation.related_model not in through)
    ]


def protects(relation: Any) -> bool:
    return relation.on_delete in (models.PROTECT, models.RESTRICT)


def describe(row: Any, site: AdminSite) -> UsingRow:
    return UsingRow(
        name=str(row),
        url=form_address(row, site),
        language=getattr(row, "language", ""),
        state=getattr(row, "state", ""),
        state_label=str(getattr(row, "state_label", "")),
    )


def form_address(row: models.Model, site: AdminSite) -> str:
    if not site.is_registered(type(row)):
        return ""
    return reverse(f"{site.name}:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
