import datetime as dt
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inss.newsletter.models import ConfirmationMail, ConsentEvent, Subscriber
from inss.newsletter.workflow import consent_wording

from .cast import READER, STATES, confirm_by_mail, make_reader, make_subscriber, send_mails, sign_up

pytestmark = pytest.mark.django_db

MAIL_OF_STATE = {"new": "confirm", "pending": "confirm", "confirmed": "already", "unsubscribed": "confirm"}
scripts_on_and_off = pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])


@scripts_on_and_off
def test_the_answer_is_the_same_to_the_byte_whatever_the_state_of_the_address(client, scripts):
    answers = set()
    for state in STATES:
        Subscriber.objects.all().delete()
        make_reader(state)
        answer = sign_up(client, scripts=scripts)
        answers.add((answer.status_code, answer.content, str(sorted(answer.headers.items()))))

    assert len(answers) == 1


@scripts_on_and_off
@pytest.mark.parametrize("state", STATES)
def test_each_state_gets_the_one_mail_that_fits(client, state, scripts):
    make_reader(state)

    sign_up(client, scripts=scripts)

    [message] = send_mails()
    assert message.to == [READER]
    [mail] = ConfirmationMail.objects.filter(state="sent", sent_at__gt=timezone.now() - dt.timedelta(hours=1))
    assert mail.kind == MAIL_OF_STATE[state]


def test_the_answer_costs_the_same_reads_and_writes_whatever_the_state(client):
    counts = {}
    for state in STATES:
        Subscriber.objects.all().delete()
        make_reader(state)
        counts[state] = count_queries(client)
    counts["asked today"] = count_queries(client)
    counts["asked today elsewhere"] = count_queries(client, page="/about/")

    assert len(set(counts.values())) == 1, counts


def count_queries(client, **sent: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        sign_up(client, **sent)
    return len(queries)


def test_without_scripts_the_answer_is_a_page_of_its_own(client):
    answer = sign_up(client)

    assert answer.status_code == 200
    assert "<h1>Check your mail</h1>" in answer.text


def test_without_scripts_the_answer_repeats_the_address_and_is_stored_nowhere(client):
    answer = sign_up(client, " Reader+x@exmaple.com")

    assert '<bdi dir="ltr">Reader+x@exmaple.com</bdi>' in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/newsletter/", "/he/newsletter/"])
def test_with_scripts_and_without_the_answer_has_the_same_sentences(client, address):
    said = sign_up(client, address=address, scripts=True).json()["message"]
    shown = " ".join(unescape(sign_up(client, address=address).text).split())

    assert all(sentence in shown for sentence in re.split(r"(?<=\.) ", said))


@scripts_on_and_off
def test_the_answer_promises_no_mail_before_the_next_day(client, scripts):
    answer = sign_up(client, scripts=scripts).text

    for part in ("spam", "may take up to a day", "one such message a day", "The link works for 7 days."):
        assert part in answer


def test_with_scripts_the_answer_is_a_sentence(client):
    answer = sign_up(client, scripts=True)

    assert answer.json()["ok"] is True
    assert "check your mail" in answer.json()["message"]


def test_the_page_holds_no_answer_before_a_submit_and_sets_no_cookie(client):
    page = client.get("/newsletter/")

    assert '<p id="email-page-answer" role="status"></p>' in page.content.decode()
    assert "check your mail" not in page.content.decode()
    assert not page.cookies


def test_the_hebrew_form_is_answered_and_mailed_in_hebrew(client):
    answer = sign_up(client, address="/he/newsletter/")

    assert '<html lang="he" dir="rtl">' in answer.text
    assert Subscriber.objects.get().language == "he"
    [message] = send_mails()
    assert "/he/newsletter/confirm/" in message.body
    assert '<html lang="he" dir="rtl">' in message.alternatives[0].content


def test_an_address_is_stored_once_in_one_spelling(client):
    sign_up(client, " Reader@Example.COM ")
    sign_up(client, "reader@example.com")

    assert Subscriber.objects.get().email == "reader@example.com"


def test_consent_is_kept_with_the_wording_the_time_the_language_and_the_page(client):
    sign_up(client, page="/he/publication/a-post/", address="/he/newsletter/")

    [event] = ConsentEvent.objects.all()
    assert (event.kind, event.language, event.page) == ("asked", "he", "/he/publication/a-post/")
    assert event.wording == consent_wording("he")
    assert timezone.now() - event.created_at < dt.timedelta(minutes=1)


def test_asking_again_while_the_mail_serves_adds_no_consent_but_its_time(client, clock):
    for _ in range(5):
        clock.advance(hours=1)
        sign_up(client)
        send_mails()

    [event] = ConsentEvent.objects.all()
    assert event.repeated_at - event.created_at == dt.timedelta(hours=4)


@pytest.mark.parametrize("change", [{"page": "/about/"}, {"address": "/he/newsletter/"}])
def test_whatever_is_asked_otherwise_is_kept_as_consent_once(client, change):
    for sent in ({}, change, {}, change):
        sign_up(client, **sent)

    assert ConsentEvent.objects.count() == 2


def test_a_request_that_needs_a_mail_of_its_own_is_consent_of_its_own(client, clock):
    sign_up(client)
    send_mails()
    clock.advance(hours=25)

    sign_up(client)

    assert ConsentEvent.objects.count() == 2


def test_the_wording_kept_is_the_wording_shown(client):
    assert consent_wording("en") in client.get("/newsletter/").content.decode()


def test_a_double_submit_is_one_signup_and_one_mail(client):
    sign_up(client)
    sign_up(client)
    messages = send_mails()
    sign_up(client)

    assert Subscriber.objects.count() == 1
    assert len(messages + send_mails()) == 1


def test_a_stranger_cannot_change_a_confirmed_subscriber(client):
    make_subscriber("confirmed", language="he", page="/he/")

    sign_up(client)

    subscriber = Subscriber.objects.get()
    assert (subscriber.state, subscriber.language, subscriber.page) == ("confirmed", "he", "/he/")


def test_asking_again_is_no_change_of_the_signup(client):
    sign_up(client)
    before = Subscriber.objects.get()

    sign_up(client)

    assert Subscriber.objects.get().version == before.version


def test_somebody_who_left_can_come_back_only_through_a_new_mail(client):
    make_subscriber("unsubscribed")

    sign_up(client)
    assert Subscriber.objects.get().state == "pending"

    confirm_by_mail(client)
    assert Subscriber.objects.get().state == "confirmed"


def test_a_robot_that_fills_the_trap_gets_the_same_answer_and_nothing_is_kept(client):
    caught = sign_up(client, website="https://spam.example")
    assert not Subscriber.objects.exists()

    honest = sign_up(client)
    assert (caught.status_code, caught.content) == (honest.status_code, honest.content)
