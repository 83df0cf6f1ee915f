import re

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .addresses import ADDRESS_WANTED, MAX_EMAIL_LENGTH, validate_address
from .models.consent import MAX_PAGE_LENGTH

PAGE_PATH = re.compile(rf"/(?!/)[\w./-]{{0,{MAX_PAGE_LENGTH - 1}}}", re.ASCII)


class SignupForm(forms.Form):
    """The reader's signup form. It is on cached pages, so it contains nothing specific to a visitor."""

    email = forms.CharField(
        label=_("Email address"),
        max_length=MAX_EMAIL_LENGTH,
        validators=[validate_address],
        error_messages={"required": ADDRESS_WANTED, "max_length": ADDRESS_WANTED},
    )
    website = forms.Field(required=False)  # a trap for robots: readers do not see it
    page = forms.Field(required=False)

    def clean_page(self) -> str:
        """Return the path of the public page with the form, or an empty string for any other value."""
        page = self.cleaned_data["page"] or ""
        is_public = PAGE_PATH.fullmatch(page) and not page.startswith(reverse("admin:index"))
        return page if is_public else ""

    @property
    def is_from_a_robot(self) -> bool:
        return bool(self.cleaned_data["website"])
