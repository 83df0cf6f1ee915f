import pytest
from django.utils.translation import override

from inss.lib.bidi import (
    Text,
    current_language,
    direction,
    first_language,
    isolate,
    isolate_example,
    other,
)


def test_a_text_in_the_other_language_is_isolated_and_says_so():
    with override("he"):
        assert isolate(Text("Iran & Iraq", "en")) == '<bdi lang="en" dir="ltr">Iran &amp; Iraq</bdi>'
    with override("en"):
        assert isolate(Text("איראן", "he")) == '<bdi lang="he" dir="rtl">איראן</bdi>'


def test_a_text_in_the_pages_language_stands_as_it_is():
    with override("en"):
        assert isolate(Text("Iran", "en")) == "Iran"
    assert isolate("plain") == "plain"


def test_each_language_has_its_direction_and_its_other():
    assert (direction("en"), direction("he")) == ("ltr", "rtl")
    assert (other("en"), other("he")) == ("he", "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [("Iran איראן", "en"), ("“איראן” Iran", "he"), ("2024: איראן", "he"), ("2024!", None), ("", None)],
)
def test_the_language_of_a_text_is_that_of_its_first_letter(text, language):
    assert first_language(text) == language


def test_where_no_language_is_active_it_is_the_sites():
    with override(None):
        assert current_language() == "en"


def test_a_latin_example_at_the_end_of_a_help_text_is_isolated():
    assert (
        isolate_example("כתובת & שם. לדוגמה: two-clocks")
        == 'כתובת &amp; שם. לדוגמה: <bdi lang="en" dir="ltr" class="example">two-clocks</bdi>'
    )


@pytest.mark.parametrize("words", ["", "No example.", "Note: none of these words"])
def test_a_help_text_without_an_example_stays_as_it_is(words):
    assert isolate_example(words) == words
