"""The base of the forms of rows that have a history."""

from typing import Any

from inss.lib.desk.forms import DeskForm

from . import snapshots
from .models import Revision
from .snapshots import Snapshot

SAVES_SHOWN = 10


def relations_of(form: Any) -> Snapshot:
    """The relations that a valid form has, as they were typed."""
    return {
        name: sorted(row.pk for row in form.cleaned_data[name])
        for name in snapshots.type_of(form.instance).relations
        if name in form.cleaned_data
    }


class AuditedForm(DeskForm):
    def saved_since(self, current: Any, opened: int) -> list[Any]:
        return list(Revision.objects.since(current, opened)[:SAVES_SHOWN])
