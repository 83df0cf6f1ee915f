"""Functions that change the tree of topics."""

from django.db import transaction

from inss.accounts.models import User
from inss.audit import workflow as audit
from inss.audit.models import Action

from .models import Topic


@transaction.atomic
def retire(topic: Topic, *, by: User) -> None:
    """Retire the topic: it keeps its posts and URL, but editors can no longer choose it."""
    topic.is_retired = True
    audit.save(topic, by=by, action=Action.RETIRED)
