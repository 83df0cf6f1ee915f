"""Rate limits for mails that anybody can cause by typing an address.

Such a mail may be delayed, never dropped. One mail a day to an address, ten an hour for a client, and a limit
an hour for the whole site. Each mail gets the time at which it may be sent (its turn, `due_at`) when it is
queued, so a burst is spread out. Everything is counted in the database. Simultaneous requests may get the
same turn: the limits are approximate.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from .models import ConfirmationMail, ConfirmationMailQuerySet

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
DOUBLE_PRESS = dt.timedelta(minutes=10)  # within it, a repeated request from the desk is ignored
MAILS_PER_CLIENT_AND_HOUR = 10
LONGEST_WAIT = DAY - HOUR  # leaves an hour for the worker and the mail server


def next_turn(client: str, last_to_address: dt.datetime | None) -> dt.datetime:
    """Return when a mail requested now may be sent: now, or at most a day later."""
    mails = ConfirmationMail.objects.asked_for().filter(client=client)
    crowd = max(free_turn(mails, MAILS_PER_CLIENT_AND_HOUR), next_turn_of_site())
    return max(crowd, last_to_address + DAY) if last_to_address else crowd


def next_turn_of_site() -> dt.datetime:
    """Return the same for a mail requested at the desk, to which only the limit of the whole site applies."""
    return free_turn(ConfirmationMail.objects.asked_for(), settings.NEWSLETTER_MAILS_PER_HOUR)


def free_turn(mails: ConfirmationMailQuerySet, per_hour: int) -> dt.datetime:
    """Return an hour after the turn of the mail `per_hour` mails ago, or now if there are fewer."""
    now = timezone.now()
    places_back = mails.order_by("-due_at").values_list("due_at", flat=True)[per_hour - 1 : per_hour]
    return next((min(max(turn + HOUR, now), now + LONGEST_WAIT) for turn in places_back), now)


def clear_client_hashes() -> int:
    """Clear client hashes that the limits no longer need. Return how many."""
    old = ConfirmationMail.objects.filter(due_at__lt=timezone.now() - DAY).exclude(client="")
    return old.update(client="")
