import datetime as dt

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from inss.lib.tasks import LONGEST_RUN, MAX_WORKERS, requeue_lost_tasks

pytestmark = pytest.mark.django_db

NOT_BEFORE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


def running(started_at: dt.datetime, workers: int = 1) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status="RUNNING",
        task_path="tests.newsletter.tasks.add",
        args_kwargs={"args": [1, 2], "kwargs": {}},
        backend_name="default",
        run_after=NOT_BEFORE,
        started_at=started_at,
        worker_ids=[f"worker {number}" for number in range(workers)],
    )


def status_after_requeue(task: DBTaskResult) -> str:
    requeue_lost_tasks()
    task.refresh_from_db()
    return task.status


def test_a_task_that_runs_longer_than_any_may_is_ready_again():
    assert status_after_requeue(running(timezone.now() - LONGEST_RUN * 2)) == "READY"


def test_a_task_that_runs_is_left_alone():
    assert status_after_requeue(running(timezone.now())) == "RUNNING"


def test_a_task_that_took_several_workers_with_it_has_failed():
    task = running(timezone.now() - LONGEST_RUN * 2, workers=MAX_WORKERS)

    assert status_after_requeue(task) == "FAILED"
    assert "WorkerLost" in task.exception_class_path
