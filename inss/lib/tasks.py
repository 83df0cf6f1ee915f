"""Requeue tasks whose worker was killed: django-tasks-db would leave them running for ever."""

import datetime as dt
import logging

from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

log = logging.getLogger(__name__)

LONGEST_RUN = dt.timedelta(minutes=15)
MAX_WORKERS = 3  # a task that lost this many workers is not tried again


class WorkerLost(Exception):
    """The process that ran the task ended without a result."""


def requeue_lost_tasks() -> int:
    """Requeue tasks that have run longer than LONGEST_RUN.

    Return how many there were. Tasks may run twice unharmed.
    """
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LONGEST_RUN)
    for task in lost:
        log.warning("Task %s (%s) was lost with its worker", task.pk, task.task_path)
        if len(task.worker_ids) >= MAX_WORKERS:
            task.set_failed(WorkerLost(f"lost with {len(task.worker_ids)} workers"))
        else:
            lost.filter(pk=task.pk).update(status=TaskResultStatus.READY)
    return len(lost)
