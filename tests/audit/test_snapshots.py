"""A snapshot has the whole row, and every save is kept as one."""

import pytest
from django.db import models

from inss.audit import snapshots, workflow
from inss.audit.changes import changes_between
from inss.audit.history import upgraded
from inss.audit.models import Revision
from inss.audit.snapshots import SnapshotType
from posts.models import Author
from tests.factories import make_author, make_publisher, make_tag

REGISTERED = sorted(snapshots.types, key=lambda model: model._meta.label)


def parts(model) -> set[str]:
    """What belongs to a row: its fields, its many-to-manys, and rows of others that go when it goes."""
    return {
        field.get_accessor_name() if field.auto_created and not field.concrete else field.name
        for field in model._meta.get_fields()
        if not field.auto_created or field.concrete or field.on_delete is models.CASCADE
    }


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_every_part_of_a_row_is_in_its_snapshot_or_left_out_by_name(model):
    kind = snapshots.types[model]
    named = {*kind.names(), *kind.left_out}
    assert parts(model) - named == set()


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_what_is_left_out_by_name_is_there_and_not_in_the_snapshot(model):
    kind = snapshots.types[model]
    assert set(kind.left_out) - parts(model) == set()
    assert set(kind.left_out) & set(kind.names()) == set()


@pytest.mark.django_db
def test_a_save_without_a_change_makes_no_revision():
    author, publisher = make_author(), make_publisher()
    author.title_en = "Researcher"
    assert workflow.save(author, by=publisher)
    version = author.version
    assert workflow.save(author, by=publisher) is None
    author.refresh_from_db()
    assert author.version == version


@pytest.mark.django_db
def test_what_a_row_said_before_the_first_verb_is_kept_too():
    author = make_author("Maya Doron")
    author.name_en = "Maya Levi"
    workflow.save(author, by=make_publisher())
    earlier, saved = Revision.objects.of(author).order_by("pk")
    assert (earlier.action, earlier.snapshot["name_en"], earlier.version) == ("earlier", "Maya Doron", 1)
    assert (saved.action, saved.snapshot["name_en"], saved.version) == ("saved", "Maya Levi", 2)


@pytest.mark.django_db
def test_a_revision_outlives_its_row():
    tag, publisher = make_tag("deterrence"), make_publisher()
    pk = tag.pk
    workflow.delete(tag, by=publisher)
    kept = Revision.objects.order_by("pk").values_list("action", "object_id", "title")
    assert list(kept) == [("earlier", pk, "deterrence"), ("deleted", pk, "deterrence")]


@pytest.mark.django_db
def test_a_revision_outlives_the_person_who_made_it():
    author, publisher = make_author(), make_publisher()
    author.title_en = "Researcher"
    revision = workflow.save(author, by=publisher)
    publisher.delete()
    revision.refresh_from_db()
    assert (revision.by, revision.snapshot["title_en"]) == (None, "Researcher")


@pytest.mark.django_db
def test_a_snapshot_of_an_older_format_is_read_as_one_of_now(monkeypatch):
    """Format 2 calls the name of an author what format 1 called `full_name`."""

    def upgrade(snapshot, format):
        assert format == 1
        return {"name_en": snapshot["full_name"]}

    author = make_author("Maya Doron")
    old = workflow.record(author, {"full_name": "Maya Levi"}, by=None, action="saved")
    kind = SnapshotType(Author, format=2, upgrade=upgrade)
    monkeypatch.setitem(snapshots.types, Author, kind)

    assert snapshots.row_of(old).name_en == "Maya Levi"
    assert snapshots.values_of(old)["name_en"] == "Maya Levi"
    [change] = changes_between(kind, upgraded(old), {"name_en": "Maya Doron"})
    assert change.html == "Maya <del>Levi</del><ins>Doron</ins>"
    author.title_en = "Researcher"
    workflow.save(author, by=make_publisher())
    assert list(Revision.objects.of(author).order_by("pk").values_list("format", flat=True)) == [1, 2]
