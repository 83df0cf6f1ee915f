from .consent import ConsentEvent
from .mail import ConfirmationMail, ConfirmationMailQuerySet
from .subscriber import BY_HAND, UNKNOWN_PAGE, Subscriber

__all__ = [
    "BY_HAND",
    "UNKNOWN_PAGE",
    "ConfirmationMail",
    "ConfirmationMailQuerySet",
    "ConsentEvent",
    "Subscriber",
]
