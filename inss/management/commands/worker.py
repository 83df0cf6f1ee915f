import logging
import signal
import time
import uuid
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker

from inss.lib.tasks import requeue_lost_tasks
from inss.newsletter.delivery import send_due
from inss.newsletter.limits import clear_client_hashes

log = logging.getLogger(__name__)

PAUSE_S = 1
PAUSE_AFTER_FAULT_S = 5
HOUSEKEEPING_EVERY_S = 60
TASKS_AT_ONCE = 20  # then mails are sent again


class Command(BaseCommand):
    help = "Runs background tasks and sends the mails that are due, until SIGTERM or SIGINT."

    def handle(self, **options: Any) -> None:
        self.key = uuid.uuid4()
        self.stopping = False
        self.tasks = make_task_worker(str(self.key))
        self.housekeeping_due = time.monotonic()
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)  # it logs each empty check
        log.info("Worker %s started", self.key)
        while not self.stopping:
            time.sleep(self.work())
        log.info("Worker %s ended", self.key)

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """End after the current task or mail; end at once at a second signal."""
        self.stopping = True
        self.tasks.running = False
        signal.signal(signum, signal.SIG_DFL)

    def work(self) -> float:
        """Run one round. Return how many seconds to pause after it. A database error ends only this round."""
        close_old_connections()
        try:
            self.run_tasks()
            mails = send_due(self.key, may_go_on=lambda: not self.stopping)
            self.keep_house()
        except Exception:
            log.exception("Worker %s: this round failed", self.key)
            return PAUSE_AFTER_FAULT_S
        return 0 if mails or self.stopping else PAUSE_S

    def run_tasks(self) -> None:
        self.tasks = make_task_worker(str(self.key))
        self.tasks.running = not self.stopping
        self.tasks.run()

    def keep_house(self) -> None:
        if time.monotonic() >= self.housekeeping_due:
            requeue_lost_tasks()
            clear_client_hashes()
            self.housekeeping_due = time.monotonic() + HOUSEKEEPING_EVERY_S


def make_task_worker(worker_id: str) -> Worker:
    """Return the package's own worker, set to return when no task is left."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=TASKS_AT_ONCE,
        worker_id=worker_id,
    )
