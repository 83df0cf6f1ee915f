"""When a mail that anybody can cause by typing an address may leave: late if it must be, but never dropped.

One a day to an address, ten an hour for a client, and a ceiling an hour for the whole site. Each mail has
its turn from the start (`due_at`), so a burst is spread; all is counted in the database.
Requests that arrive in the same instant may share a turn: the figures are a brake, not a promise.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from .models import ConfirmationMail, ConfirmationMailQuerySet

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
DOUBLE_PRESS = dt.timedelta(minutes=10)  # within it a second wish of the desk for the same mail is the first
MAILS_PER_CLIENT_AND_HOUR = 10
LONGEST_WAIT = DAY - HOUR  # the last hour is the worker's and the mail server's


def next_turn(client: str, last_to_address: dt.datetime | None) -> dt.datetime:
    """When a mail asked for now may leave: now, or as much later as the limits ask, at most a day."""
    mails = ConfirmationMail.objects.asked_for().filter(client=client)
    crowd = max(free_turn(mails, MAILS_PER_CLIENT_AND_HOUR), next_turn_of_site())
    return max(crowd, last_to_address + DAY) if last_to_address else crowd


def next_turn_of_site() -> dt.datetime:
    """The same for a mail that the desk asks for: only the ceiling of the whole site holds it back."""
    return free_turn(ConfirmationMail.objects.asked_for(), settings.NEWSLETTER_MAILS_PER_HOUR)


def free_turn(mails: ConfirmationMailQuerySet, per_hour: int) -> dt.datetime:
    """An hour after the turn `per_hour` places back, so no hour holds more; now, while there are fewer."""
    now = timezone.now()
    places_back = mails.order_by("-due_at").values_list("due_at", flat=True)[per_hour - 1 : per_hour]
    return next((min(max(turn + HOUR, now), now + LONGEST_WAIT) for turn in places_back), now)


def forget_clients() -> int:
    """Clears the clients' hashes that no limit needs any more."""
    old = ConfirmationMail.objects.filter(due_at__lt=timezone.now() - DAY).exclude(client="")
    return old.update(client="")
