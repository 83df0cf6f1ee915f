"""Validate and save the loader's rows."""

from django.db.models import Model

from inss.lib.models import HasPath


def save[Row: Model](row: Row) -> Row:
    if isinstance(row, HasPath):
        row.path = row.make_path()
    row.full_clean()
    row.save()
    return row
