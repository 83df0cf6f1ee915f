"""The citation of a post, and the people it names."""

import pytest
from django.utils.translation import override

from posts.models import Byline, Post
from posts.post_page import join_names
from tests.dom import by_class, text
from tests.factories import make_author

pytestmark = pytest.mark.django_db


def test_one_who_signs_in_two_roles_has_one_biography_and_stands_in_the_citation_once(client, world):
    world.author.bio_en = "Studies China."
    world.author.save()
    Byline.objects.create(post=world.post, author=world.author, role=Byline.Role.TRANSLATOR, position=2)
    tree = world.read(client)

    assert len(by_class(tree, "byline__people")[0]) == 2
    assert len(by_class(tree, "bio")) == 1
    assert text(by_class(tree, "cite__text")[0]).count({"en": "Galia", "he": "גליה"}[world.language]) == 1


def test_a_citation_and_a_card_name_the_authors_and_nobody_who_translated(client, world):
    translator = make_author("Noa Bar", name_he="נועה בר", slug="noa-bar")
    Byline.objects.create(post=world.post, author=translator, role=Byline.Role.TRANSLATOR, position=2)
    name = {"en": "Noa Bar", "he": "נועה בר"}[world.language]
    tree = world.read(client)

    assert name in text(by_class(tree, "byline__people")[0])
    assert name not in text(by_class(tree, "cite__text")[0])
    assert world.post.writers == [world.author]

    Byline.objects.filter(author=world.author).delete()
    world.post.refresh_from_db()
    assert world.post.writers == [translator]


def test_a_citation_names_work_series_number_and_institute(client, world):
    Post.objects.filter(pk=world.post.pk).update(number=7)
    cited = text(by_class(world.read(client), "cite__text")[0])

    assert cited.startswith(
        {
            "en": f"Galia Lavi, “{world.post.title},” Posts No. 7, "
            "The Institute for National Security Studies, 24 July, 2024, http",
            "he": f"גליה לביא, ״{world.post.title}״, פוסטים, מס׳ 7, "
            "המכון למחקרי ביטחון לאומי, 24 ביולי 2024, http",
        }[world.language]
    )


@pytest.mark.parametrize(
    ("last", "sentence"),
    [("נעמי לב", "גליה לביא, מאיה דורון ונעמי לב"), ("Ann Lee", "גליה לביא, מאיה דורון ו־Ann Lee")],
)
def test_a_hebrew_sentence_joins_a_latin_name_by_a_hyphen(last, sentence):
    with override("he"):
        assert join_names(["גליה לביא", "מאיה דורון", last]) == sentence
