"""Words left in a combobox, typed and not chosen: no value, but nothing to be lost without a word."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from .combobox import ComboboxMixin

WORDS = "-words"  # the name of the box, behind that of its select: static/js/desk/combobox_box.js


class RefusesUnchosenText(forms.BaseForm):
    """A form whose comboboxes are invalid while words stand in them, and keep these."""

    def unchosen(self, name: str) -> str:
        return self.data.get(f"{self.add_prefix(name)}{WORDS}", "").replace("\0", "").strip()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field.widget, ComboboxMixin) and (words := self.unchosen(name)):
                field.widget.attrs["data-words"] = words
                self.refuse_words(name, words)
        return cleaned

    def refuse_words(self, name: str, words: str) -> None:
        if self.has_error(name, "required"):
            del self.errors[name]
        text = gettext("“NAME” is not chosen: choose it from the list, or empty the box.")
        self.add_error(name, text.replace("NAME", words))
