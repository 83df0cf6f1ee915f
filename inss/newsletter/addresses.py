"""E-mail addresses: normalisation and validation."""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

MAX_EMAIL_LENGTH = 254
MAX_LOCAL_PART_LENGTH = 64  # RFC 5321, 4.5.3.1.1
ADDRESS_WANTED = _("Enter an email address in the form name@example.com")

validate_email = EmailValidator(message=ADDRESS_WANTED, allowlist=[])  # no localhost


def normalise(email: str) -> str:
    """Return the normalised address, in which it is stored and looked up."""
    return email.strip().lower()


def validate_address(email: str) -> None:
    """Raise ValidationError unless the address can stand in a mail header.

    It has no quoted part, comma or invisible character. Its domain must be a name: localhost and IP addresses
    receive no mail.
    """
    validate_email(email)
    local_part = email.rpartition("@")[0]
    is_plain = email.isprintable() and not any(sign in email for sign in ',"\\[')
    if not is_plain or len(local_part) > MAX_LOCAL_PART_LENGTH:
        raise ValidationError(ADDRESS_WANTED)
