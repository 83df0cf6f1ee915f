import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inss.newsletter.models import ConfirmationMail, ConsentEvent, Subscriber

from .cast import READER, STATES, make_reader, make_subscriber, send_mails, sign_up

pytestmark = pytest.mark.django_db

MAIL_OF_STATE = {"new": "confirm", "pending": "confirm", "confirmed": "already", "unsubscribed": "confirm"}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_the_answer_is_the_same_to_the_byte_whatever_the_state_of_the_address(client, scripts):
    answers = set()
    for state in STATES:
        Subscriber.objects.all().delete()
        make_reader(state)
        answer = sign_up(client, scripts=scripts)
        answers.add((answer.status_code, answer.content, str(sorted(answer.headers.items()))))

    assert len(answers) == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
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
        counts[state] = count_queries(sign_up, client)
    counts["asked today"] = count_queries(sign_up, client)

    assert len(set(counts.values())) == 1, counts


def count_queries(call, *arguments) -> int:
    with CaptureQueriesContext(connection) as queries:
        call(*arguments)
    return len(queries)
