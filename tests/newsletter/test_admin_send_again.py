"""Sending the confirmation again, from the form and from the list."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from inss.newsletter.models import ConfirmationMail

from .cast import LIST, make_mail, make_subscriber, press, said, send_mails

pytestmark = pytest.mark.django_db


def test_the_confirmation_is_sent_again_from_the_form(desk):
    subscriber = make_subscriber("pending")

    page = press(desk, subscriber, "_send_again")

    assert "The confirmation goes out now." in page.content.decode()
    assert len(send_mails()) == 1
    assert subscriber.consent.get().kind == "sent again"


def test_a_delayed_confirmation_is_brought_forward(desk):
    subscriber = make_subscriber("pending")
    make_mail(subscriber, state="delayed", next_try_at=timezone.now() + dt.timedelta(hours=9))

    press(desk, subscriber, "_send_again")

    assert len(send_mails()) == 1
    assert not ConfirmationMail.objects.unsent().exists()


def test_a_double_press_sends_once(desk):
    subscriber = make_subscriber("pending")
    press(desk, subscriber, "_send_again")
    assert len(send_mails()) == 1

    page = press(desk, subscriber, "_send_again")

    assert send_mails() == []
    [message] = page.context["messages"]
    assert str(message).startswith("A mail went out a few minutes ago.")
    assert subscriber.consent.count() == 1


def test_the_desk_is_told_why_no_confirmation_goes_out_and_from_when_one_may(desk, clock):
    clock.now = timezone.make_aware(dt.datetime(2026, 3, 4, 17, 0))
    subscriber = make_subscriber("pending")
    mail = make_mail(subscriber, state="sent", sent_at=clock.now)
    assert "from 4 Mar 2026, 17:11" in said(press(desk, subscriber, "_send_again"))

    owner = {"claimed_by": uuid.uuid4(), "claim_expires_at": clock.now}
    ConfirmationMail.objects.filter(pk=mail.pk).update(state="data", **owner)
    assert "A mail is just leaving." in said(press(desk, subscriber, "_send_again"))

    subscriber = make_subscriber("confirmed", email="in@example.com")
    assert "this person is not waiting" in said(press(desk, subscriber, "_send_again"))


def test_a_refused_address_is_asked_again_after_an_hour_and_not_at_each_press(desk, clock):
    clock.now = timezone.make_aware(dt.datetime(2026, 3, 4, 17, 0))
    subscriber = make_subscriber("pending")
    make_mail(subscriber, state="failed", last_error="550 5.1.1 no such mailbox", attempts=1)

    refused = said(press(desk, subscriber, "_send_again"))
    assert "has just refused this address" in refused
    assert "from 4 Mar 2026, 18:01" in refused
    assert send_mails() == []

    clock.advance(minutes=61)
    press(desk, subscriber, "_send_again")
    assert len(send_mails()) == 1


def test_a_mail_that_no_server_took_may_be_sent_again_at_once(desk):
    subscriber = make_subscriber("pending")
    make_mail(subscriber, state="failed", last_error="TimeoutError: timed out", attempts=8)

    press(desk, subscriber, "_send_again")

    assert len(send_mails()) == 1


def test_confirmations_are_sent_again_from_the_list_to_those_who_wait(desk):
    ids = [make_subscriber(state, email=f"{state}@example.com").pk for state in ("pending", "confirmed")]

    page = desk.post(LIST, {"action": "send_again", "_selected_action": ids}, follow=True)

    assert [message.to for message in send_mails()] == [["pending@example.com"]]
    assert said(page) == "1 confirmation goes out now. 1 of these is not waiting to confirm."


def test_the_list_says_of_those_who_had_a_mail_from_when_another_may_go(desk, clock):
    clock.now = timezone.make_aware(dt.datetime(2026, 3, 4, 17, 0))
    ids = [make_subscriber(email=f"reader{number}@example.com").pk for number in range(2)]
    desk.post(LIST, {"action": "send_again", "_selected_action": ids}, follow=True)
    send_mails()

    page = desk.post(LIST, {"action": "send_again", "_selected_action": ids}, follow=True)

    assert said(page).startswith("2 had a mail, or were refused, a short while ago")
    assert said(page).endswith("try again from 4 Mar 2026, 17:11.")


def test_asking_many_again_stays_below_the_hourly_ceiling(desk, clock, settings):
    settings.NEWSLETTER_MAILS_PER_HOUR = 3
    ids = [make_subscriber(email=f"reader{number}@example.com").pk for number in range(5)]

    page = desk.post(LIST, {"action": "send_again", "_selected_action": ids}, follow=True)

    latest = f"{timezone.localtime() + dt.timedelta(hours=1):%H:%M}"
    [message] = page.context["messages"]
    assert str(message).startswith("5 confirmations go out")
    assert str(message).endswith(f"{latest}.")
    assert len(send_mails()) == 3
    clock.advance(hours=1)
    assert len(send_mails()) == 2


def test_over_the_ceiling_the_button_says_when_the_mail_leaves(desk, settings):
    settings.NEWSLETTER_MAILS_PER_HOUR = 1
    make_mail(make_subscriber("confirmed", email="other@example.com"))

    page = press(desk, make_subscriber("pending"), "_send_again")

    [message] = page.context["messages"]
    assert str(message).startswith("1 confirmation goes out at ")


def test_asking_again_does_not_push_back_a_mail_with_an_earlier_turn(desk, settings):
    settings.NEWSLETTER_MAILS_PER_HOUR = 1
    mail = make_mail(make_subscriber("pending"), state="queued")

    press(desk, mail.subscriber, "_send_again")

    assert len(send_mails()) == 1


def test_asking_those_again_who_do_not_wait_says_so(desk):
    ids = [make_subscriber("confirmed").pk]

    page = desk.post(LIST, {"action": "send_again", "_selected_action": ids}, follow=True)

    [message] = page.context["messages"]
    assert str(message) == "1 of these is not waiting to confirm."
