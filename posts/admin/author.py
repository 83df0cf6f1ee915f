from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inss.audit.admin import AuditedAdmin
from inss.audit.forms import AuditedForm
from inss.lib.bidi import isolate
from inss.lib.desk.admin import FixedSlug
from inss.lib.desk.columns import MissingHebrewFilter, OwnName

from ..models import Author


class UserField(forms.ModelChoiceField):
    def label_from_instance(self, user: Any) -> str:
        """With the name for the login, since two people may have one name."""
        return f"{user} ({user.username})" if str(user) != user.username else user.username


class AuthorForm(AuditedForm):
    class Meta:
        labels = {"title_en": _("academic title or position")}
        help_texts = {
            "name_en": _("As shown on posts. Example: Dr. Ruth Adler"),
            "title_en": _("Position at the institute. Example: Senior researcher"),
            "bio_en": _("One paragraph, shown on the person’s own page."),
            "slug": _("Last part of the URL. It cannot be changed later. Example: ruth-adler"),
            "email": _("Shown on the person’s page. Example: ruth@example.org"),
            "is_current": _("Turn this off for former members. They keep their page and posts."),
            "leads": _("The topics this person heads."),
            "user": _("This user can edit the drafts that this person signs."),
        }


@admin.register(Author)
class AuthorAdmin(OwnName, FixedSlug, AuditedAdmin):
    form = AuthorForm
    list_display = ["own_name", "other_name", "title", "standing", "post_count"]
    list_filter = ["is_current", MissingHebrewFilter]
    search_fields = ["name_en", "name_he", "slug"]
    search_help_text = _("Name or slug")
    autocomplete_fields = ["leads"]
    fieldsets = [
        (None, {"fields": [("name_en", "name_he"), ("title_en", "title_he"), ("bio_en", "bio_he")]}),
        (_("Address"), {"fields": ["slug", "email"], "classes": ["side"]}),
        (_("At the institute"), {"fields": ["is_current", "leads", "user"], "classes": ["side"]}),
    ]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs["form_class"] = UserField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def for_list(self, rows: Any) -> QuerySet:
        return super().for_list(rows).annotate(post_count=Count("bylines__post", distinct=True))

    @admin.display(description=_("academic title or position"))
    def title(self, author: Author) -> str:
        return isolate(author.title)

    @admin.display(description=_("at the institute"), ordering="is_current")
    def standing(self, author: Author) -> str:
        return gettext("works here") if author.is_current else gettext("formerly")

    @admin.display(description=_("posts"))
    def post_count(self, author: Any) -> int:
        return author.post_count
