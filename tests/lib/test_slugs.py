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
        ("Again—and again", "again-and-again"),
        ("Snake_case", "snake-case"),
        ("מפגש הפיוס", ""),
        ("ישראל 2024", "2024"),
        ("", ""),
    ],
)
def test_a_slug_is_made_of_the_latin_letters_of_a_title(title, slug):
    assert latin_slug(title) == slug


def test_a_long_slug_is_cut_between_words():
    word = "nine-word"
    fits = "-".join([word] * 12)  # and is as long as a slug may be
    assert len(fits) == MAX_LENGTH - 1
    assert latin_slug(f"{fits}s") == f"{fits}s"
    assert latin_slug(f"{fits}s more") == f"{fits}s"
    assert latin_slug(f"{fits}less") == fits.removesuffix("-word")
    assert latin_slug("x" * 200) == "x" * MAX_LENGTH


def test_every_slug_made_is_valid():
    validate_slug(latin_slug("A – very: odd… title? “quoted”"))


RESERVED = """
    admin api archive atom authors calendar count en events feed feeds files he healthz newsletter preview
    projects publication robots.txt search sitemap.xml static tags team topics wp-content
"""


@pytest.mark.parametrize("slug", RESERVED.split())
def test_the_sites_own_addresses_are_reserved(slug):
    with pytest.raises(ValidationError, match=slug):
        validate_not_reserved(slug)
    validate_not_reserved(f"{slug}s-of-ours")
