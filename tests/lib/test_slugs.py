import pytest
from django.core.exceptions import ValidationError

from inss.lib.slugs import MAX_LENGTH, latin_slug, validate_not_reserved, validate_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hamas–Fatah Reconciliation Meeting", "hamas-fatah-reconciliation-meeting"),
        ("The World Hasn’t Given Up", "the-world-hasnt-given-up"),
        ("The U.S.–China Agreement: Everything", "the-us-china-agreement-everything"),
        ("  Déjà vu — again  ", "deja-vu-again"),
        ("מפגש הפיוס", ""),
        ("ישראל 2024", "2024"),
        ("", ""),
    ],
)
def test_a_slug_is_made_of_the_latin_letters_of_a_title(title, slug):
    assert latin_slug(title) == slug


def test_a_long_slug_is_cut_between_words():
    slug = latin_slug("word " * 60)
    assert len(slug) <= MAX_LENGTH
    assert set(slug.split("-")) == {"word"}


def test_every_slug_made_is_valid():
    validate_slug(latin_slug("A – very: odd… title? “quoted”"))


@pytest.mark.parametrize("slug", ["admin", "he", "search", "robots.txt", "wp-content", "team"])
def test_the_sites_own_addresses_are_reserved(slug):
    with pytest.raises(ValidationError, match=slug):
        validate_not_reserved(slug)
