from typing import Any

from django import forms

from ..bidi import isolate


class LanguageChoice(forms.RadioSelect):
    """The languages side by side, each named in itself."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "segments"} | (attrs or {}))

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, isolate(label), *args, **kwargs)
