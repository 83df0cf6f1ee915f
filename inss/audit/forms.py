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
    """A form that can be opened with the text of an old revision, unsaved: `taken`, set by the admin."""

    taken: Revision | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(self.initial_content())

    def initial_content(self) -> dict[str, Any]:
        """What the form shows in place of the row's own values, by field."""
        return snapshots.values_of(self.taken) if self.taken else {}

    def saved_since(self, current: Any, opened: int) -> list[Any]:
        return list(Revision.objects.since(current, opened)[:SAVES_SHOWN])
