"""Every step of the workflow from every state, by everybody, in one table; and rules shared by all steps."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from inss.lib.models import StaleVersion
from posts import workflow
from posts.models import Post
from tests.factories import (
    make_contributor,
    make_draft,
    make_editor,
    make_newsletter_desk,
    make_post,
    make_publisher,
    make_withdrawn,
)
from tests.queries import in_a_transaction, rows_locked

pytestmark = pytest.mark.django_db

# Who may more comes later.
PEOPLE = {"contributor": make_contributor, "editor": make_editor, "publisher": make_publisher}

MAKE = {
    "draft": make_draft,
    "review": lambda **values: make_draft(status=Post.Status.REVIEW, **values),
    "ready": lambda **values: make_draft(status=Post.Status.READY, **values),
    "scheduled": lambda **values: make_post(at=timezone.now() + dt.timedelta(days=1), **values),
    "published": make_post,
    "withdrawn": make_withdrawn,
}

# The step · the state it leads to, `=` for the same · from each state, the first of PEOPLE who may take it
# with an own post, `-` for nobody.
TABLE = """
step             to          draft        review     ready      scheduled  published  withdrawn
save             =           contributor  editor     editor     publisher  publisher  publisher
submit           review      contributor  -          -          -          -          -
mark_ready       ready       editor       editor     -          -          -          -
return_to_draft  draft       -            editor     editor     publisher  -          -
publish          published   publisher    publisher  publisher  publisher  -          -
withdraw         withdrawn   -            -          -          -          publisher  -
restore          published   -            -          -          -          -          publisher
delete           gone        contributor  editor     editor     -          -          -
"""
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [
    (step, to, state, first)
    for step, to, *cells in ROWS
    for state, first in zip(HEAD[2:], cells, strict=True)
]
STEPS = {
    step: next(state for name, _to, state, first in CELLS if name == step and first != "-")
    for step, *_ in ROWS
}


def take(step: str, post: Post, by) -> None:
    more = {"reason": "An error."} if step == "withdraw" else {}
    getattr(workflow, step)(post, by=by, **more)


def state_of(post: Post) -> str:
    found = Post.objects.filter(pk=post.pk).first()
    return found.state if found else "gone"


@pytest.mark.parametrize(("step", "to", "state", "first"), CELLS)
def test_a_step_is_taken_from_the_states_and_by_the_people_of_the_table(step, to, state, first):
    may = list(PEOPLE)[list(PEOPLE).index(first) :] if first != "-" else []
    for name, make_person in PEOPLE.items():
        person = make_person()
        post = MAKE[state](created_by=person)
        if name in may:
            take(step, post, person)
            assert state_of(post) == (state if to == "=" else to), name
        else:
            with pytest.raises((PermissionDenied, workflow.WrongState)):
                take(step, post, person)
            assert state_of(post) == state, name


@pytest.mark.parametrize("step", STEPS)
def test_a_contributor_takes_no_step_with_the_post_of_another(step):
    post = MAKE[STEPS[step]](created_by=make_contributor())
    with pytest.raises(PermissionDenied):
        take(step, post, make_contributor())


@pytest.mark.parametrize("step", STEPS)
def test_who_may_not_write_takes_no_step_even_with_an_own_post(step):
    person = make_newsletter_desk()
    with pytest.raises(PermissionDenied):
        take(step, MAKE[STEPS[step]](created_by=person), person)


@pytest.mark.parametrize("step", ["save", "submit", "delete"])
def test_a_right_is_asked_of_the_row_and_not_of_what_was_typed(step):
    contributor = make_contributor()
    post = MAKE["review"](created_by=contributor)
    post.status = Post.Status.DRAFT
    with pytest.raises((PermissionDenied, workflow.WrongState)):
        take(step, post, contributor)


@pytest.mark.parametrize("step", STEPS)
def test_no_step_is_taken_on_what_somebody_has_saved_meanwhile(step):
    publisher, post = make_publisher(), MAKE[STEPS[step]]()
    theirs = Post.objects.get(pk=post.pk)
    theirs.title = "Theirs"
    workflow.save(theirs, by=publisher)
    with pytest.raises(StaleVersion):
        take(step, post, publisher)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_holds_the_row_until_it_is_written(step):
    post, publisher = MAKE[STEPS[step]](), make_publisher()
    with rows_locked():
        take(step, post, publisher)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_one_transaction(step):
    post, publisher = MAKE[STEPS[step]](), make_publisher()
    with in_a_transaction():
        take(step, post, publisher)
