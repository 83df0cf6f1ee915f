from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inss.lib.desk.forms import DeskForm
from inss.lib.desk.language_choice import LanguageChoice
from inss.newsletter.addresses import normalise
from inss.newsletter.models import Subscriber

from .display import url_of

MAX_NOTE_LENGTH = 1000


class SubscriberForm(DeskForm):
    class Meta:
        model = Subscriber
        fields = ["language"]
        widgets = {"language": LanguageChoice}


class UnsubscribeForm(forms.Form):
    """How somebody asked to be taken off; that they did is enough."""

    note = forms.CharField(
        label=_("How the person asked to leave (optional)"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        required=False,
        max_length=MAX_NOTE_LENGTH,
        help_text=_("E.g. “By telephone, 24 November”. At most 1,000 characters."),
    )


class AddSubscriberForm(DeskForm):
    """Somebody asked by telephone or on paper. Only the link in a mail confirms.

    An address that had left is taken at the second press: the first one warns, and `warned_of` remembers it.
    """

    warned_of = forms.CharField(label="", widget=forms.HiddenInput, required=False)

    note = forms.CharField(
        label=_("note on consent"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_NOTE_LENGTH,
        help_text=_(
            "How and when the person agreed, e.g. “By telephone, 24 November, asked for Hebrew”. "
            "At most 1,000 characters."
        ),
    )

    class Meta:
        model = Subscriber
        fields = ["email", "language"]
        widgets = {"email": forms.EmailInput(attrs={"dir": "ltr"}), "language": LanguageChoice}
        help_texts = {
            "email": _(
                "E.g. name@example.com. A mail goes there; the newsletter only after its link is used."
            )
        }

    def clean_email(self) -> str:
        email = normalise(self.cleaned_data["email"])
        known = Subscriber.objects.with_address(email)
        if known and not known.is_unsubscribed:
            text = gettext('This address is on the list already: <a href="{url}">{state}</a>.')
            raise ValidationError(format_html(text, url=url_of(known), state=known.get_state_display()))
        if known and self.data.get("warned_of") != email:
            self.remember_warning(email)
            raise ValidationError(warning_of(known))
        return email

    def remember_warning(self, email: str) -> None:
        before: Any = self.data
        data = before.copy()
        data["warned_of"] = email
        self.data = data

    def validate_unique(self) -> None:
        """clean_email has: an address that had unsubscribed may come back."""


def warning_of(gone: Subscriber) -> SafeString:
    text = gettext(
        'This address left the list on {day}: <a href="{url}">see how</a>. '
        "If the person has asked for the newsletter again since, press the button once more."
    )
    day = date_format(timezone.localtime(gone.unsubscribed_at), "SHORT_DATE_FORMAT")
    return format_html(text, day=day, url=url_of(gone))
