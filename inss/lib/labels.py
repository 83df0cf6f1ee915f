from typing import Any

from django import forms


class PlainLabels(forms.BaseForm):
    """Labels without Django's colon: between two scripts it stands on the wrong side."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
