"""Simultaneous requests, in several threads on one database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from inss.newsletter import workflow
from inss.newsletter.models import ConfirmationMail, ConsentEvent, Subscriber
from inss.newsletter.tokens import Spent

from .cast import READER, make_mail, make_subscriber

pytestmark = pytest.mark.usefixtures("shared_database")

AT_ONCE = 6


def at_once(call: Callable[[], None]) -> list[BaseException | None]:
    """Calls it in several threads; what each raised."""

    def in_thread(_number: int) -> BaseException | None:
        try:
            call()
        except Spent as spent:
            return spent
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(in_thread, range(AT_ONCE)))


def test_signups_of_one_address_at_once_are_one_subscriber_and_one_mail():
    at_once(lambda: workflow.sign_up(READER, language="en", page="/", client=""))

    assert Subscriber.objects.count() == 1
    assert ConfirmationMail.objects.count() == 1
    assert ConsentEvent.objects.count() == 1


def test_a_link_pressed_several_times_at_once_confirms_once():
    mail = make_mail(make_subscriber())

    outcomes = at_once(lambda: workflow.confirm(mail))

    assert outcomes == [None] * AT_ONCE
    assert ConfirmationMail.objects.filter(kind="welcome").count() == 1
    assert ConsentEvent.objects.filter(kind="confirmed").count() == 1


def test_unsubscribing_several_times_at_once_is_recorded_once():
    subscriber = make_subscriber("confirmed")

    at_once(lambda: workflow.unsubscribe(subscriber))

    assert ConsentEvent.objects.count() == 1
