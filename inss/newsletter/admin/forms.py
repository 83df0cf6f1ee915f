from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inss.lib.desk import DeskForm
from inss.newsletter.models import Subscriber, normalise

from .display import url_of


class SubscriberForm(DeskForm):
    class Meta:
        model = Subscriber
        fields = ["language"]
        widgets = {"language": forms.RadioSelect}


class AddSubscriberForm(DeskForm):
    """Somebody asked by telephone or on paper. Only the link in a mail confirms."""

    note = forms.CharField(
        label=_("note on consent"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_(
            "How and when the person agreed, e.g. “By telephone, 24 November, asked for Hebrew”. "
            "At most 1,000 characters."
        ),
    )

    class Meta:
        model = Subscriber
        fields = ["email", "language"]
        widgets = {"email": forms.EmailInput(attrs={"dir": "ltr"}), "language": forms.RadioSelect}
        help_texts = {
            "email": _(
                "E.g. name@example.com. A mail goes there; the newsletter only after its link is used."
            )
        }

    def clean_email(self) -> str:
        email = normalise(self.cleaned_data["email"])
        known = Subscriber.objects.at(email)
        if known and not known.is_unsubscribed:
            text = gettext('This address is on the list already: <a href="{url}">{state}</a>.')
            raise ValidationError(format_html(text, url=url_of(known), state=known.get_state_display()))
        return email

    def validate_unique(self) -> None:
        """clean_email has: an address that had unsubscribed may come back."""
