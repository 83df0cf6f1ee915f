"""What django-tasks-db leaves open: a worker that was killed leaves its task running for ever."""

import datetime as dt
import logging

from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

log = logging.getLogger(__name__)

LONGEST_RUN = dt.timedelta(minutes=15)
MAX_WORKERS = 3  # a task that took this many workers with it is not tried again


class WorkerLost(Exception):
    """The process that ran the task ended without an answer."""


def requeue_lost_tasks() -> int:
    """Makes ready again what runs longer than any task may; tasks may run twice unharmed. How many."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LONGEST_RUN)
    for task in lost:
        log.warning("Task %s (%s) was lost with its worker", task.pk, task.task_path)
        if len(task.worker_ids) >= MAX_WORKERS:
            task.set_failed(WorkerLost(f"lost with {len(task.worker_ids)} workers"))
        else:
            lost.filter(pk=task.pk).update(status=TaskResultStatus.READY)
    return len(lost)
