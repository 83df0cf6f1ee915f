from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from inss.audit.admin import AuditedAdmin
from inss.audit.forms import AuditedForm

from ..models import SiteSettings


class SiteSettingsForm(AuditedForm):
    class Meta:
        help_texts = {
            "short_name_en": _("Next to the logo in the header. Example: INSS"),
            "tagline_en": _("Example: Strategic, Innovative, Policy-Oriented Research"),
            "affiliation_en": _("Example: Tel Aviv University"),
            "affiliation_url": _("Example: https://www.tau.ac.il/"),
            "address_en": _("As on an envelope, with line breaks."),
            "telephone": _("Example: 03-640-0400"),
            "credit_en": _("The last line of every page. Example: Site by the Example Studio"),
        }


@admin.register(SiteSettings)
class SiteSettingsAdmin(AuditedAdmin):
    """A single row: the list redirects to its form."""

    form = SiteSettingsForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name_en", "name_he"),
                    ("short_name_en", "short_name_he"),
                    ("tagline_en", "tagline_he"),
                ]
            },
        ),
        (_("Affiliation"), {"fields": [("affiliation_en", "affiliation_he"), "affiliation_url"]}),
        (
            _("Contact"),
            {"fields": [("address_en", "address_he"), "telephone", "fax", "email"]},
        ),
        (_("Foot of the page"), {"fields": [("credit_en", "credit_he")]}),
    ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return redirect("admin:pages_sitesettings_change", SiteSettings.SINGLETON_PK)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the row, or an unsaved one for an empty database."""
        return SiteSettings.load() if object_id == str(SiteSettings.SINGLETON_PK) else None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
