"""Delivery to a real server that accepts, refuses, does not answer or is down."""

import datetime as dt
import logging
import uuid

import pytest

from inss.newsletter import workflow
from inss.newsletter.delivery import CLAIM_LASTS, MAX_ATTEMPTS, ClaimLost, Delivery, send_due
from inss.newsletter.models import ConfirmationMail
from tests.bench.server import free_port

from .cast import READER, make_mail, make_subscriber, sign_up
from .conftest import mailers_to
from .postbox import silent_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(clock) -> ConfirmationMail:
    """A confirmation mail that is due."""
    return make_mail(make_subscriber())


def work(mail: ConfirmationMail) -> ConfirmationMail:
    """One round of a worker; the mail after it."""
    send_due(uuid.uuid4())
    mail.refresh_from_db()
    return mail


def test_an_accepted_mail_is_sent_once(mail, postbox):
    assert work(mail).state == "sent"
    assert work(mail).state == "sent"

    [message] = postbox.received
    assert message["To"] == READER
    assert {part.get_content_type() for part in message.iter_parts()} == {"text/plain", "text/html"}


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_a_final_refusal_fails_at_once_and_says_why(mail, postbox, step):
    setattr(postbox, step, "550 5.1.1 no such mailbox")

    assert work(mail).state == "failed"
    assert mail.last_error == "550 5.1.1 no such mailbox"
    assert mail.attempts == 1


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_a_refusal_for_now_is_tried_again(mail, postbox, clock, step):
    setattr(postbox, step, "451 4.7.1 come back later")
    assert work(mail).state == "delayed"
    assert mail.last_error == "451 4.7.1 come back later"

    setattr(postbox, step, "250 OK")
    assert work(mail).state == "delayed"
    clock.advance(minutes=2)
    assert work(mail).state == "sent"


def test_pauses_grow_and_end_in_failure(mail, postbox, clock):
    postbox.rcpt = "451 come back later"
    pauses = []
    while work(mail).state == "delayed":
        pauses.append(mail.next_try_at - clock.now)
        clock.now = mail.next_try_at

    assert pauses == sorted(set(pauses))
    assert mail.state == "failed"
    assert mail.attempts == len(pauses) + 1 == MAX_ATTEMPTS


def test_with_the_server_down_the_signup_is_kept_and_the_mail_tried_again(client, clock, settings, request):
    settings.MAILERS = mailers_to(free_port())
    assert sign_up(client).status_code == 200
    mail = ConfirmationMail.objects.get()
    assert work(mail).state == "delayed"
    assert "refused" in mail.last_error.lower()

    postbox = request.getfixturevalue("postbox")
    clock.advance(minutes=2)
    assert work(mail).state == "sent"
    assert postbox.recipients == [READER]


def test_with_the_server_silent_the_worker_gives_up_in_time_and_tries_again(mail, settings):
    with silent_server() as port:
        settings.MAILERS = mailers_to(port)
        assert work(mail).state == "delayed"
    assert "timed out" in mail.last_error


def test_silence_before_the_body_means_later(mail, postbox):
    postbox.holds = "RCPT"

    assert work(mail).state == "delayed"
    assert postbox.received == []


def test_silence_after_the_body_is_uncertain_and_never_sent_again_alone(mail, postbox, clock):
    postbox.holds = "DATA"
    assert work(mail).state == "uncertain"

    postbox.let_go()
    clock.advance(days=2)
    assert work(mail).state == "uncertain"
    assert len(postbox.received) == 1


def test_a_mail_lost_with_its_worker_before_sending_is_sent_later(mail, postbox, clock):
    ConfirmationMail.objects.claim(mail.pk, worker=uuid.uuid4(), lasts=CLAIM_LASTS)
    assert work(mail).state == "claimed"

    clock.now += CLAIM_LASTS + dt.timedelta(seconds=1)
    assert work(mail).state == "delayed"
    clock.advance(minutes=2)
    assert work(mail).state == "sent"


def test_a_mail_lost_with_its_worker_while_sending_is_uncertain(mail, postbox, clock):
    worker = uuid.uuid4()
    ConfirmationMail.objects.claim(mail.pk, worker=worker, lasts=CLAIM_LASTS)
    Delivery(mail.pk, worker).begin()

    clock.now += CLAIM_LASTS + dt.timedelta(seconds=1)
    assert work(mail).state == "uncertain"
    assert postbox.received == []


def test_a_mail_can_be_claimed_by_one_worker_only(mail):
    claims = [
        ConfirmationMail.objects.claim(mail.pk, worker=uuid.uuid4(), lasts=CLAIM_LASTS) for _ in range(3)
    ]

    assert claims == [True, False, False]


def test_a_worker_whose_claim_ran_out_sends_nothing(mail, clock):
    worker = uuid.uuid4()
    ConfirmationMail.objects.claim(mail.pk, worker=worker, lasts=CLAIM_LASTS)
    clock.now += CLAIM_LASTS

    with pytest.raises(ClaimLost):
        Delivery(mail.pk, worker).begin()


def test_whoever_leaves_while_the_worker_connects_gets_nothing(mail, postbox, monkeypatch):
    begin = Delivery.begin

    def leave_then_begin(delivery):
        workflow.unsubscribe(mail.subscriber)
        begin(delivery)

    monkeypatch.setattr(Delivery, "begin", leave_then_begin)

    assert work(mail).state == "cancelled"
    assert postbox.received == []


@pytest.mark.parametrize(
    ("kind", "state"), [("confirm", "confirmed"), ("welcome", "pending"), ("already", "unsubscribed")]
)
def test_a_mail_that_no_longer_fits_the_readers_state_is_not_sent(postbox, clock, kind, state):
    mail = make_mail(make_subscriber(state), kind=kind)

    assert work(mail).state == "cancelled"
    assert postbox.received == []


def test_a_spent_link_is_not_tried_again(mail, postbox):
    postbox.rcpt = "451 come back later"
    mail.spent_at = mail.due_at
    mail.save()

    assert work(mail).state == "cancelled"


def test_a_server_that_fails_to_say_goodbye_changes_nothing(mail, postbox, monkeypatch):
    def vanish(connection):
        raise TimeoutError("no goodbye")

    monkeypatch.setattr("smtplib.SMTP.quit", vanish)

    assert work(mail).state == "sent"


def test_the_log_holds_no_address(mail, postbox, caplog):
    postbox.rcpt = f"550 <{READER}> is unknown"

    with caplog.at_level(logging.DEBUG):
        work(mail)

    assert READER in mail.last_error
    ours = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("inss."))
    assert f"Mail {mail.pk}" in ours
    assert READER not in ours


def test_somebody_erased_between_claim_and_sending_stops_nobody_elses_mail(mail, postbox, monkeypatch):
    other = make_mail(make_subscriber(email="other@example.org"))
    claim = type(ConfirmationMail.objects.all()).claim

    def claim_and_erase(rows, pk, **held):
        claimed = claim(rows, pk, **held)
        if pk == mail.pk:
            mail.subscriber.delete()
        return claimed

    monkeypatch.setattr(type(ConfirmationMail.objects.all()), "claim", claim_and_erase)
    send_due(uuid.uuid4())

    other.refresh_from_db()
    assert other.state == "sent"
