"""The rich-text field of the desk: django-prose-editor with our extensions, in the interface language.

The editor's extensions and the tags that markup.sanitise() allows must match; change them together.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Script
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_media

from ..markup import is_costly, sanitise

# Each module exports Tiptap extensions by the names used below. Link and Table replace the package's own.
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
            "label": _("Address (leave empty to remove the link)"),
            "refused": _(
                "Enter a full address, like https://www.tau.ac.il/, or a path of this site, like /contact/."
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
    "Menu": False,  # replaced by Toolbar: the package's menu is English only and needs a mouse
    "NoSpellCheck": False,
}


class ProseWidget(ProseEditorWidget):
    """The editor with a list of the text's notes below it. Without scripts, a text field with the source."""

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
    """A sanitised source. A text that would take too long to sanitise is refused before it is parsed."""

    widget = ProseWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"strip": False, "widget": ProseWidget} | kwargs)

    def clean(self, value: Any) -> str:
        value = super().clean(value)
        if is_costly(value):
            raise ValidationError(
                _("This text is too large, or its lists are nested too deeply."), code="costly"
            )
        return sanitise(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the sanitised text: attributes that the sanitiser removes are not a change."""
        typed = data or ""
        return is_costly(typed) or super().has_changed(initial, sanitise(typed))
