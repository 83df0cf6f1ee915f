"""E-mail addresses: their one spelling, and what is accepted as one."""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

MAX_EMAIL_LENGTH = 254
MAX_LOCAL_PART_LENGTH = 64  # RFC 5321, 4.5.3.1.1
ADDRESS_WANTED = _("Enter an email address in the form name@example.com")

validate_email = EmailValidator(message=ADDRESS_WANTED, allowlist=[])  # no localhost


def normalise(email: str) -> str:
    """The one spelling in which an address is stored and looked for."""
    return email.strip().lower()


def validate_address(email: str) -> None:
    """One address that can stand in a header as it is: no quoted part, no comma, nothing invisible.

    Its domain is a name: this machine and numbers in brackets get no mail.
    """
    validate_email(email)
    local_part = email.rpartition("@")[0]
    is_plain = email.isprintable() and not any(sign in email for sign in ',"\\[')
    if not is_plain or len(local_part) > MAX_LOCAL_PART_LENGTH:
        raise ValidationError(ADDRESS_WANTED)
