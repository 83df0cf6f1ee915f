"""The desk's rich-text field: django-prose-editor with our extensions, in the interface's language.

What the editor offers and what markup.sanitise() lets through are the same list; change them together.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Script
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_media

from ..markup import is_costly, sanitise

# Each exports Tiptap extensions by the names used below. Link and Table take the place of the package's own.
MODULES = ["footnote", "link", "table", "figures", "direction", "paste", "toolbar", "in_sight", "join"]

ANSWERS = {"save": _("Save"), "cancel": _("Cancel")}

TOOLS = {
    "heading2": _("Heading"),
    "heading3": _("Subheading"),
    "heading4": _("Small heading"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "bulletList": _("List"),
    "orderedList": _("Numbered list"),
    "blockquote": _("Quotation"),
    "link": _("Link"),
    "footnote": _("Note"),
    "table": _("Table"),
    "horizontalRule": _("Dividing line"),
    "direction": _("Paragraph in the other direction"),
    "foreign": _("Words in the other language"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    "caption": _("Caption"),
    "addRow": _("Add row"),
    "deleteRow": _("Delete row"),
    "addColumn": _("Add column"),
    "deleteColumn": _("Delete column"),
    "headerRow": _("Header row"),
    "headerColumn": _("Header column"),
    "mergeCells": _("Merge or split cells"),
    "deleteTable": _("Delete table"),
}

EXTENSIONS: dict[str, Any] = {
    "Heading": {"levels": [2, 3, 4]},
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Link": {
        "labels": {
            "title": _("Link"),
            "label": _("Address; empty takes the link away"),
            "refused": _(
                "Write a whole address, like https://www.tau.ac.il/, or a path of this site, like /contact/."
            ),
            **ANSWERS,
        }
    },
    "Table": {"labels": {"title": _("Table"), "label": _("Caption"), **ANSWERS}},
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Footnote": True,
    "Figures": True,
    "Direction": True,
    "Foreign": True,
    "CleanPaste": True,
    "Toolbar": {"label": _("Formatting"), "labels": TOOLS},
    "InSight": True,
    "Join": True,
    "Menu": False,  # ours is Toolbar: the package's speaks English only, and its menu of blocks needs a mouse
    "NoSpellCheck": False,
}


class ProseWidget(ProseEditorWidget):
    """The editor, with the list of the text's notes below it. Without scripts, the source in a text field."""

    template_name = "admin/widgets/prose.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, config={"extensions": EXTENSIONS}, preset="configurable")

    def get_config(self) -> dict[str, Any]:
        modules = [static(f"js/desk/prose/{name}.js") for name in MODULES]
        return super().get_config() | {"js_modules": modules}

    @property
    def media(self) -> forms.Media:
        ours = [
            Script(f"js/desk/{name}.js", type="module") for name in ("direction", "editor_focus", "notes")
        ]
        return forms.Media(js=ours) + prose_editor_media(preset=self.preset)


class ProseField(forms.CharField):
    """A sanitised source. What would hold the database while it is sanitised is refused unread."""

    widget = ProseWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"strip": False, "widget": ProseWidget} | kwargs)

    def clean(self, value: Any) -> str:
        value = super().clean(value)
        if is_costly(value):
            raise ValidationError(
                _("This text is too large, or its lists stand too deep inside each other."), code="costly"
            )
        return sanitise(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The editor writes attributes that the sanitiser takes off: they are no change."""
        typed = data or ""
        return is_costly(typed) or super().has_changed(initial, sanitise(typed))
