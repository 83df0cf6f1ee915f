from django.tasks import task


@task
def add(first: int, second: int) -> int:
    return first + second
