import pytest

from inss.lib.words import words_of


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ה-INSS", "ה־INSS"),
        ("רימון-כץ", "רימון־כץ"),
        ('"הגרעין"', "״הגרעין״"),
        ('צה"ל', "צה״ל"),
        ("ג'נין", "ג׳נין"),
        ("סקר", "סֶקֶר"),
        ("Shi'ite", "Shi’ite"),
        ("Israel-China", "Israel–China"),
    ],
)
def test_what_a_keyboard_writes_finds_what_is_printed(typed, printed):
    assert words_of(typed) == words_of(printed)


def test_words_are_parted_and_empty_ones_dropped():
    assert words_of(' two  clocks - "in" ') == ["two", "clocks", "in"]
