import datetime as dt

import pytest

from inss.newsletter.limits import clear_client_hashes
from inss.newsletter.models import ConfirmationMail, Subscriber

from .cast import READER, confirm_by_mail, make_mail, make_subscriber, one_click_path, send_mails, sign_up

pytestmark = pytest.mark.django_db


def guests(count: int) -> list[str]:
    return [f"guest{number}@example.com" for number in range(count)]


def mailed_by(clock, hours: int) -> list[str]:
    """To whom the worker, looking every quarter of an hour, has sent mail within so many hours."""
    mailed = [message.to[0] for message in send_mails()]
    for _ in range(hours * 4):
        clock.advance(minutes=15)
        mailed += [message.to[0] for message in send_mails()]
    return mailed


def test_fifty_guests_behind_one_address_are_all_mailed_within_a_day(client, clock):
    for guest in guests(50):
        assert sign_up(client, guest).status_code == 200
        clock.advance(seconds=5)

    assert Subscriber.objects.filter(state="pending").count() == 50
    assert ConfirmationMail.objects.filter(state="queued").count() == 10
    assert ConfirmationMail.objects.filter(state="delayed").count() == 40
    assert sorted(mailed_by(clock, hours=24)) == sorted(guests(50))


def test_a_client_causes_at_most_ten_mails_in_any_hour(client, clock):
    for guest in guests(35):
        sign_up(client, guest)
        clock.advance(minutes=1)

    turns = sorted(ConfirmationMail.objects.values_list("due_at", flat=True))
    hour = dt.timedelta(hours=1)
    assert max(sum(turn <= other < turn + hour for other in turns) for turn in turns) == 10


def test_however_many_sign_up_none_waits_longer_than_a_day(client, clock):
    for guest in guests(300):
        sign_up(client, guest)

    assert max(ConfirmationMail.objects.values_list("due_at", flat=True)) < clock.now + dt.timedelta(days=1)
    assert len(set(mailed_by(clock, hours=24))) == 300


def test_one_crowd_does_not_delay_a_reader_elsewhere(client, clock):
    for guest in guests(30):
        sign_up(client, guest)

    client.post("/newsletter/", {"email": READER}, REMOTE_ADDR="203.0.113.9")

    assert READER in [message.to[0] for message in send_mails()]


def test_over_the_sites_ceiling_mails_wait_their_turn(client, clock, settings):
    settings.NEWSLETTER_MAILS_PER_HOUR = 3
    for number, guest in enumerate(guests(7)):
        client.post("/newsletter/", {"email": guest}, REMOTE_ADDR=f"203.0.113.{number}")

    assert len(send_mails()) == 3
    assert len(mailed_by(clock, hours=1)) == 3
    assert len(mailed_by(clock, hours=1)) == 1


def test_an_address_gets_one_confirmation_mail_a_day(client, clock):
    sign_up(client)
    assert len(send_mails()) == 1

    clock.advance(hours=23)
    sign_up(client)
    assert send_mails() == []

    clock.advance(hours=2)
    sign_up(client)
    assert len(send_mails()) == 1


def test_whoever_leaves_and_comes_back_within_a_day_is_mailed_late_and_not_never(client, clock):
    sign_up(client)
    confirm_by_mail(client)
    client.post(one_click_path(Subscriber.objects.get()))

    sign_up(client)

    assert send_mails() == []
    assert mailed_by(clock, hours=24) == [READER]


def test_a_refused_mail_is_followed_by_another_only_on_the_next_day(client, clock):
    make_mail(make_subscriber(email=READER), state="failed")

    sign_up(client)

    assert send_mails() == []
    assert mailed_by(clock, hours=24) == [READER]


def test_the_clients_address_is_kept_only_as_a_hash_and_that_for_a_day_or_two(client, clock):
    client.post("/newsletter/", {"email": READER}, REMOTE_ADDR="203.0.113.9")
    [mail] = ConfirmationMail.objects.all()
    assert len(mail.client) == 64
    assert "203.0.113.9" not in str(vars(mail))

    clock.advance(hours=25)
    assert clear_client_hashes() == 1
    assert not ConfirmationMail.objects.exclude(client="").exists()
