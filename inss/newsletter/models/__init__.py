from .consent import BY_HAND, UNKNOWN_PAGE, ConsentEvent
from .mail import ConfirmationMail, ConfirmationMailQuerySet
from .subscriber import Subscriber

__all__ = [
    "BY_HAND",
    "UNKNOWN_PAGE",
    "ConfirmationMail",
    "ConfirmationMailQuerySet",
    "ConsentEvent",
    "Subscriber",
]
