from django.utils.translation import override

from inss.lib.bidi import Text, direction, isolate, other


def test_a_text_in_the_other_language_is_isolated_and_says_so():
    with override("he"):
        assert isolate(Text("Iran & Iraq", "en")) == '<bdi lang="en" dir="ltr">Iran &amp; Iraq</bdi>'


def test_a_text_in_the_pages_language_stands_as_it_is():
    with override("en"):
        assert isolate(Text("Iran", "en")) == "Iran"
    assert isolate("plain") == "plain"


def test_each_language_has_its_direction_and_its_other():
    assert (direction("en"), direction("he")) == ("ltr", "rtl")
    assert (other("en"), other("he")) == ("he", "en")
