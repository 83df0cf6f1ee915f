"""`manage.py worker` as a process: it sends, shares the queue, ends on a signal, and may be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from inss.newsletter.models import ConfirmationMail

from .cast import make_mail, make_subscriber
from .postbox import HOST, Postbox, open_postbox
from .tasks import add

TIMEOUT_S = 30


@pytest.fixture
def postbox_and_port() -> Iterator[tuple[Postbox, int]]:
    with open_postbox() as opened:
        yield opened


@pytest.fixture
def postbox(postbox_and_port) -> Postbox:
    return postbox_and_port[0]


@pytest.fixture
def start_worker(shared_database, postbox_and_port) -> Iterator[Callable[[], subprocess.Popen]]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "inss.settings",
        "DATABASE_URL": shared_database,
        "MAIL_URL": f"smtp://{HOST}:{postbox_and_port[1]}",
        "SECRET_KEY": "only-for-tests",
        "SITE_URL": "http://testserver",
        "LOG_LEVEL": "WARNING",
    }
    workers: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        workers.append(subprocess.Popen([sys.executable, "manage.py", "worker"], env=environment))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TIMEOUT_S
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def states() -> list[str]:
    return list(
        ConfirmationMail.objects.filter(state__in=["queued", "claimed", "data"]).values_list(
            "state", flat=True
        )
    )


def make_mails(count: int) -> None:
    for number in range(count):
        make_mail(make_subscriber(email=f"reader{number}@example.com"))


def let_claims_expire() -> None:
    ConfirmationMail.objects.under_way().update(claim_expires_at=timezone.now())


def test_the_worker_sends_what_is_due_and_ends_on_sigterm(start_worker, postbox):
    make_mails(3)
    worker = start_worker()
    wait_until(lambda: len(postbox.received) == 3 and not states())

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(TIMEOUT_S) == 0


def test_two_workers_share_the_queue_and_send_each_mail_once(start_worker, postbox):
    make_mails(30)
    start_worker()
    start_worker()

    wait_until(lambda: not states())

    assert sorted(postbox.recipients) == sorted(f"reader{number}@example.com" for number in range(30))


def test_a_worker_told_to_end_finishes_the_mail_in_hand(start_worker, postbox):
    postbox.holds = "DATA"
    make_mails(2)
    worker = start_worker()
    wait_until(postbox.is_holding.is_set)

    worker.send_signal(signal.SIGTERM)
    postbox.let_go()

    assert worker.wait(TIMEOUT_S) == 0
    assert len(postbox.received) == 1
    assert states() == ["queued"]


def test_a_worker_killed_while_sending_leaves_no_second_mail(start_worker, postbox):
    postbox.holds = "DATA"
    make_mails(1)
    killed = start_worker()
    wait_until(postbox.is_holding.is_set)
    killed.kill()
    postbox.let_go()
    assert states() == ["data"]

    let_claims_expire()
    start_worker()
    wait_until(lambda: not states())

    assert ConfirmationMail.objects.filter(state="uncertain").count() == 1
    assert len(postbox.received) == 1


def test_a_worker_killed_before_sending_leaves_its_mail_to_another(start_worker, postbox):
    postbox.holds = "RCPT"
    make_mails(1)
    killed = start_worker()
    wait_until(postbox.is_holding.is_set)
    killed.kill()
    postbox.let_go()
    assert states() == ["claimed"]

    let_claims_expire()
    start_worker()
    wait_until(ConfirmationMail.objects.filter(state="delayed", attempts=1).exists)
    ConfirmationMail.objects.waiting().update(next_try_at=timezone.now())
    wait_until(lambda: not ConfirmationMail.objects.unsent().exists())

    assert len(postbox.received) == 1


def test_the_worker_runs_background_tasks_too(start_worker, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    add.enqueue(40, 2)
    start_worker()

    wait_until(DBTaskResult.objects.successful().exists)

    assert DBTaskResult.objects.get().return_value == 42
